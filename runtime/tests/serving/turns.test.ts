import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { LIST_TOOLS, post } from '../ask.js';
import { INITIALIZE, rawConnection, requestText } from './http.js';
import { call, serve } from './small-server.js';

const message = (method: string, params: object = {}) =>
  JSON.stringify({ jsonrpc: '2.0', id: 9, method, params });

/** Of the call 2. */
const CANCEL = message('notifications/cancelled', { requestId: 2 }).replace('"id":9,', '');

async function sessionOf(endpoint: string): Promise<Record<string, string>> {
  const { headers } = await post(endpoint, INITIALIZE);
  return { 'mcp-session-id': String(headers['mcp-session-id']) };
}

describe('a call that waits for its turn', () => {
  it.each([{ sessions: false }, { sessions: true }])(
    'does not run after it was cancelled: %o',
    async (options) => {
      const { url, endpoint, running, release, signals } = await serve(
        { maxCallsPerUser: 1 },
        options,
      );
      const session = options.sessions ? await sessionOf(endpoint) : undefined;
      const first = post(endpoint, call('wait', 7), session);
      await running();
      const { socket, closed } = await rawConnection(url);
      const own = session ? [`Mcp-Session-Id: ${session['mcp-session-id']}`] : [];
      socket.write(requestText('/small/mcp', call('wait', 2), [...own, 'Connection: close']));
      await post(endpoint, LIST_TOOLS, session); // the server has read the call before
      await post(endpoint, CANCEL, session);
      release();
      expect((await first).status).toBe(200);
      expect(await closed).toMatch(/^HTTP\/1\.1 202 /);
      expect(signals).toHaveLength(1);
    },
  );

  it('is cancelled by its own session only, and ends at once', async () => {
    const { endpoint, running, release, signals } = await serve(
      { maxCallsPerUser: 1 },
      { sessions: true },
    );
    const [own, other] = [await sessionOf(endpoint), await sessionOf(endpoint)];
    const first = post(endpoint, call('wait', 7), own);
    await running();
    let isDone = false;
    const waiting = post(endpoint, call('wait', 2), own).finally(() => (isDone = true));
    await post(endpoint, LIST_TOOLS, own); // the server has read the call before
    await post(endpoint, CANCEL, other);
    await post(endpoint, LIST_TOOLS, own);
    expect(isDone).toBe(false);
    await post(endpoint, CANCEL, own);
    expect((await waiting).status).toBe(202);
    release();
    expect((await first).status).toBe(200);
    expect(signals).toHaveLength(1);
  });

  it('can be cancelled where the queue is full', async () => {
    const limits = { maxCallsPerUser: 1, maxQueuePerUser: 1 };
    const { endpoint, running, release } = await serve(limits);
    const first = post(endpoint, call('wait', 7));
    await running();
    const waiting = post(endpoint, call('wait', 2));
    await post(endpoint, LIST_TOOLS); // the server has read the call before
    expect((await post(endpoint, call('wait', 3))).status).toBe(429);
    expect((await post(endpoint, CANCEL)).status).toBe(202);
    expect((await waiting).status).toBe(202);
    release();
    expect((await first).status).toBe(200);
  });

  it.each([
    { what: 'a list of resources', before: 2, body: message('resources/list') },
    { what: 'a batch', before: 1, body: `[${call('long', 2)}, ${call('long', 3)}]` },
  ])('can be $what', async ({ before, body }) => {
    const { endpoint, running, release } = await serve({ maxCallsPerUser: 2 });
    const others = Array.from({ length: before }, (_, id) => post(endpoint, call('wait', id + 4)));
    await running(before);
    let isDone = false;
    const waiting = post(endpoint, body).finally(() => (isDone = true));
    await post(endpoint, LIST_TOOLS);
    await post(endpoint, LIST_TOOLS);
    expect(isDone).toBe(false);
    release();
    await Promise.all(others);
    expect((await waiting).status).toBe(200);
  });
});

it.each([{ sessions: false }, { sessions: true }])(
  'code that goes on when its client has left keeps its place: %o',
  async (options) => {
    const limits = { maxCallsPerUser: 2, maxQueuePerUser: 2 };
    const { url, endpoint, running, release, signals } = await serve(limits, options);
    const own = options.sessions ? await sessionOf(endpoint) : {};
    for (let count = 1; count <= 2; count++) {
      const { socket } = await rawConnection(url);
      const headers = Object.entries({ ...own, 'x-request-id': 'same' }).map(
        ([name, value]) => `${name}: ${value}`,
      );
      socket.write(requestText('/small/mcp', call('wait', count), headers));
      await running(count);
      socket.destroy();
    }
    await sleep(100); // the server notices that
    const waiting = post(endpoint, call('wait', 3), own);
    await post(endpoint, LIST_TOOLS, own);
    await post(endpoint, LIST_TOOLS, own);
    expect(signals).toHaveLength(2);
    release();
    expect((await waiting).status).toBe(200);
  },
);

it('a batch has no more calls than one user may make at the same time', async () => {
  const { endpoint } = await serve({ maxCallsPerUser: 2 });
  const batch = (count: number) =>
    post(endpoint, `[${Array.from({ length: count }, (_, id) => call('long', id)).join()}]`);
  expect((await batch(2)).status).toBe(200);
  expect((await batch(3)).status).toBe(400);
});
