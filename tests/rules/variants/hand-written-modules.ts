import { module } from '../api-module.js';
import { type Variant, variant } from '../variants.js';

/** Modules beside the providers as people write them. */
export const variants: readonly Variant[] = [
  variant(
    'by hand: logger wrapper',
    module(`import { log } from 'mcp-provider';
export const note = (message: string, fields: Readonly<Record<string, unknown>> = {}) => console.error(JSON.stringify({ message, ...fields, at: new Date().toISOString() }));
void log;
`),
  ),
  variant(
    'by hand: cache by user with expiry',
    module(`interface Entry<T> { value: T; until: number }
export class UserCache<T> {
  readonly #entries = new Map<string, Entry<T>>();
  constructor(readonly ttlMs = 60_000) {}
  async get(userId: string, load: () => Promise<T>): Promise<T> {
    const known = this.#entries.get(userId);
    if (known && known.until > Date.now()) return known.value;
    const value = await load();
    this.#entries.set(userId, { value, until: Date.now() + this.ttlMs });
    return value;
  }
}
`),
  ),
  variant(
    'by hand: texts that only look like secrets',
    module(`export const TOKEN_URL = 'https://auth.example.com/oauth/token';
export const TOKEN_HEADER = 'x-acme-token';
export const PASSWORD_MIN_LENGTH = 12;
export const tokenPattern = /^[a-z0-9]{40}$/;
export const apiKeyHint = 'Create an API key in the settings of your account.';
export const sha = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';
export const id = '0b8f3a1e-2f4d-4b71-9a53-6b0f8a1b2c3d';
export const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
export const tokenType = 'Bearer';
`),
  ),
  variant(
    'by hand: decoders on harmless texts',
    module(`export const name = decodeURIComponent('caf%C3%A9');
export const reversed = 'level'.split('').reverse().join('');
export const pixel = Buffer.from('R0lGODlhAQABAAAAACH5BAEKAAEALAAAAAABAAEAAAICTAEAOw==', 'base64');
export const text = Buffer.from([104, 105]).toString();
export const settings = JSON.parse('{"retries":3}') as { retries: number };
export const char = String.fromCharCode(65, 66);
export const slug = (title: string) => title.toLowerCase().replaceAll(' ', '-').slice(0, 40);
`),
  ),
  variant(
    'by hand: TLS with own CA',
    module(`import { readFileSync } from 'node:fs';
import { Agent } from 'node:https';
export const agent = (ca: string) => new Agent({ ca: readFileSync(ca), rejectUnauthorized: true, minVersion: 'TLSv1.2' });
`),
  ),
  variant(
    'by hand: child process harmless',
    module(`import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
const run = promisify(execFile);
export async function version(): Promise<string> {
  const { stdout } = await run('git', ['--version'], { env: { PATH: process.env.PATH ?? '' }, timeout: 5_000 });
  console.error(stdout.trim());
  return stdout.trim();
}
`),
  ),
  variant(
    'by hand: tsx-free jsx-like generics',
    module(`export const identity = <T,>(value: T): T => value;
export const cast = <const T extends readonly string[]>(list: T) => list;
export const f = async <T>(work: () => Promise<T>) => await work();
export const x = <unknown>1;
`),
  ),
  variant(
    'by hand: private type queries',
    module(`export class A {
  #a = new Map<string, number>();
  b: typeof this.#a = this.#a;
  c(x: typeof this . #a): x is typeof this.#a { return typeof this.#a === 'object' && x === this.#a; }
}
`),
  ),
  variant(
    'by hand: readline on stderr',
    module(`import { createInterface } from 'node:readline/promises';
export async function asked(question: string): Promise<string> {
  const lines = createInterface({ input: process.stdin, output: process.stderr });
  try {
    return await lines.question(question);
  } finally {
    lines.close();
  }
}
`),
  ),
  variant(
    'by hand: decorators',
    module(`function logged<This, Args extends unknown[], Result>(target: (this: This, ...args: Args) => Result, _context: ClassMethodDecoratorContext) {
  return function (this: This, ...args: Args): Result {
    return target.call(this, ...args);
  };
}
export class Report {
  @logged
  title(): string {
    return 'Report';
  }
}
`),
  ),
  variant(
    'by hand: crypto right',
    module(`import { createCipheriv, createHmac, randomBytes, scryptSync, timingSafeEqual } from 'node:crypto';
export function seal(key: Buffer, text: string): Buffer {
  const iv = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', key, iv);
  return Buffer.concat([iv, cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()]);
}
export const keyOf = (passphrase: string, salt: Buffer) => scryptSync(passphrase, salt, 32);
export function isGenuine(text: string, signature: string, key: string): boolean {
  const expected = createHmac('sha256', key).update(text).digest();
  const given = Buffer.from(signature, 'hex');
  return given.length === expected.length && timingSafeEqual(given, expected);
}
`),
  ),
  variant('by hand: schema extend/pick/merge', {
    'src/providers/issues/tools/get-issue.ts': [
      'export const input = z.object({',
      `const base = z.object({ page: z.int().min(1).optional().describe('Page.') });
export const input = base.extend({`,
    ],
  }),
  variant('by hand: import attributes and defer types', {
    'src/extra.ts': `import type { Providers } from 'mcp-provider';
import data from './data.json' with { type: 'json' };
export type { Providers };
export { data };
export * as self from './data.json' with { type: 'json' };
`,
    'src/server.ts': [
      'import ',
      `import './extra.js';
import `,
    ],
    'src/data.json': `{}
`,
  }),
];
