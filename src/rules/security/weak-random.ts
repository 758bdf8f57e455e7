import type { Code, Located } from '../../model/code.js';
import type { CallValue, Span, Value } from '../../model/facts.js';
import type { SourceFile } from '../../model/project.js';
import { isSecretName, words } from '../../model/secret-names.js';
import { descendants, lastName } from '../../flow/values/children.js';
import { externalName } from '../../flow/values/external-name.js';
import { contains } from '../../flow/values/spans.js';
import { defineRule } from '../define.js';
import { project } from '../example.js';

const WEAK = /^#(Math\.random|Date\.now|performance\.now)$/;
/** Calls between the number and what it is used for. */
const DEEPEST = 2;
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
      if (!WEAK.test(name) || isBesideRandom(file, value)) continue;
      const random = name === '#Math.random';
      const isText = random || isPartOfText({ file, value }, code);
      const purpose = [...purposes({ file, value }, random, code)].find((each) =>
        isUnguessable(each, isText),
      );
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
    {
      ok: project`
        // src/providers/weather/api/start.ts
        export const newState = () => \`\${Date.now()}-\${crypto.randomUUID()}\`;
        export const newNonce = () => Date.now() + '-' + randomBytes(16).toString('hex');
        export const tokenExpiry = () => Date.now() + 60_000;
        export const token = { value: '', requestedAt: Date.now() };
        export const fileName = () => \`export-\${Date.now()}.csv\`;
      `,
    },
    {
      bad: project`
        // src/providers/weather/api/start.ts
        export const createLinkToken = (user: string) =>
          Buffer.from(\`\${user}:\${‹Date.now()›}\`).toString('base64url');
      `,
      finds: ['"createLinkToken" can be guessed.'],
    },
  ],
});

/** The time alone is a time, unless its purpose is clearly another. */
const isUnguessable = (name: string, isText: boolean): boolean =>
  UNGUESSABLE.test(words(name)) || (isText && isSecretName(name));

/** The text has another part that cannot be guessed: `${Date.now()}-${randomUUID()}`. */
const isBesideRandom = ({ facts }: SourceFile, part: Span): boolean =>
  [...facts.texts, ...facts.operations].some(
    (whole) =>
      contains(whole, part) &&
      (whole.is === 'template' || (whole.is === 'compound' && whole.operator === '+')) &&
      [...descendants(whole)].some(
        (part) => part.is === 'call' && /^random(UUID|Bytes)$/.test(lastName(part.callee)),
      ),
  );

/** `${user}:${Date.now()}`, `Date.now().toString(36)` */
const isPartOfText = ({ file: { facts }, value: time }: Located<CallValue>, code: Code): boolean =>
  facts.texts.some((text) => text.is === 'template' && text.values.includes(time)) ||
  facts.calls.some(
    ({ callee }) =>
      callee.is === 'member' && callee.object === time && code.path(callee).endsWith('toString'),
  );

/** What the value of a call is called, also by those who call the function that returns it. Innermost first. */
function* purposes(
  { file, value }: Located<CallValue>,
  random: boolean,
  code: Code,
  depth = 0,
): Generator<string> {
  const { names, returning } = namesAround(file, value, random);
  yield* names;
  if (depth === DEEPEST || !random) return;
  for (const made of returning) {
    for (const caller of code.callers({ file, function: made }))
      yield* purposes(caller, random, code, depth + 1);
  }
}

/** A variable, a property, a parameter of an address, the function that returns it. */
function namesAround({ facts }: SourceFile, call: CallValue, random: boolean) {
  const contains = ({ start, end }: Span) => start <= call.start && call.end <= end;
  const keys = facts.objects.flatMap(({ entries }) =>
    entries.flatMap((entry) => (entry.is === 'entry' && contains(entry.value) ? [entry.key] : [])),
  );
  const queries = facts.texts.flatMap((text) =>
    text.is === 'template'
      ? text.values.flatMap((each, index) =>
          contains(each) ? (/([\w-]+)=$/.exec(text.chunks[index] ?? '')?.[1] ?? []) : [],
        )
      : [],
  );
  // A time in an object is the time of the object.
  if (!random && keys.length > 0) return { names: [...keys, ...queries], returning: [] };
  const carriers = new Set(
    facts.assignments.flatMap(({ target, value }) =>
      value && contains(value) && target.is === 'name' ? [target.declaration] : [],
    ),
  );
  const holds = (value: Value) =>
    contains(value) || (random && value.is === 'name' && carriers.has(value.declaration));
  const variables = facts.declarations.flatMap(({ name, init, kind }) =>
    init && kind !== 'import' && contains(init) ? [name] : [],
  );
  const assigned = facts.assignments.flatMap(({ target, value }) =>
    value && contains(value) && (target.is === 'member' || target.is === 'name')
      ? [target.name]
      : [],
  );
  const returning = facts.functions.filter(({ returned }) => returned.some(holds));
  const named = returning.map(({ name }) => name);
  return { names: [...keys, ...queries, ...assigned, ...variables, ...named], returning };
}
