import './prompts/sum-up.js';
import './resources/all-notes.js';
import './tools/add-note.js';
import './tools/search-notes.js';

export * from './api/auth.js';
export * from './mcp-instance.js';
export * from './server-auth.js';
