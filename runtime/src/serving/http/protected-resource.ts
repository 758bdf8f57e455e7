import {
  issuersOf,
  type Principal,
  type ReceivedRequest,
  TokenError,
  type VerifiedCaller,
} from '../../identity/principal.js';
import { urlAt } from '../../project/public-url.js';
import { type Head, receivedRequestOf } from './exchange.js';
import { localCaller } from './local-caller.js';
import type { HttpOptions } from './options.js';
import { knownCallers, namedCaller, verifiedCaller } from './verified-caller.js';

/** Who sends a request; `token` is absent for the local user, and if a proxy names the caller. */
export interface HttpCaller {
  principal: Principal;
  verified?: VerifiedCaller;
  token?: string;
  /** Returns the response to a request that needs more scopes. */
  challenge?(missing: readonly string[]): Response;
  /** Returns the response that makes a client ask its user to sign in. */
  signInAgain?(): Response;
}

/** A URL that needs its own access token (RFC 9728): the endpoint of a provider, or a route. */
export interface ProtectedResource {
  /** Path of the metadata; undefined if there is no issuer whose tokens are accepted. */
  metadataPath?: string;
  metadata?: object;
  /**
   * Returns the caller, or the response to a request without a valid token.
   * @throws if the issuer's keys are out of reach
   */
  authenticate(incoming: Head): Promise<HttpCaller | Response>;
}

const HOW_TO_VERIFY =
  'To serve others, its operator sets MCP_PUBLIC_URL and either MCP_ISSUER or MCP_AUTHORIZATION_SERVER=built-in.';

/** Returns the endpoint of a provider as a resource that needs an access token. */
export function protectedResource(
  name: string,
  path: string,
  { publicUrl, verifier, localUser, requiredScopes, advertisedScopes }: HttpOptions,
  toolScopes: readonly string[] = [],
): ProtectedResource {
  if (!verifier) return { authenticate: localCaller(localUser, HOW_TO_VERIFY) };
  const url = urlAt(publicUrl, path);
  const issuers = issuersOf(verifier).map(({ issuer }) => issuer);
  const metadataPath =
    issuers.length > 0
      ? `/.well-known/oauth-protected-resource${path === '/' ? '' : path}`
      : undefined;
  const defaultScopes =
    advertisedScopes ?? (requiredScopes.length > 0 ? requiredScopes : toolScopes);
  const challenge = (
    status: number,
    code: string,
    description: string,
    neededScopes: readonly string[] = defaultScopes,
    hasToken = true,
  ): Response => {
    const parts = {
      ...(hasToken && { error: code, error_description: description }), // RFC 6750 section 3.1
      ...(neededScopes.length > 0 && { scope: neededScopes.join(' ') }),
      ...(metadataPath !== undefined && {
        resource_metadata: urlAt(publicUrl, metadataPath).href,
      }),
    };
    const attributes = Object.entries(parts).map(([key, value]) => `${key}=${quoteString(value)}`);
    return Response.json(
      { error: code, error_description: description },
      { status, headers: { 'www-authenticate': `Bearer ${attributes.join(', ')}` } },
    );
  };

  const knownCaller = knownCallers(verifier, url);

  const insufficientScope = (neededScopes?: readonly string[]) =>
    challenge(403, 'insufficient_scope', 'Insufficient scope', neededScopes);

  /**
   * Returns the scope as clients request it: some issuers write less into the token, such as `read`
   * for `api://tracker/read`.
   */
  const advertisedForm = (scope: string): string =>
    advertisedScopes?.find(
      (advertisedScope) => advertisedScope === scope || advertisedScope.endsWith(`/${scope}`),
    ) ?? scope;

  const signInAgain = () => challenge(401, 'invalid_token', 'An account has ended. Sign in again.');

  function callerWith(verified: VerifiedCaller, token?: string): HttpCaller | Response {
    const { principal, scopes } = verified;
    if (!requiredScopes.every((scope) => scopes.includes(scope))) return insufficientScope();
    return {
      principal,
      verified,
      ...(token !== undefined && { token }),
      signInAgain,
      // Includes the scopes that are granted, because many clients replace their token. No
      // request needs a refresh token.
      challenge: (missing) =>
        insufficientScope(
          [...new Set([...scopes, ...missing])]
            .filter((scope) => scope !== 'offline_access')
            .map(advertisedForm),
        ),
    };
  }

  return {
    ...(metadataPath !== undefined && { metadataPath }),
    metadata: {
      resource: url.href,
      authorization_servers: issuers,
      scopes_supported: advertisedScopes ?? [...new Set([...requiredScopes, ...toolScopes])],
      resource_name: name,
    },
    async authenticate(incoming) {
      const request = receivedRequestOf(incoming);
      try {
        const namedUser = verifier.identify && (await verifier.identify(request));
        if (namedUser) return callerWith(namedCaller(namedUser));
        const token = tokenIn(request);
        const caller = knownCaller(token) ?? (await verifiedCaller(verifier, token, url));
        return callerWith(caller, token);
      } catch (error) {
        if (error instanceof TokenError)
          return challenge(401, 'invalid_token', error.message, defaultScopes, hasBearer(request));
        throw error;
      }
    },
  };
}

/**
 * Returns whether pages of any origin may call: only a token, which no browser adds by itself,
 * identifies the caller, and the operator lists no origins.
 */
export const acceptsAnyOrigin = ({
  verifier,
  allowedOrigins = [],
}: Pick<HttpOptions, 'verifier' | 'allowedOrigins'>): boolean =>
  verifier !== undefined && !verifier.identify && allowedOrigins.length === 0;

const hasBearer = (request: ReceivedRequest): boolean =>
  /^bearer /i.test(request.header('authorization') ?? '');

/** Reads the bearer token (RFC 6750 section 2.1). */
function tokenIn(request: ReceivedRequest): string {
  const { 1: token } =
    /^bearer +([\w.~+/-]+=*)$/i.exec(request.header('authorization') ?? '') ?? [];
  if (token === undefined) throw new TokenError('Missing access token');
  return token;
}

/** Encodes a quoted string of a header (RFC 9110 section 5.6.4). */
const quoteString = (text: string) =>
  `"${text.replaceAll(/[\\"]/g, String.raw`\$&`).replaceAll(/[^ -~]/g, ' ')}"`;
