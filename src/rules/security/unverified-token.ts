import type { Code, Located } from '../../model/code.js';
import type { CallValue, Value } from '../../model/facts.js';
import { defineRule } from '../define.js';
import { externalName } from '../../flow/values/external-name.js';
import { tokenPartFlow } from '../../flow/sources/token-parts.js';
import { isTainted } from '../../flow/taint.js';
import { lastName } from '../../flow/values/children.js';
import { contains } from '../../flow/values/spans.js';

const DECODES =
  /^(jose#(decodeJwt|UnsecuredJWT\.decode)|jsonwebtoken#decode|jwt-decode#(jwtDecode|default)?|jwt-simple#decode|#jwtDecode)$/;

export default defineRule({
  severity: 'error',
  summary: 'Tokens are verified before their claims are used, and expired tokens are rejected.',
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
      if (!decodes({ file, value }, code) || selectsVerifier({ file, value })) continue;
      report({
        at: file.at(value),
        message: 'This token is decoded without verification of its signature.',
        hint: 'Verify it with the keys of its issuer: `jwtVerify` with `createRemoteJWKSet` of jose.',
      });
    }
    for (const { entries } of file.facts.objects) {
      for (const entry of entries) {
        if (entry.is !== 'entry') continue;
        if (acceptsExpired(entry.key, code.constant({ file, value: entry.value }))) {
          report({
            at: file.at(entry.value),
            message: 'Expired tokens are accepted.',
            hint: 'Remove the option, or allow a minute for clocks that differ.',
          });
        }
        if (!/^alg(orithms?)?$/.test(entry.key)) continue;
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
});

/** In seconds; clocks differ by less. */
const MOST_TOLERANCE = 600;

/** `ignoreExpiration: true`, `clockTolerance: '30 days'` */
function acceptsExpired(key: string, value: string | number | boolean | null | undefined): boolean {
  if (key === 'ignoreExpiration') return value === true;
  if (key !== 'clockTolerance') return false;
  return typeof value === 'number'
    ? value > MOST_TOLERANCE
    : /\d\s*(h|d|w|y)/i.test(String(value ?? ''));
}

/** Only the claimed issuer is used, and the token is verified behind that: by keys that are chosen by the issuer. */
function selectsVerifier({ file, value: call }: Located<CallValue>): boolean {
  const { calls, declarations, functions, members } = file.facts;
  const [token] = call.arguments;
  const names = [
    ...members.flatMap((each) => (each.object === call ? [each.name] : [])),
    ...declarations.flatMap(({ init, path }) => (init === call ? [path[0]] : [])),
  ];
  const around = functions[call.within];
  if (token?.is !== 'name' || !around || names.length === 0) return false;
  const isSame = (given: Value) => given.is === 'name' && given.declaration === token.declaration;
  return (
    names.every((name) => name === 'iss') &&
    calls.some(
      (each) =>
        contains(around, each) &&
        each.start > call.end &&
        /verify/i.test(lastName(each.callee)) &&
        each.arguments.some(isSame),
    )
  );
}

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
