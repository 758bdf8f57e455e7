import type { Code, Located, LocatedFunction } from '../../model/code.js';
import type { CallValue, Span, Value } from '../../model/facts.js';
import type { SourceFile } from '../../model/project.js';
import { isSecretName, words } from '../../model/secret-names.js';
import { descendants, lastName } from '../../flow/values/children.js';
import { externalName } from '../../flow/values/external-name.js';
import { writesIn } from '../../flow/writes.js';
import { defineRule } from '../define.js';
import { project } from '../example.js';
import { usesIn } from './random/uses.js';

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
      const isText = random || usesIn(file).printed.has(value);
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
    {
      bad: project`
        // src/providers/weather/api/start.ts
        const pick = () => 'abcdef'[Math.floor(‹Math.random()› * 6)];
        export const newState = () => Array.from({ length: 24 }, pick).join('');
      `,
      finds: ['"newState" can be guessed.'],
    },
  ],
});

/** The time alone is a time, unless its purpose is clearly another. */
const isUnguessable = (name: string, isText: boolean): boolean =>
  UNGUESSABLE.test(words(name)) || (isText && isSecretName(name));

/** The text has another part that cannot be guessed: `${Date.now()}-${randomUUID()}`. */
const isBesideRandom = (file: SourceFile, part: Span): boolean =>
  usesIn(file).texts.of(part).some(holdsRandom);

const RANDOM = new WeakMap<Value, boolean>();

function holdsRandom(text: Value): boolean {
  const known =
    RANDOM.get(text) ??
    [...descendants(text)].some(
      (part) => part.is === 'call' && /^random(UUID|Bytes)$/.test(lastName(part.callee)),
    );
  RANDOM.set(text, known);
  return known;
}

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
    for (const caller of callersOf({ file, function: made }, code))
      yield* purposes(caller, random, code, depth + 1);
  }
}

/** Also the call that is given the function: `Array.from({ length: 8 }, pick)`. */
const callersOf = ({ file, function: made }: LocatedFunction, code: Code) => [
  ...code.callers({ file, function: made }),
  ...(writesIn(file).passed.get(file.facts.functions.indexOf(made)) ?? []).map(({ call }) => ({
    file,
    value: call,
  })),
];

/** A variable, a property, a parameter of an address, the function that returns it. */
function namesAround(file: SourceFile, call: CallValue, random: boolean) {
  const uses = usesIn(file);
  const [keys, queries] = [namesOf(uses.keys.of(call)), namesOf(uses.queries.of(call))];
  // A time in an object is the time of the object.
  if (!random && keys.length > 0) return { names: [...keys, ...queries], returning: [] };
  const carried = random ? [...uses.carried.of(call)] : [];
  const returning = new Set([
    ...uses.returned.of(call).map(({ made }) => made),
    ...carried.flatMap(({ declaration }) => uses.returning.get(declaration) ?? []),
  ]);
  const [assigned, variables] = [namesOf(uses.assigned.of(call)), namesOf(uses.variables.of(call))];
  const functions = namesOf(returning);
  return { names: [...keys, ...queries, ...assigned, ...variables, ...functions], returning };
}

const namesOf = (each: Iterable<{ name: string }>) => Array.from(each, ({ name }) => name);
