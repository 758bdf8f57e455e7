import { createRemoteJWKSet, errors, jwtVerify } from 'jose';
import * as z from 'zod';
import { isSafeUrl } from './config.js';
import type { IssuerMetadata, TokenVerifier } from './principal.js';
import { TokenError } from './principal.js';

const DISCOVERY_TIMEOUT_MS = 5_000;

const Metadata = z.looseObject({
  issuer: z.string(),
  authorization_endpoint: z.string(),
  token_endpoint: z.string(),
  response_types_supported: z.array(z.string()).default(['code']),
  jwks_uri: z.string().refine(isSafeUrl, 'must be an https address'),
});

const Claims = z.looseObject({
  iss: z.string(),
  sub: z.string().min(1),
  exp: z.number(),
  client_id: z.string().optional(),
  azp: z.string().optional(),
  scope: z.union([z.string(), z.array(z.string())]).optional(),
  scp: z.union([z.string(), z.array(z.string())]).optional(),
});

/** Verifies access tokens of one issuer: JWTs for the endpoint that was called, signed with a key the issuer publishes. */
export async function tokenVerifier(issuer: string): Promise<TokenVerifier> {
  if (!isSafeUrl(issuer))
    throw new Error('MCP_ISSUER must be an https address (http on this machine only)');
  const metadata = await discover(issuer);
  const keys = createRemoteJWKSet(new URL(metadata.jwks_uri));
  return {
    metadata,
    async verify(token, audience) {
      const options = {
        issuer,
        audience: audience.href,
        algorithms: ['RS256', 'PS256', 'ES256', 'EdDSA'],
        requiredClaims: ['sub', 'exp'],
      };
      const { payload } = await jwtVerify(token, keys, options).catch(asTokenError);
      const claims = Claims.safeParse(payload);
      if (!claims.success) throw new TokenError('The token lacks a claim');
      const { iss, sub, exp, client_id, azp, scope, scp } = claims.data;
      const granted = scope ?? scp ?? [];
      return {
        // Two issuers may use the same subject for different people.
        principal: { userId: `${iss}|${sub}` },
        clientId: client_id ?? azp ?? sub,
        scopes: Array.isArray(granted) ? granted : granted.split(' ').filter(Boolean),
        expiresAt: exp,
      };
    },
  };
}

/** RFC 8414 section 3.1 (path inserted), then OpenID Connect Discovery (path appended). */
async function discover(issuer: string): Promise<IssuerMetadata> {
  const path = new URL(issuer).pathname.replace(/\/$/, '');
  const documents = [
    `/.well-known/oauth-authorization-server${path}`,
    `${path}/.well-known/openid-configuration`,
  ];
  for (const document of documents) {
    const signal = AbortSignal.timeout(DISCOVERY_TIMEOUT_MS);
    const response = await fetch(new URL(document, issuer), { signal, redirect: 'error' });
    const found: unknown = response.ok ? await response.json().catch(() => undefined) : undefined;
    if (found === undefined) continue; // some answer every address with a page
    const metadata = Metadata.parse(found);
    // RFC 8414 section 3.3: a document of another issuer is not this issuer's.
    if (metadata.issuer !== issuer)
      throw new Error(`${document} belongs to the issuer ${metadata.issuer}`);
    return metadata;
  }
  throw new Error(`No authorization server metadata at ${issuer}`);
}

/** Keys that cannot be fetched are not the token's fault: a 401 would make clients throw good tokens away. */
function asTokenError(error: unknown): never {
  const outage =
    error instanceof errors.JWKSTimeout ||
    error instanceof errors.JWKSInvalid ||
    (error instanceof errors.JOSEError && error.code === 'ERR_JOSE_GENERIC');
  if (error instanceof errors.JOSEError && !outage)
    throw new TokenError('The token is not valid', { cause: error });
  throw error;
}
