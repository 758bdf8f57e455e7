import { AUTH_LIMITS } from '../http/limits.js';
import type { Authorization } from './authorization.js';
import { challengeOf, findAuthorization } from './authorization.js';
import { limitedFetch } from './limited-fetch.js';

/**
 * Where users of an MCP server sign in: from its challenge to the protected resource metadata (RFC 9728) and from there to
 * those of the authorization server (RFC 8414). Undefined: the server asks for no token, or does not say where to get one.
 * @throws ToolError where the metadata contradicts itself or leads to a private address; TypeError where a server is out of
 * reach
 */
export async function discoverAuthorization(url: string | URL): Promise<Authorization | undefined> {
  const server = new URL(url);
  const fetch = limitedFetch(AUTH_LIMITS);
  const challenge = await challengeOf(server, fetch);
  return challenge && findAuthorization(server, challenge, fetch);
}
