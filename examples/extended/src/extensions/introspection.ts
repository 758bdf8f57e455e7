import type { TokenVerifier } from 'mcp-provider/server';
import { TokenError, verifiedPrincipal } from 'mcp-provider/server';
import * as z from 'zod';

const Metadata = z.looseObject({
  issuer: z.string(),
  authorization_endpoint: z.string(),
  token_endpoint: z.string(),
  introspection_endpoint: z.string(),
  response_types_supported: z.array(z.string()),
  jwks_uri: z.string(),
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
  const found = await json(`${issuer}/.well-known/oauth-authorization-server`);
  const metadata = Metadata.parse(found);
  return {
    metadata,
    async verify(token, audience) {
      const body = new URLSearchParams({ token });
      const details = Introspection.parse(
        await json(metadata.introspection_endpoint, { method: 'POST', body }),
      );
      const { active, sub, aud, client_id: clientId, scope, exp: expiresAt } = details;
      if (!active || sub === '') throw new TokenError('The token is not active');
      if (![aud].flat().includes(audience.href))
        throw new TokenError('The token is for another server');
      const scopes = scope.split(' ').filter(Boolean);
      return { principal: verifiedPrincipal(issuer, sub), clientId, scopes, expiresAt };
    },
  };
}

async function json(url: string, init: RequestInit = {}): Promise<unknown> {
  const response = await fetch(url, { ...init, signal: AbortSignal.timeout(5_000) });
  if (!response.ok) throw new Error(`The issuer responds with status ${response.status}`);
  return response.json();
}
