import { bad, ok } from '../example.js';
import { foundByToken } from './examples/found-by-token.js';
import { keptTokens } from './examples/kept-tokens.js';

export default [
  ok`
    // src/verifier.ts
    import { createRemoteJWKSet, jwtVerify } from 'jose';

    const keys = createRemoteJWKSet(new URL('https://login.weather.dev/keys'));
    export const verifier = (metadata: IssuerMetadata) => ({
      metadata,
      async verify(token: string, audience: URL) {
        const { payload } = await jwtVerify(token, keys, { audience: audience.href });
        return verified(payload);
      },
    });
  `,
  ok`
    // src/verifier.ts
    import { introspect, requireAudience, verified } from './introspection.js';

    export const verifier = (metadata: IssuerMetadata) => ({
      metadata,
      async verify(token: string, audience: URL) {
        const { active, aud, sub } = await introspect({ token });
        if (!active) throw new TokenError('The token is not active');
        if (![aud].flat().includes(audience.href)) throw new TokenError('Another server');
        return verified(sub);
      },
    });
  `,
  ok`
    // src/verifier.ts
    const fail = (text: string): never => {
      throw new TokenError(text);
    };

    export const failing = (metadata: IssuerMetadata) => ({
      metadata,
      async verify(token: string, audience: URL) {
        const { sub, aud } = await introspect(token);
        if (aud !== audience.href) fail('Another server');
        return verified(sub);
      },
    });

    export const listing = (metadata: IssuerMetadata) => ({
      metadata,
      async verify(token: string, audience: URL) {
        const { sub, aud } = await introspect(token);
        const faults: string[] = [];
        if (aud !== audience.href) faults.push('aud');
        if (faults.length > 0) throw new TokenError(faults.join());
        return verified(sub);
      },
    });

    export const wrapping = (inner: TokenVerifier) => ({
      metadata: inner.metadata,
      verify: (...args: Parameters<TokenVerifier['verify']>) => inner.verify(...args),
    });
    export abstract class Base {
      constructor(readonly metadata: IssuerMetadata) {}
      abstract verify(token: string, audience: URL): Promise<VerifiedCaller>;
    }
  `,
  ok`
    // src/webhook.ts
    export const webhook = {
      metadata: { name: 'billing' },
      verify(signature: string) {
        return compare(signature);
      },
    };
  `,
  ok`
    // src/verifier.ts
    const address = 'https://login.weather.dev/introspect';

    function checked(claims: { active: boolean; aud: string; sub: string }) {
      if (claims.active !== true) throw new TokenError('The token is not active');
      return claims;
    }

    export const renamed = (metadata: IssuerMetadata) => ({
      metadata,
      async verify(token: string, audience: URL) {
        const response = await fetch(address, { method: 'POST', body: new URLSearchParams({ token }) });
        const { active: isActive, sub, aud } = await response.json();
        if (!isActive) throw new TokenError('The token is not active');
        if (aud !== audience.href) throw new TokenError('Another server');
        return verified(sub);
      },
    });

    export const helped = (metadata: IssuerMetadata) => ({
      metadata,
      async verify(token: string, audience: URL) {
        const response = await fetch(address, { method: 'POST', body: new URLSearchParams({ token }) });
        const body = await response.json();
        const { sub, aud } = checked(body);
        if (aud !== audience.href) throw new TokenError('Another server');
        return verified(sub);
      },
    });
  `,
  bad`
    // src/verifier.ts
    export const verifier = (metadata: IssuerMetadata) => ({
      metadata,
      ‹async› verify(token: string) {
        return verified(await introspect(token));
      },
    });
  `.finds('Tokens that were issued for another server are accepted.'),
  bad`
    // src/verifier.ts
    export const verifier = (metadata: IssuerMetadata) => ({
      metadata,
      async verify(token: string, ‹audience›: URL) {
        return verified(await introspect(token));
      },
    });
  `.finds('Tokens that were issued for another server are accepted.'),
  bad`
    // src/verifier.ts
    export const verifier = (metadata: IssuerMetadata) => ({
      metadata,
      async verify(token: string, audience: URL) {
        const { sub, aud } = await introspect(token);
        if (!‹audience›.href.startsWith(aud)) throw new TokenError(\`Not for \${audience.href}\`);
        return verified(sub);
      },
    });
  `.finds('Tokens that were issued for another server are accepted.'),
  bad`
    // src/verifier.ts
    export const verifier = (metadata: IssuerMetadata) => ({
      metadata,
      async verify(token: string, audience: URL) {
        const { sub, aud } = await introspect(token);
        if (!aud.endsWith(‹audience›.hostname.split('.').slice(-2).join('.'))) throw new TokenError(aud);
        return verified(sub);
      },
    });
  `.finds('Tokens that were issued for another server are accepted.'),
  bad`
    // src/verifier.ts
    export const verifier = (metadata: IssuerMetadata) => ({
      metadata,
      async verify(token: string, audience: URL) {
        const { sub, aud } = await introspect(token);
        if (aud !== ‹audience›.href) console.error('Another server', aud);
        return verified(sub);
      },
    });
  `.finds('Tokens that were issued for another server are accepted.'),
  bad`
    // src/verifier.ts
    export const verifier = (metadata: IssuerMetadata) => ({
      metadata,
      ‹async› verify(token: string, audience: URL) {
        const body = new URLSearchParams({ token });
        const response = await fetch('https://login.weather.dev/introspect', { method: 'POST', body });
        const { active, sub, aud } = await response.json();
        if (aud !== audience.href) throw new TokenError(\`\${‹token›} is for another server, \${active}\`);
        return verified(sub);
      },
    });
  `.finds(
    'Tokens that the issuer reports as inactive are accepted.',
    'This message contains the access token of the caller.',
  ),
  bad`
    // src/verifier.ts
    export const verifier = (metadata: IssuerMetadata) => ({
      metadata,
      ‹async› verify(token: string, audience: URL) {
        const body = new URLSearchParams();
        body.set('token', token);
        const response = await fetch('https://login.weather.dev/introspect', { method: 'POST', body });
        const { sub, aud } = await response.json();
        if (aud !== audience.href) throw new TokenError('Another server');
        return verified(sub);
      },
    });
  `.finds('Tokens that the issuer reports as inactive are accepted.'),
  bad`
    // src/verifier.ts
    import { createRemoteJWKSet, decodeJwt, jwtVerify } from 'jose';

    const keys = createRemoteJWKSet(new URL('https://login.weather.dev/keys'));
    export const verifier = (metadata: IssuerMetadata) => ({
      metadata,
      ‹async› verify(token: string) {
        const { aud: audience } = decodeJwt(token);
        const { payload } = await jwtVerify(token, keys, { audience });
        return verified(payload);
      },
    });
  `.finds('Tokens that were issued for another server are accepted.'),
  bad`
    // src/jwt.ts
    import { jwtVerify } from 'jose';

    export const verifyWith = (keys: JWTVerifyGetKey) => ‹async› (token: string) =>
      principalOf(await jwtVerify(token, keys, { issuer: 'https://auth.weather.dev' }));

    // src/verifier.ts
    import { verifyWith } from './jwt.js';

    export const verifier = (metadata: IssuerMetadata) => ({
      metadata,
      verify: verifyWith(keysOf(metadata)),
    });
    export class Verifier {
      constructor(readonly metadata: IssuerMetadata, private readonly keys: JWTVerifyGetKey) {}
      ‹async› verify(token: string) {
        return principalOf(await jwtVerify(token, this.keys));
      }
    }
  `.finds(
    'Tokens that were issued for another server are accepted.',
    'Tokens that were issued for another server are accepted.',
  ),
  bad`
    // src/verifier.ts
    export const verifier = (metadata: IssuerMetadata) => ({
      metadata,
      async verify(token: string, ‹audience›: URL) {
        void audience;
        return principalOf(await jwtVerify(token, keysOf(metadata)));
      },
    });
  `.finds('Tokens that were issued for another server are accepted.'),
  ...keptTokens,
  ...foundByToken,
];
