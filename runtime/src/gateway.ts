/**
 * Several MCP servers as providers. Needs `@modelcontextprotocol/client` and `openid-client`.
 * @module mcp-provider/gateway
 */
export type { RemoteCatalog } from './remote/catalog.js';
export type { GatewayServer } from './gateway/gateway.js';
export { gateway } from './gateway/gateway.js';
