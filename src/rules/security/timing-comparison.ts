import type { Value } from '../../model/facts.js';
import type { SourceFile } from '../../model/project.js';
import { isSecretName, words } from '../../flow/sources/secret-names.js';
import { descendants, lastName } from '../../flow/values/children.js';
import { defineRule } from '../define.js';
import { project } from '../example.js';

const SIGNATURE = /(^|_)(signature|hmac|mac|digest)$/;
/** Values that come with a request. */
const FROM_REQUEST = /^(headers?|request|req|query|params|search_?params|body|cookies?)$/i;

export default defineRule({
  severity: 'error',
  summary: 'Secrets and signatures of requests are compared in constant time.',
  why: 'The comparison with "===" ends at the first difference: its duration reveals the secret character by character.',
  source: {
    text: 'CWE-208, Observable Timing Discrepancy.',
    url: 'https://cwe.mitre.org/data/definitions/208.html',
  },
  securitySeverity: 5.9,
  on: 'file',
  check(file, report) {
    if (file.test) return;
    for (const { operator, parts, start, end } of file.facts.operations) {
      const [left, right] = parts;
      if (!/^[!=]==?$/.test(operator) || !left || !right) continue;
      const compares =
        (isSecret(left) && isOfRequest(right, file)) ||
        (isSecret(right) && isOfRequest(left, file));
      if (!compares) continue;
      report({
        at: file.at({ start, end }),
        message: 'The duration of this comparison reveals the secret.',
        hint: 'Compare digests of both with `timingSafeEqual` of "node:crypto".',
      });
    }
  },
  examples: [
    {
      ok: project`
        // src/providers/weather/api/hook.ts
        export const isEmpty = (request: Request) => request.headers.get('x-token') === null;
        export const isSame = (one: { token: string }, other: { token: string }) => one.token === other.token;
      `,
    },
    {
      bad: project`
        // src/providers/weather/api/hook.ts
        export const isOurs = (request: Request, secret: string) =>
          ‹request.headers.get('x-token') === secret›;
      `,
      finds: ['The duration of this comparison reveals the secret.'],
    },
  ],
});

function isSecret(value: Value): boolean {
  const name = lastName(value);
  return name !== '' && (isSecretName(name) || SIGNATURE.test(words(name)));
}

/** Read from a request here, or in the variable that is named. */
function isOfRequest(value: Value, { facts }: SourceFile): boolean {
  const { init, fallback } = (value.is === 'name' && facts.declarations[value.declaration]) || {};
  return [value, init, fallback].some(
    (each) =>
      each !== undefined &&
      [...descendants(each)].some((part) => FROM_REQUEST.test(lastName(part))),
  );
}
