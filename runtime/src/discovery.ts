/**
 * Where users of an MCP server sign in, and the registration of a client there. Needs `@modelcontextprotocol/client`.
 * @module mcp-provider/discovery
 */
export type {
  ClientMetadata,
  RegisteredClient,
  RegistrationOptions,
} from './oauth/client-registration.js';
export type { Authorization } from './remote/authorization.js';
export { discoverAuthorization } from './remote/authorization.js';
export { registerClient, RegistrationError } from './oauth/client-registration.js';
