import './tools/find-articles.js';
import './tools/get-article.js';
import './tools/suggest-edit.js';

export * from './api/auth.js';
export * from './mcp-instance.js';
export * from './server-auth.js';
