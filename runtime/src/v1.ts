/** The same as `mcp-provider`, with version 1 of the MCP SDK. Needs `@modelcontextprotocol/sdk`. */
export * from './authoring.js';
export type { McpServer } from './sdk/v1/instance.js';
export { defineProvider } from './sdk/v1/instance.js';
