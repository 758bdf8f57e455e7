// Importing a file registers its tool, resource or prompt.
import './prompts/sum-up.js';
import './resources/all-notes.js';
import './tools/add-note.js';
import './tools/search-notes.js';

export * as apiAuth from './api/auth.js';
export * as mcpInstance from './mcp-instance.js';
export * as serverAuth from './server-auth.js';
