import { API_MODULE } from '../api-module.js';
import type { Variant } from '../variants.js';

const IMPORTS = `import type { Call } from 'mcp-provider/api';
import type { CallContext } from 'mcp-provider';
import { path } from 'mcp-provider/api';
import type { input, output } from '../tools/get-issue.js';
import { callApi } from './client.js';
`;
const api = (variant: string, text: string): Variant => ({
  variant: `by hand: ${variant}`,
  edits: { [API_MODULE]: IMPORTS + text },
});

/** API modules as people write them. */
export const variants: readonly Variant[] = [
  api(
    'class with private fields',
    `
class Issues {
  readonly #context: CallContext;
  static readonly base = '/repos';
  constructor(context: CallContext) { this.#context = context; }
  get context(): CallContext { return this.#context; }
  async one(owner: string, repo: string, number: number) {
    const { body } = await callApi({ method: 'GET', path: path\`/repos/\${owner}/\${repo}/issues/\${number}\` }, this.#context);
    return body;
  }
  is(other: object): other is Issues { return #context in other; }
}
export const getIssue: Call<typeof input, typeof output> = ({ owner, repo, issue_number }, context) =>
  new Issues(context).one(owner, repo, issue_number);
`,
  ),
  api(
    'abstract class, generics',
    `
abstract class Endpoint<Args, Result = unknown> {
  protected constructor(protected readonly method: 'GET' | 'POST') {}
  protected abstract at(args: Args): string;
  async run(args: Args, context: CallContext): Promise<Result> {
    const { body } = await callApi({ method: this.method, path: this.at(args) }, context);
    return body as Result;
  }
}
class GetIssue extends Endpoint<{ owner: string; repo: string; issue_number: number }> {
  constructor() { super('GET'); }
  protected override at({ owner, repo, issue_number }: { owner: string; repo: string; issue_number: number }) {
    return path\`/repos/\${owner}/\${repo}/issues/\${issue_number}\`;
  }
}
const endpoint = new GetIssue();
export const getIssue: Call<typeof input, typeof output> = async (args, context) => (await endpoint.run(args, context)) as never;
`,
  ),
  api(
    'async generator',
    `
async function* pages(owner: string, repo: string, context: CallContext): AsyncGenerator<unknown, void, undefined> {
  for (let page = 1; page <= 3; page++) {
    const { body } = await callApi({ method: 'GET', path: path\`/repos/\${owner}/\${repo}/issues\`, query: { page } }, context);
    if (!Array.isArray(body) || body.length === 0) return;
    yield* body;
  }
}
export const getIssue: Call<typeof input, typeof output> = async ({ owner, repo, issue_number }, context) => {
  for await (const issue of pages(owner, repo, context)) {
    if ((issue as { number: number }).number === issue_number) return issue as never;
  }
  throw new Error('Not found.');
};
`,
  ),
  api(
    'satisfies, as const',
    `
const STATES = { open: 'open', closed: 'closed' } as const satisfies Record<string, string>;
type State = (typeof STATES)[keyof typeof STATES];
const request = (owner: string, repo: string, n: number) => ({ method: 'GET', path: path\`/repos/\${owner}/\${repo}/issues/\${n}\` }) as const satisfies { method: 'GET'; path: string };
export const isState = (text: string): text is State => Object.hasOwn(STATES, text);
export const getIssue: Call<typeof input, typeof output> = async ({ owner, repo, issue_number }, context) =>
  (await callApi(request(owner, repo, issue_number), context)).body;
`,
  ),
  api(
    'using',
    `
class Timer implements Disposable {
  #start = performance.now();
  [Symbol.dispose](): void { this.#start = 0; }
}
export const getIssue: Call<typeof input, typeof output> = async ({ owner, repo, issue_number }, context) => {
  using timer = new Timer();
  await using stack = new AsyncDisposableStack();
  void timer; void stack;
  const response = await callApi({ method: 'GET', path: path\`/repos/\${owner}/\${repo}/issues/\${issue_number}\` }, context);
  return response.body;
};
`,
  ),
  api(
    'overloads',
    `
function at(owner: string, repo: string): string;
function at(owner: string, repo: string, issue: number): string;
function at(owner: string, repo: string, issue?: number): string {
  return issue === undefined ? path\`/repos/\${owner}/\${repo}\` : path\`/repos/\${owner}/\${repo}/issues/\${issue}\`;
}
export const getIssue: Call<typeof input, typeof output> = async ({ owner, repo, issue_number }, context) => {
  const response = await callApi({ method: 'GET', path: at(owner, repo, issue_number) }, context);
  return response.body;
};
`,
  ),
  api(
    'retry wrapper',
    `
type Attempt<T> = (signal: AbortSignal) => Promise<T>;
async function retried<T>(attempt: Attempt<T>, { signal }: CallContext, times = 3): Promise<T> {
  let last: unknown;
  for (let left = times; left > 0; left -= 1) {
    try { return await attempt(signal); } catch (error) {
      last = error;
      signal.throwIfAborted();
    }
  }
  throw last;
}
export const getIssue: Call<typeof input, typeof output> = ({ owner, repo, issue_number }, context) =>
  retried(async () => {
    const { body } = await callApi({ method: 'GET', path: path\`/repos/\${owner}/\${repo}/issues/\${issue_number}\` }, context);
    return body;
  }, context);
`,
  ),
  api(
    'zod pipeline',
    `
import * as z from 'zod';
const Issue = z.object({ number: z.number(), title: z.string(), state: z.enum(['open', 'closed']), created_at: z.iso.datetime() }).transform(({ created_at, ...rest }) => ({ ...rest, created: new Date(created_at).toISOString() })).pipe(z.looseObject({ number: z.number(), title: z.string(), state: z.enum(['open', 'closed']) }));
export const getIssue: Call<typeof input, typeof output> = async ({ owner, repo, issue_number }, context) => {
  const { body } = await callApi({ method: 'GET', path: path\`/repos/\${owner}/\${repo}/issues/\${issue_number}\` }, context);
  const parsed = await Issue.safeParseAsync(body);
  if (!parsed.success) throw new Error(z.prettifyError(parsed.error));
  return parsed.data;
};
`,
  ),
  api(
    'enum, namespace, declare',
    `
declare global { interface Window { nothing?: never } }
enum Method { Get = 'GET', Post = 'POST' }
const enum Level { Low, High = 1 << 2 }
namespace Paths { export const issue = (o: string, r: string, n: number) => path\`/repos/\${o}/\${r}/issues/\${n}\`; }
export const level = (high: boolean): Level => (high ? Level.High : Level.Low);
export const getIssue: Call<typeof input, typeof output> = async ({ owner, repo, issue_number }, context) =>
  (await callApi({ method: Method.Get, path: Paths.issue(owner, repo, issue_number) }, context)).body;
`,
  ),
  api(
    'type gymnastics',
    `
type Deep<T> = { readonly [K in keyof T]: T[K] extends (...args: infer A) => infer R ? (...args: A) => R : Deep<T[K]> };
type Getters<T> = { [K in keyof T as \`get\${Capitalize<string & K>}\`]: () => T[K] };
type Head<T extends readonly unknown[]> = T extends readonly [infer H extends string, ...infer _] ? H : never;
type Bodies = Awaited<ReturnType<typeof callApi>>['body'];
interface Store { get<const K extends string>(key: K): K; new (size: number): Store; readonly [index: number]: string; (call: bigint): asserts call is 1n }
export type All = [Deep<Store>, Getters<{ a: 1 }>, Head<['a', 2]>, unique?: symbol, ...rest: Bodies[]];
function assertIs<T>(value: T | null | undefined, name?: string): asserts value is NonNullable<T> { if (value == null) throw new Error(\`No \${name ?? 'value'}.\`); }
export function pick<T extends object, const K extends keyof T>(this: void, from: T, ...keys: K[]): Pick<T, K> { return Object.fromEntries(keys.map((key) => [key, from[key]])) as Pick<T, K>; }
export const getIssue: Call<typeof input, typeof output> = async ({ owner, repo, issue_number }, context) => {
  const response = await callApi({ method: 'GET', path: path\`/repos/\${owner}/\${repo}/issues/\${issue_number}\` }, context);
  assertIs<unknown>(response.body, 'body');
  return response.body as never;
};
`,
  ),
  api(
    'newer syntax',
    `
let cached: number | undefined;
const big = 1_000n ** 2n;
const re = /(?<year>\\d{4})-(?<month>\\d\\d)/dv;
export const label = (text: string) => text?.at?.(-1) ?? \`\${big}\`;
export const parts = (text: string) => re.exec(text)?.groups?.['year'] ?? '';
export class Counter { static #count = 0; static { Counter.#count = 1; } accessor value = 1; static next = () => (Counter.#count += 1); get [Symbol.toStringTag]() { return 'Counter'; } async *[Symbol.asyncIterator]() { yield this.value; } }
export const getIssue: Call<typeof input, typeof output> = async ({ owner, repo, issue_number }, context) => {
  cached ??= performance.now();
  label: for (;;) { if (cached >= 0) break label; }
  const response = await callApi({ method: 'GET', path: path\`/repos/\${owner}/\${repo}/issues/\${issue_number}\` }, context);
  return response.body;
};
`,
  ),
];
