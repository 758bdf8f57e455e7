import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { ApiAuth } from '../../src/api.js';
import { apiClient, collect } from '../../src/api.js';
import type { CallContext } from '../../src/provider/define.js';
import type { Outcome } from '../../src/provider/call.js';
import { perform } from '../../src/provider/call.js';

const principal = { userId: 'local' };
const subject = { provider: 'chat', kind: 'tool', name: 'list', principal } as const;
const request = { method: 'GET', path: '/rooms' } as const;
const auth: ApiAuth<string> = { getCredentials: async () => 'secret', authorize: () => {} };
const never = () => new Promise<never>(() => {});

beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] }));
afterEach(() => void vi.useRealTimers());

/** Runs a call; says how it has ended, if it has. */
function begin(task: (context: CallContext) => Promise<unknown>) {
  let outcome: Outcome<unknown> | undefined;
  const { signal } = new AbortController();
  const run = (context: CallContext) => task(context).then(() => undefined);
  void perform(subject, signal, run).then((result) => (outcome = result));
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
