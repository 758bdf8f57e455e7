/**
 * Tools, resources and prompts of another MCP server. Needs `@modelcontextprotocol/client`.
 * @module mcp-provider/remote
 */
export type { RemoteCatalog, RemotePrompt, RemoteResource, RemoteTool } from './remote/catalog.js';
export type {
  ClientManager,
  ManagedServer,
  ManagerOptions,
  ServerError,
} from './agent/client-manager.js';
export type { PasswordOptions } from './remote/password-sign-in.js';
export type { PoolOptions } from './remote/pool.js';
export type { RemoteOptions, RemoteServer } from './remote/server.js';
export { clientManager, SignInNeededError } from './agent/client-manager.js';
export { passwordSignIn } from './remote/password-sign-in.js';
export { readServers } from './agent/read-servers.js';
export { serveRemote } from './remote/forward.js';
export { remoteServer } from './remote/server.js';
