import {
  numberFlow,
  strongRandomFlow,
  weakNumber,
  weakNumberFlow,
} from '../../flow/sources/randomness.js';
import { isTainted } from '../../flow/taint.js';
import type { TaintTracker } from '../../flow/tracker.js';
import type { Code, Located } from '../../model/code.js';
import type { CallValue } from '../../model/facts.js';
import type { SourceFile } from '../../model/project.js';
import { defineRule } from '../define.js';
import { bad, ok } from '../example.js';
import { isUnguessable, secretValues } from './random/named.js';

export default defineRule({
  severity: 'error',
  summary: 'States, nonces, tokens and keys come from a cryptographic random generator.',
  why: 'The numbers of Math.random() and the time can be guessed. With the state of a sign-in, others can complete it.',
  source: {
    text: 'CWE-338, Use of Cryptographically Weak Pseudo-Random Number Generator; RFC 9700 section 4.7.',
    url: 'https://cwe.mitre.org/data/definitions/338.html',
  },
  securitySeverity: 7.4,
  on: 'project',
  check({ files, code }, report) {
    const own = [...files.values()].filter(({ test }) => !test);
    const guessed = own.flatMap((file) => weakValues(file, code));
    if (guessed.length === 0) return;
    for (const file of own) {
      for (const value of file.facts.calls) {
        const purpose = purposeOf({ file, value }, guessed, code);
        if (purpose === undefined) continue;
        report({
          at: file.at(value),
          message: `"${purpose}" can be guessed.`,
          hint: 'Use `randomBytes(32)` or `randomUUID()` of "node:crypto".',
        });
      }
    }
  },
  examples: [
    ok`
      // src/providers/weather/api/wait.ts
      export const delay = (attempt: number) => 2 ** attempt * 100 * Math.random();
      export const expiresAt = Date.now() + 60_000;
    `,
    bad`
      // src/providers/weather/api/start.ts
      export const newState = () => ‹Math.random()›.toString(36).slice(2);
    `.finds('"newState" can be guessed.'),
    bad`
      // src/providers/weather/api/start.ts
      export const link = () => new URLSearchParams({ nonce: String(‹Date.now()›) });
    `.finds('"nonce" can be guessed.'),
    ok`
      // src/providers/weather/api/start.ts
      export const newState = () => \`\${Date.now()}-\${crypto.randomUUID()}\`;
      export const newNonce = () => Date.now() + '-' + randomBytes(16).toString('hex');
      export const tokenExpiry = () => Date.now() + 60_000;
      export const token = { value: '', requestedAt: Date.now() };
      export const fileName = () => \`export-\${Date.now()}.csv\`;
    `,
    bad`
      // src/providers/weather/api/start.ts
      export const createLinkToken = (user: string) =>
        Buffer.from(\`\${user}:\${‹Date.now()›}\`).toString('base64url');
    `.finds('"createLinkToken" can be guessed.'),
    bad`
      // src/providers/weather/api/start.ts
      const pick = () => 'abcdef'[Math.floor(‹Math.random()› * 6)];
      export const newState = () => Array.from({ length: 24 }, pick).join('');
    `.finds('"newState" can be guessed.'),
    bad`
      // src/providers/weather/api/start.ts
      export function newState(length: number) {
        let text = '';
        while (text.length < length) text += 'abcdef'.charAt(Math.floor(‹Math.random()› * 6));
        return text;
      }
    `.finds('"newState" can be guessed.'),
    bad`
      // src/providers/weather/api/numbers.ts
      export function generator() {
        let seed = ‹Date.now()›;
        return { next: () => (seed = (seed * 16807) % 2147483647).toString(16) };
      }

      // src/providers/weather/api/start.ts
      import { generator } from './numbers.js';

      const { next } = generator();
      interface Options { now?: number; seed?: string }

      export const pkce = () => ({ verifier: [...[next(), next()]].join('') });
      const bytes = Uint8Array.from({ length: 8 }, () => Math.floor(‹Math.random()› * 256));
      export const salt = Buffer.from(bytes).toString('hex');
      export function issue(seeds: number[] = []) {
        seeds.push(‹performance.now()›);
        const hash = createHash('sha256');
        for (const seed of seeds) hash.update(String(seed));
        return { apiKey: hash.digest('hex') };
      }
      export const newState = ({ now = ‹Date.now()›, seed = now.toString(36) }: Options = {}) => seed + '-1';
    `.finds(
      '"verifier" can be guessed.',
      '"salt" can be guessed.',
      '"apiKey" can be guessed.',
      '"newState" can be guessed.',
    ),
    ok`
      // src/providers/weather/api/start.ts
      import { randomBytes } from 'node:crypto';

      const delay = Math.random() * 100;
      const codes = ['de', 'en'];
      const code = codes[Math.floor(Math.random() * codes.length)];
      export const sample = { code, delay };
      const now = Date.now();
      const seed = randomBytes(16).toString('hex');

      export const newState = () => [...[seed, now.toString(36)]].join('-');
      export const loadToken = (load: (delay: number) => Promise<string>) => load(delay);
    `,
    ok`
      // src/core/retry.ts
      import { createSign } from 'node:crypto';

      const textOf = (claims: object) => Buffer.from(JSON.stringify(claims)).toString('base64url');

      export const nextState = (attempt: number) => ({ attempt, delay: 2 ** attempt * Math.random() });
      export const describeToken = (expiresAt: number) => \`\${expiresAt - Date.now()} ms left\`;
      export const orderCode = (count: number) => \`\${new Date().getFullYear()}-\${count}\`;
      export const credentials = (accessToken: string) => textOf({ accessToken, savedAt: Date.now() });
      export function assertion(issuer: string, privateKey: string) {
        const head = \`\${issuer}.\${String(Date.now())}\`;
        const token = \`\${head}.\${createSign('RSA-SHA256').update(head).sign(privateKey, 'base64url')}\`;
        return token;
      }
    `,
  ],
});

