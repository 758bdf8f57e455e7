import type { Principal, ReceivedRequest, VerifiedCaller } from '../../provider/principal.js';
import { issuersOf, TokenError } from '../../provider/principal.js';
import { namedCaller, verifiedCaller } from './verified-caller.js';
import type { HttpOptions } from './options.js';

/** Who sends a request; `token` is absent for the local user, and where a proxy names the caller. */
export interface Caller {
  principal: Principal;
  verified?: VerifiedCaller;
  token?: string;
}

/** A URL that needs an access token of its own (RFC 9728): the endpoint of a provider, or a route. */
export interface ProtectedResource {
  /** Where the document is; undefined where there is no issuer whose tokens are accepted. */
  metadataPath?: string;
  metadata?: object;
  /** The caller, or the response to a request without a valid token. @throws where the issuer's keys are out of reach */
  authenticate(request: ReceivedRequest): Promise<Caller | Response>;
}

export function protectedResource(
  name: string,
  path: string,
  {
    publicUrl,
    verifier,
    localUser,
    requiredScopes,
    advertisedScopes = requiredScopes,
  }: HttpOptions,
): ProtectedResource {
  if (!verifier) return { authenticate: async () => ({ principal: localUser }) };
  const url = new URL(path, publicUrl);
  const issuers = issuersOf(verifier).map(({ issuer }) => issuer);
  const metadataPath =
    issuers.length > 0 ? `/.well-known/oauth-protected-resource${path}` : undefined;
  const challenge = (status: number, code: string, description: string): Response => {
    const parts = {
      error: code,
      error_description: description,
      ...(advertisedScopes.length > 0 && { scope: advertisedScopes.join(' ') }),
      ...(metadataPath !== undefined && {
        resource_metadata: new URL(metadataPath, publicUrl).href,
      }),
    };
    const words = Object.entries(parts).map(([key, value]) => `${key}=${quoted(value)}`);
    return Response.json(
      { error: code, error_description: description },
      { status, headers: { 'www-authenticate': `Bearer ${words.join(', ')}` } },
    );
  };

  const callerOf = async (request: ReceivedRequest) => {
    const named = await verifier.identify?.(request);
    if (named) {
      const verified = namedCaller(named);
      return { principal: verified.principal, verified };
    }
    const token = tokenIn(request);
    const verified = await verifiedCaller(verifier, token, url);
    return { principal: verified.principal, verified, token };
  };

  return {
    ...(metadataPath !== undefined && { metadataPath }),
    metadata: {
      resource: url.href,
      authorization_servers: issuers,
      scopes_supported: advertisedScopes,
      resource_name: name,
    },
    async authenticate(request) {
      try {
        const caller = await callerOf(request);
        return requiredScopes.every((scope) => caller.verified.scopes.includes(scope))
          ? caller
          : challenge(403, 'insufficient_scope', 'Insufficient scope');
      } catch (error) {
        if (error instanceof TokenError) return challenge(401, 'invalid_token', error.message);
        throw error;
      }
    },
  };
}

/** RFC 6750 section 2.1. */
function tokenIn(request: ReceivedRequest): string {
  const { 1: token } =
    /^bearer +([\w.~+/-]+=*)$/i.exec(request.header('authorization') ?? '') ?? [];
  if (token === undefined) throw new TokenError('Missing access token');
  return token;
}

/** A quoted string of a header (RFC 9110 section 5.6.4). */
const quoted = (text: string) =>
  `"${text.replaceAll(/[\\"]/g, String.raw`\$&`).replaceAll(/[^ -~]/g, ' ')}"`;
