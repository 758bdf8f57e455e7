import { bad, ok } from '../example.js';

export default [
  ok`
    // src/core/verify.ts
    import { decodeProtectedHeader, jwtVerify, type JWTVerifyGetKey } from 'jose';

    export const verify = (token: string, keys: JWTVerifyGetKey) =>
      jwtVerify(token, keys, { algorithms: ['ES256'] });
    export const keyId = (token: string) => decodeProtectedHeader(token).kid;
    export const encoded = (name: string) => Buffer.from(name).toString('base64');
  `,
  bad`
    // src/core/verify.ts
    import { decodeJwt } from 'jose';

    export const userOf = (token: string) => ‹decodeJwt(token)›.sub;
  `.finds('This token is decoded without verification of its signature.'),
  bad`
    // src/core/verify.ts
    import { decodeJwt } from 'jose';

    const decoders = { jwt: decodeJwt };
    export const claims = (token: string, { decode = decoders.jwt } = {}) => ‹decode(token)›;
  `.finds('This token is decoded without verification of its signature.'),
  bad`
    // src/core/verify.ts
    export function userOf(token: string): string {
      const [, payload = ''] = token.split('.');
      return JSON.parse(‹Buffer.from(payload, 'base64url')›.toString()).sub;
    }
  `.finds('This token is decoded without verification of its signature.'),
  bad`
    // src/core/verify.ts
    const part = (token: string, index: number) => token.split('.')[index] ?? '';
    const parsed = (text: string) => JSON.parse(‹atob(text)›) as { sub: string };

    export const userOf = (token: string) => parsed(part(token, 1)).sub;
  `.finds('This token is decoded without verification of its signature.'),
  bad`
    // src/core/verify.ts
    import jwt from 'jsonwebtoken';

    export const userOf = (token: string, key: string) => jwt.verify(token, key, { algorithms: ['RS256', ‹'none'›] });
  `.finds('The algorithm "none" accepts unsigned tokens.'),
  bad`
    // src/core/verify.ts
    export function claimsOf(token: string) {
      const [, claims = ''] = token.split('.');
      return JSON.parse(‹atob(claims.replaceAll('-', '+').replaceAll('_', '/'))›);
    }
  `.finds('This token is decoded without verification of its signature.'),
  bad`
    // src/core/verify.ts
    const segments = (header: string) => header.replace(/^Bearer /, '').split('.');
    const decode = (segment = '') => JSON.parse(‹atob(segment)›) as { sub: string };

    export function userOf(request: Request): string {
      const header = request.headers.get('authorization') ?? '';
      const [, claims] = segments(header).map((part) => part.replaceAll('-', '+'));
      return decode(claims).sub;
    }
  `.finds('This token is decoded without verification of its signature.'),
  ok`
    // src/core/version.ts
    const parts = (version: string) => version.split('.');
    export const tagOf = (version: string) => atob(parts(version)[1] ?? '');
  `,
  bad`
    // src/core/jwt.ts
    export class Claims {
      readonly payload: { sub: string };
      constructor(raw: string) {
        const parts = raw.split('.');
        this.payload = JSON.parse(‹Buffer.from(parts[1] ?? '', 'base64url')›.toString());
      }
    }

    export const userOf = (token: string) => new Claims(token).payload.sub;
  `.finds('This token is decoded without verification of its signature.'),
  ok`
    // src/core/jwt.ts
    import { jwtVerify } from 'jose';

    export const verified = (token: string) =>
      jwtVerify(token, keys, { audience: 'https://mcp.acme.dev', clockTolerance: '1 minute' });
  `,
  bad`
    // src/core/jwt.ts
    import { jwtVerify } from 'jose';
    import jwt from 'jsonwebtoken';

    const TOLERANCE = 86_400;
    export const lenient = (token: string) => jwtVerify(token, keys, { clockTolerance: ‹'30 days'› });
    export const daily = (token: string) => jwtVerify(token, keys, { clockTolerance: ‹TOLERANCE› });
    export const old = (token: string) =>
      jwt.verify(token, key, { algorithms: ['RS256'], ignoreExpiration: ‹true› });
  `.finds(
    'Expired tokens are accepted.',
    'Expired tokens are accepted.',
    'Expired tokens are accepted.',
  ),
  // The issuer only chooses who verifies the token.
  ok`
    // src/several.ts
    import { decodeJwt } from 'jose';

    export const several = (first: TokenVerifier, byIssuer: Map<string, TokenVerifier>): TokenVerifier => ({
      metadata: first.metadata,
      async verify(token, audience) {
        const { iss = '' } = decodeJwt(token);
        const verifier = byIssuer.get(iss);
        if (!verifier) throw new TokenError('This issuer is not known.');
        return verifier.verify(token, audience);
      },
    });
  `,
  bad`
    // src/several.ts
    import { decodeJwt } from 'jose';

    export async function subjectOf(token: string, verifier: TokenVerifier, audience: URL) {
      const { iss, sub } = ‹decodeJwt(token)›;
      await verifier.verify(audience.href + iss, audience);
      return sub;
    }
  `.finds('This token is decoded without verification of its signature.'),
];
