/** The same as `mcp-provider/server`: providers know their line of the MCP SDK. */
export * from '../server.js';
