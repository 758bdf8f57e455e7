import type { Example } from '../../../model/rule.js';
import { bad, ok } from '../../example.js';

/** Of "security/optional-check": checks of claims that hold where these are missing. */
export const missingClaimExamples: readonly Example[] = [
  ok`
    // src/core/claims.ts
    const required = ['rooms:read'];
    export function verified(claims: Claims, audience: URL) {
      const { aud = [], iss = '' } = claims;
      if (![aud].flat().includes(audience.href)) throw new TokenError('Another server');
      if (!claims.aud?.includes(audience.href)) throw new TokenError('Another server');
      if (iss !== ISSUER) throw new TokenError('Another issuer');
      const scopes = (claims.scope ?? '').split(' ');
      if (!required.every((each) => scopes.includes(each))) throw new TokenError('A scope is missing');
      if (!scopes.every((each) => KNOWN.has(each))) throw new TokenError('Unknown scope');
      const isReader = scopes.every((each) => required.includes(each));
      return { claims, isReader };
    }
    export function configured(claims: Claims, options: { audience?: string }) {
      const audience = options.audience ?? 'https://mcp.acme.dev';
      if (claims.aud !== audience) throw new TokenError('Another server');
    }
  `,
  bad`
    // src/core/claims.ts
    const required = ['rooms:read'];
    export function verified(claims: Claims, audience: URL) {
      if (‹(claims.aud ?? audience.href) !== audience.href›) throw new TokenError('Another server');
      const issuer = claims.iss ?? ISSUER;
      if (‹issuer !== ISSUER›) throw new TokenError('Another issuer');
      const expected = audience.href;
      const { aud = expected, audiences = [] } = claims;
      if (‹aud !== expected›) throw new TokenError('Another server');
      if (!‹(claims.aud ?? []).every((each) => each === expected)›) throw new TokenError('Another server');
      if (!‹[audiences].flat().every((each) => each === expected)›) throw new TokenError('Another server');
      if (!‹[claims.aud ?? expected].flat().includes(expected)›) throw new TokenError('Another server');
      if (‹claims.aud?.includes(expected) === false›) throw new TokenError('Another server');
      if (!(‹claims.aud?.includes(expected) ?? true›)) throw new TokenError('Another server');
      const scopes = claims.scope.split(' ');
      if (!‹scopes.every((each) => required.includes(each))›) throw new TokenError('A scope is missing');
      return claims;
    }
  `.finds(
    ...['aud', 'iss', 'aud', 'aud', 'audiences', 'aud', 'aud', 'aud'].map(
      (name) => `This check holds where "${name}" is missing.`,
    ),
    'Tokens pass that lack a required scope: every item of "scopes" is checked.',
  ),
  bad`
    // src/core/claims.ts
    export function asserted(claims: Claims, audience: URL) {
      ‹assert.equal(claims.iss || ISSUER, ISSUER)›;
      assert.equal(claims.iss || '', ISSUER);
      if (!‹new Set(claims.aud ?? [audience.href]).has(audience.href)›) throw new TokenError('Another server');
    }
  `.finds('This check holds where "iss" is missing.', 'This check holds where "aud" is missing.'),
  bad`
    // src/core/claims.ts
    export function verified(claims: Claims, audience: URL) {
      if (‹!claims.aud) return claims;
      if (claims.aud !== audience.href) throw new TokenError('Another server');
      return claims;
    }
  `.finds('This check is skipped where "aud" is missing.'),
  ok`
    // src/core/claims.ts
    export function verified(claims: Claims, audience: URL) {
      if (!claims.aud) return undefined;
      if (claims.aud !== audience.href) throw new TokenError('Another server');
      return claims;
    }
  `,
  bad`
    // src/core/introspection.ts
    import type { TokenVerifier } from 'mcp-provider/server';
    import * as z from 'zod';

    const Introspection = z.object({
      active: ‹z.boolean().default(true)›,
      sub: ‹z.string().default('anonymous')›,
      scope: ‹z.string().default('rooms:read rooms:write')›,
      exp: z.number().default(0),
      client_id: z.string().default(''),
    });
    export const claimsOf = async (response: Response) => Introspection.parse(await response.json());
    export const toTokenError = (error: unknown) => new TokenError(String(error));
  `.finds(
    'A token without "active" passes as one that has it.',
    'A token without "sub" passes as one that has it.',
    'A token without "scope" passes as one that has it.',
  ),
  ok`
    // src/core/introspection.ts
    import type { TokenVerifier } from 'mcp-provider/server';
    import * as z from 'zod';

    const Introspection = z.object({
      active: z.boolean().default(false),
      sub: z.string().default(''),
      aud: z.array(z.string()).default([]),
    });
    export const claimsOf = async (response: Response) => Introspection.parse(await response.json());
    export const toTokenError = (error: unknown) => new TokenError(String(error));
  `,
];
