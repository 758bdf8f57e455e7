import type { TokenVerifier } from 'mcp-provider/server';
import { issuerMetadata, TokenError, verifiedPrincipal } from 'mcp-provider/server';
import * as z from 'zod';

const Environment = z.object({
  INTROSPECTION_CLIENT_ID: z.string().min(1),
  INTROSPECTION_CLIENT_SECRET: z.string().min(1),
});

const Introspection = z.object({
  active: z.boolean(),
  sub: z.string().default(''),
  aud: z.union([z.string(), z.array(z.string())]).default([]),
  client_id: z.string().default(''),
  scope: z.string().default(''),
  exp: z.number().default(0),
});

/** Opaque access tokens: the issuer is asked about each (RFC 7662). */
export async function introspection(issuer: string): Promise<TokenVerifier> {
  const metadata = await issuerMetadata(issuer);
  const endpoint = z.url().parse(metadata.introspection_endpoint);
  const { INTROSPECTION_CLIENT_ID: id, INTROSPECTION_CLIENT_SECRET: secret } = Environment.parse(
    process.env,
  );
  // RFC 6749 section 2.3.1: both are form-encoded.
  const login = [id, secret].map(encodeURIComponent).join(':');
  const authorization = `Basic ${Buffer.from(login).toString('base64')}`;
  return {
    metadata,
    async verify(token, audience) {
      const response = await fetch(endpoint, {
        method: 'POST',
        headers: { authorization, accept: 'application/json' },
        body: new URLSearchParams({ token }),
        redirect: 'error',
        signal: AbortSignal.timeout(5_000),
      });
      if (!response.ok) throw new Error(`Introspection failed with status ${response.status}`);
      const details = Introspection.parse(await response.json());
      const { active, sub, aud, client_id: clientId, scope, exp: expiresAt } = details;
      if (!active || sub === '') throw new TokenError('The token is not active');
      if (![aud].flat().includes(audience.href))
        throw new TokenError('The token is for another server');
      const scopes = scope.split(' ').filter(Boolean);
      return { principal: verifiedPrincipal(issuer, sub), clientId, scopes, expiresAt };
    },
  };
}
