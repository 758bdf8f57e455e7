// Importing a file registers its tool, resource or prompt.
import './tools/find-articles.js';
import './tools/get-article.js';
import './tools/suggest-edit.js';

export * as apiAuth from './api/auth.js';
export * as mcpInstance from './mcp-instance.js';
export * as serverAuth from './server-auth.js';
