import type { IncomingHttpHeaders } from 'node:http';
import type { Principal, VerifiedCaller } from '../../provider/principal.js';
import { TokenError } from '../../provider/principal.js';
import { verifiedCaller } from './verified-caller.js';
import type { HttpOptions } from './options.js';

/** Who sends a request; `token` is absent for the local user. */
export interface Caller {
  principal: Principal;
  verified?: VerifiedCaller;
  token?: string;
}

/** A URL that needs an access token of its own (RFC 9728): the endpoint of a provider, or a route. */
export interface ProtectedResource {
  /** Where the document is; undefined where no tokens are verified. */
  metadataPath?: string;
  metadata?: object;
  /** The caller, or the response to a request without a valid token. @throws where the issuer's keys are out of reach */
  authenticate(headers: IncomingHttpHeaders): Promise<Caller | Response>;
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
    audience,
    userClaim,
  }: HttpOptions,
): ProtectedResource {
  if (!verifier) return { authenticate: async () => ({ principal: localUser }) };
  const url = new URL(path, publicUrl);
  const metadataPath = `/.well-known/oauth-protected-resource${path}`;
  const challenge = (status: number, code: string, description: string): Response => {
    const parts = {
      error: code,
      error_description: description,
      ...(advertisedScopes.length > 0 && { scope: advertisedScopes.join(' ') }),
      resource_metadata: new URL(metadataPath, publicUrl).href,
    };
    const words = Object.entries(parts).map(([key, value]) => `${key}=${quoted(value)}`);
    return Response.json(
      { error: code, error_description: description },
      { status, headers: { 'www-authenticate': `Bearer ${words.join(', ')}` } },
    );
  };

  return {
    metadataPath,
    metadata: {
      resource: url.href,
      authorization_servers: [verifier.metadata.issuer],
      scopes_supported: advertisedScopes,
      resource_name: name,
    },
    async authenticate({ authorization = '' }) {
      const token = /^bearer +([\w.~+/-]+=*)$/i.exec(authorization)?.[1];
      if (token === undefined) return challenge(401, 'invalid_token', 'Missing access token');
      try {
        const verified = await verifiedCaller(verifier, token, url, { audience, userClaim });
        const { principal, scopes } = verified;
        return requiredScopes.every((scope) => scopes.includes(scope))
          ? { principal, verified, token }
          : challenge(403, 'insufficient_scope', 'Insufficient scope');
      } catch (error) {
        if (error instanceof TokenError) return challenge(401, 'invalid_token', error.message);
        throw error;
      }
    },
  };
}

/** A quoted string of a header (RFC 9110 section 5.6.4). */
const quoted = (text: string) =>
  `"${text.replaceAll(/[\\"]/g, String.raw`\$&`).replaceAll(/[^ -~]/g, ' ')}"`;
