import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { setTimeout as pause } from 'node:timers/promises';
import fc from 'fast-check';
import { afterEach, beforeEach, expect, it, onTestFinished, vi } from 'vitest';
import { type ApiAuth, apiClient, collect } from '../../src/api.js';
import { type CallResult, type Failure, performCall } from '../../src/call/call.js';
import type { CallContext } from '../../src/call/call-context.js';
import type { Middleware } from '../../src/call/middleware.js';
import { ToolError } from '../../src/call/result/tool-error.js';
import { localPrincipal } from '../../src/identity/principal.js';
import type { CallReport } from '../../src/project/diagnostics.js';
import { flushLog } from '../../src/project/log.js';

const principal = localPrincipal();
const subject = {
  provider: 'chat',
  kind: 'tool',
  name: 'list',
  principal,
  isReadOnly: true,
  args: {},
  policy: undefined,
  incoming: () => ({ id: 1, meta: {}, header: () => undefined }),
} as const;
const request = { method: 'GET', path: '/rooms' } as const;
const auth: ApiAuth<string> = { getCredentials: async () => 'secret', authorize: () => {} };
const never = () => new Promise<never>(() => {});

beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] }));
afterEach(() => void vi.useRealTimers());

/** Runs a call; says how it has ended, if it has. */
function begin(task: (context: CallContext) => Promise<unknown>) {
  let outcome: CallResult<unknown> | undefined;
  const { signal } = new AbortController();
  const run = (context: CallContext) => task(context).then(() => undefined);
  void performCall(subject, signal, run).then((result) => (outcome = result));
  return () => outcome;
}

/** An API that takes 9 s for each response. */
function slowApi(status: number) {
  const sent: string[] = [];
  async function fetch(url: string): Promise<Response> {
    sent.push(url);
    await new Promise((resolve) => setTimeout(resolve, 9_000));
    return new Response('[]', { status, headers: { 'retry-after': '0.001' } });
  }
  const callApi = apiClient('chat', auth, { fetch, limits: { attempts: 100 } });
  return { sent, callApi };
}

it.each<{ what: string; task(context: CallContext): Promise<unknown> }>([
  {
    what: 'credentials',
    task: (context) => apiClient('chat', { ...auth, getCredentials: never })(request, context),
  },
  {
    what: 'other credentials',
    task: (context) =>
      apiClient(
        'chat',
        { ...auth, replaceCredentials: never },
        { fetch: async () => new Response('', { status: 401 }) },
      )(request, context),
  },
  { what: 'code of the project', task: never },
])('a call that waits for $what ends after 50 s', async ({ task }) => {
  const outcome = begin(task);
  await vi.advanceTimersByTimeAsync(49_999);
  expect(outcome()).toBeUndefined();
  await vi.advanceTimersByTimeAsync(1);
  expect(outcome()).toEqual({ ok: false, message: 'The call took longer than 50 s.' });
});

const cyclic = new Error('secret');
cyclic.cause = cyclic;
class Unreadable extends Error {
  override get message(): string {
    throw new Error('secret');
  }
}
const fails = () => {
  throw new Error('secret');
};
const hostile = { get: fails, getPrototypeOf: fails, has: fails };

it.each<{ what: string; thrown: unknown }>([
  { what: 'an error that is its own cause', thrown: cyclic },
  { what: 'an error whose message throws', thrown: new Unreadable() },
  { what: 'a proxy whose traps throw', thrown: new Proxy(new ToolError('secret'), hostile) },
  {
    what: 'an error for the caller that cannot be read',
    thrown: new Proxy(new ToolError('secret'), { get: fails }),
  },
  {
    what: 'an error without a text',
    thrown: Object.assign(new Error(), { message: 1n, name: { secret: 1n } }),
  },
  { what: 'an error of 50 MB', thrown: new Error('secret'.repeat(8_000_000)) },
  { what: 'no error', thrown: { secret: Symbol('secret') } },
])(
  'the caller reads the id of a line in the log, and the log has it: $what',
  async ({ thrown }) => {
    flushLog(); // writes the lines of other tests
    const written = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
    onTestFinished(() => written.mockRestore());
    const outcome = begin(() => Promise.reject(thrown)); // eslint-disable-line @typescript-eslint/prefer-promise-reject-errors -- code throws anything
    await vi.advanceTimersByTimeAsync(1);
    const { message } = outcome() as Failure;
    const [, id = ''] = /^Internal error \((\w+)\)$/.exec(message) ?? [];
    const lines = written.mock.calls.map(([text]) => String(text)).join('');
    expect(lines.trim().split('\n')).toHaveLength(1);
    expect(JSON.parse(lines)).toMatchObject({ request: id, outcome: 'failed', error: {} });
    expect(lines.length).toBeLessThan(300_000);
  },
);

