/**
 * The same as `mcp-provider/server`: providers know their line of the MCP SDK.
 * @module mcp-provider/v1/server
 */
export * from '../server.js';
