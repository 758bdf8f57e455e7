import { readdirSync } from 'node:fs';

for (const file of readdirSync(new URL('./tools/', import.meta.url))) {
  await import(new URL(`./tools/${file}`, import.meta.url).href);
}

export * as apiAuth from './api/auth.js';
export * as mcpInstance from './mcp-instance.js';
export * as serverAuth from './server-auth.js';
