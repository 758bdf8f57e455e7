/**
 * A client of a provider, in tests and elsewhere, that knows the types of its tools. Needs `@modelcontextprotocol/client`.
 * @module mcp-provider/client
 */
export type { ConnectOptions, RemoteOptions, TypedClient } from './client/connect.js';
export { connect, ToolCallError } from './client/connect.js';
