/*
 * Copyright Acme. All rights reserved.
 */

/** The contract. */
export * as apiAuth from './api/auth.js';
export * as mcpInstance from './mcp-instance.js';
export * as serverAuth from './server-auth.js';
