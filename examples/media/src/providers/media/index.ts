// Importing a file registers its tool, resource or prompt.
import './resources/preview.js';
import './tools/download-file.js';
import './tools/get-thumbnail.js';
import './tools/get-transcript.js';
import './tools/list-files.js';
import './tools/replace-file.js';
import './tools/set-note.js';
import './tools/upload-file.js';

export * as apiAuth from './api/auth.js';
export * as mcpInstance from './mcp-instance.js';
export * as serverAuth from './server-auth.js';
