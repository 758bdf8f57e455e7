/**
 * Several MCP servers as providers. Needs `@modelcontextprotocol/client` and `openid-client`.
 * @module mcp-provider/gateway
 */
export type { RemoteCatalog } from './remote/catalog.js';
export type { GatewayServer } from './sdk/v2/gateway.js';
export { gateway } from './sdk/v2/gateway.js';