/** What the number is used for that others must not guess; values of its own file come first. */
function purposeOf(
  call: Located<CallValue>,
  guessed: readonly WeakValue[],
  code: Code,
): string | undefined {
  const kind = weakNumber(call, code);
  if (!kind) return undefined;
  const flow = numberFlow(call.value, code);
  const held = guessed.filter((each) => isTainted(flow.taint(each)));
  return [...held.filter(({ file }) => file === call.file), ...held].find(
    // The time alone is a time, unless its purpose is clearly another.
    ({ file, name }) => isUnguessable(name) || kind === 'random' || isPrinted(file, flow),
  )?.name;
}

const isPrinted = (file: SourceFile, flow: TaintTracker): boolean =>
  [
    ...file.facts.texts.flatMap((text) => (text.is === 'template' ? text.values : [])),
    ...file.facts.calls.flatMap(({ callee, arguments: given }) =>
      callee.is === 'member' && callee.name === 'toString'
        ? [callee.object]
        : callee.is === 'name' && callee.name === 'String'
          ? given
          : [],
    ),
  ].some((value) => isTainted(flow.taint({ file, value })));

/** One of the words of a list: `codes[Math.floor(Math.random() * codes.length)]`. */
function isPicked(value: Located, code: Code): boolean {
  const origin = code.origin(value);
  if (!('path' in origin) || origin.path !== '*') return false;
  const list = code.value({ ...origin, path: '' });
  return list !== undefined && code.list(list) !== undefined;
}

type WeakValue = Located & { name: string };

/** Values that should not be guessed, and hold a number that can be, without another part that cannot. */
const weakValues = (file: SourceFile, code: Code): readonly WeakValue[] =>
  secretValues(file).flatMap(({ name, value }) =>
    !isPicked({ file, value }, code) &&
    isTainted(weakNumberFlow(code).taint({ file, value })) &&
    !isTainted(strongRandomFlow(code).taint({ file, value }))
      ? [{ file, name, value }]
      : [],
  );
