import {
  type AuthorizationServerMetadata,
  checkResourceAllowed,
  CLIENT_CAPABILITIES_META_KEY,
  CLIENT_INFO_META_KEY,
  discoverAuthorizationServerMetadata,
  discoverOAuthProtectedResourceMetadata,
  extractWWWAuthenticateParams,
  PROTOCOL_VERSION_META_KEY,
} from '@modelcontextprotocol/client';
import { ToolError } from '../call/result/tool-error.js';
import { AUTH_LIMITS } from '../fetch/limits.js';
import { mayNameAddress } from '../fetch/private-addresses.js';
import { referredRequest } from '../fetch/referred-fetch.js';
import { OAuthError } from '../oauth/errors.js';
import { isSafeUrl } from '../utils/addresses.js';
import { CLIENT_INFO } from './connect.js';
import { limitedFetch } from './limited-fetch.js';

/** The authorization server of a remote server, and what a token of it is for. */
export interface Authorization {
  /** Audience of the access tokens (RFC 8707). */
  resource: string;
  issuer: string;
  /** Scopes of the challenge, else those of the metadata. */
  scopes: string[];
  server: AuthorizationServerMetadata;
}

/** Ways for a client to be known to an authorization server, in the order of preference. */
export type Identification = 'registered' | 'metadata-document' | 'dynamic-registration';

const LATEST_VERSION = '2026-07-28';
/** The request with which clients of the current protocol begin. */
const PROBE = {
  jsonrpc: '2.0',
  id: 0,
  method: 'server/discover',
  params: {
    _meta: {
      [PROTOCOL_VERSION_META_KEY]: LATEST_VERSION,
      [CLIENT_INFO_META_KEY]: CLIENT_INFO,
      [CLIENT_CAPABILITIES_META_KEY]: {},
    },
  },
};

/**
 * Returns the 401 response of a server that requires a token; undefined for others.
 * @throws OAuthError if the server does not answer now: it may require one
 */
export async function challengeOf(
  url: URL,
  fetch: ReturnType<typeof limitedFetch>,
): Promise<Response | undefined> {
  const response = await fetch(url, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      accept: 'application/json, text/event-stream',
      'mcp-protocol-version': LATEST_VERSION,
      'mcp-method': PROBE.method,
    },
    body: JSON.stringify(PROBE),
  });
  await response.body?.cancel();
  const { status } = response;
  if (status >= 500 || status === 429)
    throw new OAuthError('unavailable', `${url.host} does not answer now (status ${status}).`);
  return status === 401 ? response : undefined;
}

/**
 * Finds the authorization server of a challenge: RFC 9728 (the URL in the challenge, else with the
 * path of the server, else at the root), then RFC 8414 and OpenID Connect Discovery.
 * @returns undefined if the server does not use OAuth
 * @throws ToolError if the metadata contradicts itself or is unsafe to use
 */
export async function findAuthorization(
  url: URL,
  challenge: Response,
  fetch: ReturnType<typeof limitedFetch>,
): Promise<Authorization | undefined> {
  const { resourceMetadataUrl, scope } = extractWWWAuthenticateParams(challenge);
  const requireSafe = (address: string) => {
    if (!mayNameAddress(url, address))
      throw new ToolError(`"${url.href}" refers to "${address}", which is not a public HTTPS URL.`);
  };
  if (resourceMetadataUrl) requireSafe(resourceMetadataUrl.href);
  const { resource, authorization_servers, scopes_supported } =
    await discoverOAuthProtectedResourceMetadata(
      url,
      resourceMetadataUrl ? { resourceMetadataUrl } : {},
      fetch,
    );
  if (!checkResourceAllowed({ requestedResource: url, configuredResource: resource }))
    throw new ToolError(
      `The metadata of "${url.href}" is for "${resource}": its tokens would be for another server.`,
    );
  const [issuer] = authorization_servers ?? [];
  if (issuer === undefined) return undefined;
  requireSafe(issuer);
  // Without a path, the issuer has two forms (RFC 3986 section 6.2.3), which servers mix up.
  const isRoot = new URL(issuer).pathname === '/' && !issuer.endsWith('/');
  const server = await discoverAuthorizationServerMetadata(isRoot ? `${issuer}/` : issuer, {
    fetchFn: fetch,
  });
  if (!server) throw new ToolError(`"${issuer}" has no metadata (RFC 8414, OpenID Connect).`);
  requireSafe(server.authorization_endpoint);
  requireSafe(server.token_endpoint);
  if (server.registration_endpoint !== undefined) requireSafe(server.registration_endpoint);
  return {
    resource,
    issuer: server.issuer,
    server,
    scopes: scope?.split(' ').filter(Boolean) ?? scopes_supported ?? [],
  };
}

/** Returns the ways in which a client can identify itself at an authorization server. */
export function identificationsOf(server: AuthorizationServerMetadata): Identification[] {
  return [
    'registered',
    ...(acceptsMetadataDocument(server) ? (['metadata-document'] as const) : []),
    ...(server.registration_endpoint ? (['dynamic-registration'] as const) : []),
  ];
}

/**
 * Returns whether the server accepts an OAuth Client ID Metadata Document, where the client's id is
 * the URL of its metadata.
 */
export const acceptsMetadataDocument = (server: AuthorizationServerMetadata): boolean =>
  'client_id_metadata_document_supported' in server &&
  server.client_id_metadata_document_supported === true;

/**
 * Finds where users of an MCP server sign in: from its challenge to the protected resource metadata
 * (RFC 9728), and from there to the metadata of the authorization server (RFC 8414).
 * @returns undefined if the server requires no token, or does not say where to get one
 * @throws ToolError if the server has plain HTTP, or the metadata contradicts itself or leads to a
 * private address; TypeError if a server is unreachable
 */
export async function discoverAuthorization(url: string | URL): Promise<Authorization | undefined> {
  return (await challengeAt(url))?.();
}

/**
 * Checks whether an MCP server requires a token.
 * @returns the function that finds where its users sign in; undefined if no token is required
 * @throws ToolError if the server has plain HTTP; TypeError if it is unreachable
 */
export async function challengeAt(
  url: string | URL,
): Promise<(() => Promise<Authorization | undefined>) | undefined> {
  const server = new URL(url);
  if (!isSafeUrl(server.href))
    throw new ToolError(`"${server.href}" is not an https URL (http only for loopback addresses).`);
  const fetch = limitedFetch(AUTH_LIMITS, referredRequest(server));
  const challenge = await challengeOf(server, fetch);
  return challenge && (() => findAuthorization(server, challenge, fetch));
}
