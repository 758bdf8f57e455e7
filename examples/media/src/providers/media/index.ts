import './resources/preview.js';
import './tools/download-file.js';
import './tools/get-thumbnail.js';
import './tools/get-transcript.js';
import './tools/list-files.js';
import './tools/replace-file.js';
import './tools/set-note.js';
import './tools/upload-file.js';

export * from './api/auth.js';
export * from './mcp-instance.js';
export * from './server-auth.js';
