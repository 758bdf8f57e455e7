import type { CallValue } from '../../model/facts.js';
import type { SourceFile } from '../../model/project.js';
import { isSecretName, words } from '../../flow/sources/secret-names.js';
import { externalName } from '../../flow/values/external-name.js';
import { defineRule } from '../define.js';
import { project } from '../example.js';

const WEAK = /^#(Math\.random|Date\.now|performance\.now)$/;
/** Values that others must not be able to guess. */
const UNGUESSABLE =
  /(^|_)(state|nonce|verifier|challenge|csrf|otp|salt|iv|code|ticket|session_?id)$/;

export default defineRule({
  severity: 'error',
  summary: 'States, nonces, tokens and keys come from a cryptographic random generator.',
  why: 'The numbers of Math.random() and the time can be guessed. With the state of a sign-in, others can complete it.',
  source: {
    text: 'CWE-338, Use of Cryptographically Weak Pseudo-Random Number Generator; RFC 9700 section 4.7.',
    url: 'https://cwe.mitre.org/data/definitions/338.html',
  },
  securitySeverity: 7.4,
  on: 'file',
  check(file, report, { code }) {
    if (file.test) return;
    for (const value of file.facts.calls) {
      const name = externalName(code, { file, value: value.callee }) ?? '';
      if (!WEAK.test(name)) continue;
      const random = name === '#Math.random';
      const purpose = namesAround(file, value).find((each) => isUnguessable(each, random));
      if (purpose === undefined) continue;
      report({
        at: file.at(value),
        message: `"${purpose}" can be guessed.`,
        hint: 'Use `randomBytes(32)` or `randomUUID()` of "node:crypto".',
      });
    }
  },
  examples: [
    {
      ok: project`
        // src/providers/weather/api/wait.ts
        export const delay = (attempt: number) => 2 ** attempt * 100 * Math.random();
        export const expiresAt = Date.now() + 60_000;
      `,
    },
    {
      bad: project`
        // src/providers/weather/api/start.ts
        export const newState = () => ‹Math.random()›.toString(36).slice(2);
      `,
      finds: ['"newState" can be guessed.'],
    },
    {
      bad: project`
        // src/providers/weather/api/start.ts
        export const link = () => new URLSearchParams({ nonce: String(‹Date.now()›) });
      `,
      finds: ['"nonce" can be guessed.'],
    },
  ],
});

/** The time alone is a time, unless its purpose is clearly another. */
const isUnguessable = (name: string, random: boolean): boolean =>
  UNGUESSABLE.test(words(name)) || (random && isSecretName(name));

/** What the value of a call is called: a variable, a property, the function that returns it. Innermost first. */
function namesAround({ facts }: SourceFile, call: CallValue): string[] {
  const holds = ({ start, end }: { start: number; end: number }) =>
    start <= call.start && call.end <= end;
  const keys = facts.objects.flatMap(({ entries }) =>
    entries.flatMap((entry) => (entry.is === 'entry' && holds(entry.value) ? [entry.key] : [])),
  );
  const variables = facts.declarations.flatMap(({ name, init, kind }) =>
    init && kind !== 'import' && holds(init) ? [name] : [],
  );
  const assigned = facts.assignments.flatMap(({ target, value }) =>
    value && holds(value) && (target.is === 'member' || target.is === 'name') ? [target.name] : [],
  );
  const returning = facts.functions.filter(({ returned }) => returned.some(holds));
  return [...keys, ...assigned, ...variables, ...returning.map(({ name }) => name)];
}