it('the log quotes no credentials, also where an error does', async () => {
  flushLog(); // writes the lines of other tests
  const written = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  onTestFinished(() => written.mockRestore());
  const reports: CallReport[] = [];
  const note = (report: unknown) => void reports.push(report as CallReport);
  subscribe('mcp-provider:call', note);
  onTestFinished(() => void unsubscribe('mcp-provider:call', note));
  const secret = 's3cr3t-value';
  const callApi = apiClient('chat', {
    getCredentials: async () => secret,
    secrets: (credentials) => [credentials],
    authorize: (_, credentials) => Promise.reject(new Error(`No key: "${credentials}"`)),
  });
  const outcome = begin((context) => callApi(request, context));
  await vi.waitFor(() => expect(outcome()).toMatchObject({ ok: false }), 10_000);
  const lines = written.mock.calls.map(([text]) => String(text)).join('');
  expect(lines).toContain('No key: \\"[removed]\\"');
  expect(lines).not.toContain('s3cr3t');
  expect(reports[0]?.secrets.has(secret)).toBe(true);
});

it('repetitions share the time of the call: nothing is sent after it', async () => {
  const { sent, callApi } = slowApi(503);
  const outcome = begin((context) => callApi(request, context));
  for (let second = 0; second < 100; second++) {
    await vi.advanceTimersByTimeAsync(1_000);
    await pause(5); // between repetitions, on a clock that is not ours
  }
  expect(outcome()).toEqual({ ok: false, message: 'The call took longer than 50 s.' });
  expect(sent).toHaveLength(6);
});

it('pages share the time of the call: nothing is sent after it', async () => {
  const { sent, callApi } = slowApi(200);
  const page = { read: () => ({ items: [], next: { page: sent.length } }) };
  const outcome = begin((context) => collect(callApi, request, context, { limit: 9, page }));
  await vi.advanceTimersByTimeAsync(50_000);
  expect(outcome()?.ok).toBe(false);
  await vi.advanceTimersByTimeAsync(100_000);
  expect(sent).toHaveLength(6);
});

it('no result that is sent has more bytes than its limit, in any script', async () => {
  vi.useRealTimers();
  const text = fc.string({
    unit: fc.constantFrom('a', '"', '\n', '\u0001', 'é', '漢', '😀', '\ud800'),
    maxLength: 60,
  });
  const value = fc.dictionary(text, fc.oneof(text, fc.double(), fc.boolean(), fc.array(text)));
  const limits = fc.integer({ min: 20, max: 1_000 });
  await fc.assert(
    fc.asyncProperty(text, value, limits, async (words, structuredContent, maxResultBytes) => {
      const result = { content: [{ type: 'text', text: words }], structuredContent };
      const asked = { ...subject, request: { id: 'r', maxResultBytes } };
      const { ok } = await performCall(asked, new AbortController().signal, async () => result);
      expect(ok).toBe(Buffer.byteLength(JSON.stringify(result)) <= maxResultBytes);
    }),
  );
});

it('no message has half a character', async () => {
  const { signal } = new AbortController();
  const half = await performCall(subject, signal, async () => {
    throw new ToolError('No room "\ud800".');
  });
  expect(half).toMatchObject({ ok: false, message: 'No room "\ufffd".' });
});

it('code does not begin after the client has cancelled the call during middleware', async () => {
  const client = new AbortController();
  const run = vi.fn(async () => ({ content: [] }));
  const use: Middleware[] = [
    async (_call, next) => {
      client.abort();
      return next();
    },
  ];
  const outcome = await performCall({ ...subject, policy: { use } }, client.signal, run);
  expect(outcome).toMatchObject({ ok: false, message: 'The call was cancelled.' });
  expect(run).not.toHaveBeenCalled();
});
