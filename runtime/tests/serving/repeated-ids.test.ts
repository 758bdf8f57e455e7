import { setTimeout as sleep } from 'node:timers/promises';
import fc from 'fast-check';
import { describe, expect, it, onTestFinished } from 'vitest';
import * as z from 'zod';
import { caseCount } from '../../../tests/support/mutated.js';
import * as current from '../../src/index.js';
import * as previous from '../../src/v1.js';
import { post } from '../ask.js';
import { INITIALIZE } from './http.js';
import { httpServer } from './provider-server.js';

const call = (value: string, ms: number, id = 1) => ({
  jsonrpc: '2.0',
  id,
  method: 'tools/call',
  params: { name: 'echo', arguments: { value, ms } },
});

const REFUSED = '"code":-32600,"message":"Another request with the same id is in progress';

describe.each([
  { line: 'v2', define: current.defineProvider },
  { line: 'v1', define: previous.defineProvider },
] as const)('requests with one id, line $line', ({ define }) => {
  async function serve() {
    let finishFirst = () => {};
    const first = new Promise<void>((resolve) => (finishFirst = resolve));
    const defined = (define as typeof current.defineProvider)({ name: 'small', version: '1.0.0' });
    defined.tool({
      name: 'echo',
      description: 'Returns a value after some time.',
      input: z.object({ value: z.string(), ms: z.number() }),
      async run({ value, ms }) {
        await (value === 'first' ? first : sleep(ms));
        return { content: [{ type: 'text', text: `echo of ${value}` }] };
      },
    });
    const endpoint = await httpServer(defined, { sessions: true });
    const begin = async () => {
      const { headers } = await post(endpoint, INITIALIZE);
      return { 'mcp-session-id': String(headers['mcp-session-id']) };
    };
    const send = (message: object, session?: Record<string, string>) =>
      post(endpoint, JSON.stringify(message), session);
    return { endpoint, begin, send, finishFirst };
  }

  it('get their own results or are refused, whatever many clients send at once', async () => {
    const { begin, send } = await serve();
    const request = fc.record({
      after: fc.nat(40),
      ms: fc.nat(40),
      ids: fc.constantFrom([1], [1, 2], [2, 1]), // several: a batch
    });
    const client = fc.record({
      hasSession: fc.boolean(),
      requests: fc.array(request, { minLength: 1, maxLength: 5 }),
    });
    const all = fc.array(client, { minLength: 2, maxLength: 8 });
    const holds = async (
      clients: typeof client extends fc.Arbitrary<infer Client> ? Client[] : never,
    ) => {
      const outcomes = clients.map(async ({ hasSession, requests }, at) => {
        const session = hasSession ? await begin() : undefined;
        const exchanges = requests.map(async ({ after, ms, ids }, turn) => {
          await sleep(after);
          const calls = ids.map((id) => call(`<${at}.${turn}.${id}>`, ms, id));
          const { text } = await send(calls.length > 1 ? calls : calls[0]!, session);
          const own = calls.map(({ params }) => `echo of ${params.arguments.value}`);
          const echoes = text.match(/echo of <[\d.]+>/g) ?? [];
          if (session && text.includes(REFUSED)) expect(echoes).toEqual([]);
          else expect(echoes.toSorted()).toEqual(own.toSorted());
        });
        await Promise.all(exchanges);
        expect((await send(call('next', 0), session)).text).toContain('echo of next');
      });
      await Promise.all(outcomes);
    };
    await fc.assert(fc.asyncProperty(all, holds), { numRuns: caseCount(20) });
  });

  it('are told apart when the client of the first has left, and when it was cancelled', async () => {
    const { endpoint, begin, send, finishFirst } = await serve();
    const session = await begin();
    const headers = {
      ...session,
      'content-type': 'application/json',
      accept: 'application/json, text/event-stream',
    };
    const control = new AbortController();
    const body = JSON.stringify(call('first', 0));
    await fetch(endpoint, { method: 'POST', headers, body, signal: control.signal }); // the head of the response is there
    control.abort();
    expect((await send(call('second', 0), session)).text).toContain(REFUSED);
    finishFirst();
    await expect
      .poll(async () => (await send(call('third', 0), session)).text)
      .toContain('echo of third');
    const long = new AbortController();
    onTestFinished(() => long.abort());
    await fetch(endpoint, {
      method: 'POST',
      headers,
      body: JSON.stringify(call('long', 600_000)),
      signal: long.signal,
    });
    const cancelled = {
      jsonrpc: '2.0',
      method: 'notifications/cancelled',
      params: { requestId: 1 },
    };
    await send(cancelled, session);
    expect((await send(call('fourth', 0), session)).text).toContain('echo of fourth');
  });

  it.each([{ sessions: true }, { sessions: false }])(
    'are refused in one batch: %o',
    async (one) => {
      const { begin, send } = await serve();
      const session = one.sessions ? await begin() : undefined;
      const { status, text } = await send([call('a', 0), call('b', 0)], session);
      expect([status, text]).toEqual([400, expect.stringContaining(REFUSED)]);
      const response = await send([call('a', 0, 1), call('b', 0, 2)], session);
      expect(response.text).toContain('echo of a');
      expect(response.text).toContain('echo of b');
    },
  );
});
