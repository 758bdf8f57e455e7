import type { Code, LocatedFunction } from '../../model/code.js';
import type { Parameter } from '../../model/facts.js';
import { defineRule } from '../define.js';
import { project } from '../example.js';
import { isSomething, promises } from './parts/results.js';
import { mandatoryExports, type Shape } from './parts/mandatory.js';

export default defineRule({
  severity: 'error',
  summary: 'Mandatory functions take what the contract gives them and return what it expects.',
  why: 'They are called with these arguments and no others; what they return is used as the contract says.',
  source: { text: 'The contract of a provider, in the README.' },
  on: 'provider',
  check(provider, report) {
    const { code } = provider.project;
    for (const { name, shape, found } of mandatoryExports(provider)) {
      if (!found || found.typeOnly || shape.is !== 'function') continue;
      const functions = code.functions(found.origin);
      const [first] = functions;
      const flaw = first && flawOf(functions, shape, code);
      if (!flaw) continue;
      const declared = found.origin.is === 'declared' && found.origin.path === '' && found.origin;
      report({
        at: declared ? declared.file.at(declared.declaration) : first.file.at(first.function),
        message: `"${name}" ${flaw}.`,
        hint: `Make it ${shape.words}.`,
      });
    }
  },
  examples: [
    {
      ok: project`
        // src/providers/weather/api/auth.ts, changed
        - export async function getCredentials(userId: string): Promise<Credentials | null> {
        + export function getCredentials(userId: string): Promise<Credentials | null>;
        + export async function getCredentials(userId: string, fresh?: boolean): Promise<Credentials | null> {
      `,
    },
    {
      bad: project`
        // src/providers/weather/api/auth.ts, changed
        - export async function getCredentials(userId: string): Promise<Credentials | null> {
        + export async function ‹getCredentials›(tenant: string, userId: string): Promise<Credentials | null> {
      `,
      finds: ['"getCredentials" needs 2 arguments, but is given 1 argument.'],
    },
    {
      bad: project`
        // src/providers/weather/api/auth.ts, changed
        - export async function saveCredentials(userId: string, credentials: Credentials): Promise<void> {
        + export function ‹saveCredentials›(userId: string, credentials: Credentials): void {
      `,
      finds: ['"saveCredentials" does not return a promise.'],
    },
    {
      bad: project`
        // src/providers/weather/api/auth.ts, changed
        - export async function saveCredentials(userId: string, credentials: Credentials): Promise<void> {
        + export async function ‹saveCredentials›({ userId, credentials }: { userId: string; credentials: Credentials }): Promise<void> {
      `,
      finds: ['"saveCredentials" takes no text as its first argument.'],
    },
    {
      bad: project`
        // src/providers/weather/api/auth.ts, changed
        - export async function getCredentials(userId: string): Promise<Credentials | null> {
        + export function ‹getCredentials›(userId: string): Credentials | null;
        + export function getCredentials(userId: string): any {
      `,
      finds: ['"getCredentials" does not return a promise.'],
    },
    {
      bad: project`
        // src/providers/weather/server-auth.ts
        export async function ‹runAuthServer›({ port }: { port: number }) {
          return \`http://127.0.0.1:\${port}/auth\`;
        }
      `,
      finds: ['"runAuthServer" returns nothing called "url" or "close".'],
    },
    {
      bad: project`
        // src/providers/weather/mcp-instance.ts, changed
        - export function getInitializationOptions() {
        + export async function ‹getInitializationOptions›() {
      `,
      finds: ['"getInitializationOptions" returns a promise.'],
    },
    {
      bad: project`
        // src/providers/weather/mcp-instance.ts, changed
          export function ‹getInitializationOptions›() {
        -   return { name: PROVIDER_NAME, version: '0.1.0', capabilities: { tools: { listChanged: false } } };
        +   return { name: PROVIDER_NAME, capabilities: { tools: { listChanged: false } } };
      `,
      finds: ['"getInitializationOptions" returns nothing called "version".'],
    },
    {
      bad: project`
        // src/providers/weather/server-auth.ts, changed
          export function ‹runAuthServer›(options: AuthServerOptions) {
        -   return serveSignIn(options, (apiKey) => saveCredentials('local', { apiKey }));
        +   void serveSignIn(options, (apiKey) => saveCredentials('local', { apiKey }));
      `,
      finds: ['"runAuthServer" does not return a promise.'],
    },
  ],
});

/** The rest of a sentence; undefined where nothing is wrong that can be seen. */
function flawOf(
  functions: readonly LocatedFunction[],
  { takes, returns, keys }: Shape,
  code: Code,
): string | undefined {
  const signatures = functions.filter(({ function: { body } }) => !body);
  const visible = signatures.length > 0 ? signatures : functions;
  const needed = Math.min(...visible.map(requiredOf));
  if (needed > takes.length) {
    return `needs ${counted(needed)}, but is given ${counted(takes.length)}`;
  }
  const isUnfit = visible.every(({ function: { parameters } }) => isOther(parameters[0], takes[0]));
  if (isUnfit && takes[0]) return `takes no ${takes[0]} as its first argument`;
  const made = functions.findLast(({ function: { body } }) => body) ?? visible.at(-1);
  if (!made) return undefined;
  const promised = signatures.some((each) => promises(each, code) === false)
    ? false
    : promises(made, code);
  if (returns === 'promise' && promised === false) return 'does not return a promise';
  if (returns === 'value' && promised === true) return 'returns a promise';
  const missing = missingKeys(made, keys, code);
  return missing.length > 0
    ? `returns nothing called ${missing.map((key) => `"${key}"`).join(' or ')}`
    : undefined;
}

/** Whether a parameter is of another kind than what it is given; one that does not say so is not. */
function isOther(parameter: Parameter | undefined, given: Shape['takes'][number] | undefined) {
  const { name = '', type = '' } = parameter ?? {};
  if (!parameter || !given) return false;
  return given === 'text'
    ? name === '' || /^(\{|number$|boolean$|\w+\[\]$)/.test(type)
    : /^(string|number|boolean)$/.test(type);
}

/** In TypeScript, a parameter without a type has it from elsewhere, and whether it is optional, too. */
function requiredOf({ file, function: { parameters } }: LocatedFunction): number {
  const isTyped = /tsx?$/.test(file.path);
  return parameters.filter(({ optional, type }) => !optional && (!isTyped || type !== undefined))
    .length;
}

const counted = (count: number) =>
  count === 0 ? 'none' : `${count} ${count === 1 ? 'argument' : 'arguments'}`;

const PLAIN: ReadonlySet<string> = new Set(['string', 'template', 'array', 'function']);

/** Of every object it returns that stands in the source. */
function missingKeys(
  { file, function: made }: LocatedFunction,
  keys: readonly string[],
  code: Code,
) {
  const returned = made.returned.filter(isSomething);
  if (returned.some((value) => PLAIN.has(code.resolve({ file, value }).value.is))) return keys;
  const objects = returned.map((value) => code.object({ file, value }));
  return keys.filter((key) =>
    objects.some(
      (object) => object && !object.partial && object.properties.every((each) => each.key !== key),
    ),
  );
}
