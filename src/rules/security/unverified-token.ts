import type { Code, Located } from '../../model/code.js';
import type { CallValue } from '../../model/facts.js';
import { defineRule } from '../define.js';
import { bad, ok } from '../example.js';
import { externalName } from '../../flow/values/external-name.js';
import { tokenPartFlow } from '../../flow/sources/token-parts.js';
import { isTainted } from '../../flow/taint.js';

const DECODES =
  /^(jose#(decodeJwt|UnsecuredJWT\.decode)|jsonwebtoken#decode|jwt-decode#(jwtDecode|default)?|jwt-simple#decode|#jwtDecode)$/;

export default defineRule({
  severity: 'error',
  summary: 'Tokens are verified before their claims are used.',
  why: 'Anyone can create a token with any claims. Only the signature proves who issued it.',
  source: {
    text: 'RFC 8725 (JSON Web Token Best Current Practices), section 3.',
    url: 'https://www.rfc-editor.org/rfc/rfc8725#section-3',
  },
  securitySeverity: 9.1,
  on: 'file',
  check(file, report, { code }) {
    if (file.test) return;
    for (const value of file.facts.calls) {
      if (!decodes({ file, value }, code)) continue;
      report({
        at: file.at(value),
        message: 'This token is decoded without verification of its signature.',
        hint: 'Verify it with the keys of its issuer: `jwtVerify` with `createRemoteJWKSet` of jose.',
      });
    }
    for (const { entries } of file.facts.objects) {
      for (const entry of entries) {
        if (entry.is !== 'entry' || !/^alg(orithms?)?$/.test(entry.key)) continue;
        const values = code.list({ file, value: entry.value }) ?? [{ file, value: entry.value }];
        const none = values.find((value) => /^none$/i.test(String(code.constant(value))));
        if (!none) continue;
        report({
          at: none.file.at(none.value),
          message: 'The algorithm "none" accepts unsigned tokens.',
          hint: 'Name the asymmetric algorithms of the issuer, such as "RS256" and "ES256".',
        });
      }
    }
  },
  examples: [
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
  ],
});

function decodes({ file, value: call }: Located<CallValue>, code: Code): boolean {
  const name = externalName(code, { file, value: call.callee });
  if (name === undefined) return false;
  if (DECODES.test(name)) return true;
  const [text, encoding] = call.arguments;
  const fromBase64 =
    name === '#atob' ||
    (/^(#|node:buffer#)Buffer\.from$/.test(name) &&
      encoding !== undefined &&
      /^base64(url)?$/.test(String(code.constant({ file, value: encoding }))));
  return (
    fromBase64 && text !== undefined && isTainted(tokenPartFlow(code).taint({ file, value: text }))
  );
}
