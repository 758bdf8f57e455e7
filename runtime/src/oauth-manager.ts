/**
 * Signs the users of a program in to MCP servers. Needs `@modelcontextprotocol/client` and `openid-client`.
 * @module mcp-provider/oauth-manager
 */
export type { OAuthManager, OAuthManagerOptions } from './agent/oauth-manager.js';
export { OAuthError } from './oauth/errors.js';
export { oauthManager } from './agent/oauth-manager.js';
