import { describe, expect, it } from 'vitest';
import { OpenCalls } from '../../src/call/call-limit.js';
import { CLOCK_SKEW_S } from '../../src/identity/principal.js';
import * as current from '../../src/index.js';
import type { HttpOptions } from '../../src/serving/http/options.js';
import { namedCallers } from '../../src/testing/callers/named-callers.js';
import * as previous from '../../src/v1.js';
import { askingProvider } from '../call/elicitation/asking-provider.js';
import { callersFor } from '../callers.js';
import { httpServer } from '../serving/provider-server.js';

const ID = 'mcp-session-id';
const initialize = {
  method: 'initialize',
  params: {
    protocolVersion: '2025-11-25',
    capabilities: {},
    clientInfo: { name: 'test', version: '1.0.0' },
  },
};

function request(url: string, caller: string, message: object | string, session?: string) {
  const isPost = typeof message === 'object';
  return fetch(url, {
    method: isPost ? 'POST' : message,
    headers: {
      accept: isPost ? 'application/json, text/event-stream' : 'text/event-stream',
      authorization: `Bearer caller-${caller}`,
      'content-type': 'application/json',
      ...(session !== undefined && { [ID]: session, 'mcp-protocol-version': '2025-11-25' }),
    },
    ...(isPost && { body: JSON.stringify({ jsonrpc: '2.0', id: 1, ...message }) }),
  });
}

/** Begins a session. */
async function begin(url: string, caller: string): Promise<string> {
  const response = await request(url, caller, initialize);
  await response.body?.cancel();
  return response.headers.get(ID) ?? `none: ${response.status}`;
}

const lines = [
  { line: 'v2', define: current.defineProvider },
  { line: 'v1', define: previous.defineProvider },
] as const;

type Define = typeof current.defineProvider;

describe.each(lines)('sessions of line $line', ({ define }) => {
  const start = (options: Partial<HttpOptions> = {}) =>
    httpServer(askingProvider(define as Define).defined, {
      sessions: true,
      verifier: namedCallers,
      ...options,
    });
  const ping = { method: 'ping' };

  it('keep nothing of the message that began them', async () => {
    const { defined } = askingProvider(define as Define);
    const kept: unknown[] = [];
    const createServer: typeof defined.createServer = (principal, request) => {
      kept.push(request);
      return defined.createServer(principal, request);
    };
    const options = { sessions: true, verifier: namedCallers };
    await begin(await httpServer({ ...defined, createServer }, options), 'ada');
    const id = expect.any(String) as string;
    expect(kept.at(-1)).toEqual({
      id,
      onRunning: expect.any(Function) as () => void,
      maxResultBytes: expect.any(Number) as number,
      calls: expect.any(OpenCalls) as OpenCalls,
    });
  });

  it('exist only for the principal who began them', async () => {
    const url = await start();
    const session = await begin(url, 'ada');
    expect((await request(url, 'ada', ping, session)).status).toBe(200);
    for (const message of [ping, 'GET', 'DELETE']) {
      expect((await request(url, 'eve', message, session)).status).toBe(404);
    }
    expect((await request(url, 'ada', ping, session)).status).toBe(200);
    expect((await request(url, 'ada', ping, 'unknown')).status).toBe(404);
  });

  it('end with a DELETE', async () => {
    const url = await start();
    const session = await begin(url, 'ada');
    expect((await request(url, 'ada', 'DELETE', session)).status).toBe(200);
    expect((await request(url, 'ada', ping, session)).status).toBe(404);
  });

  it('keep little of what a client says of itself', async () => {
    const url = await start();
    const clientInfo = { name: 'x'.repeat(300_000), version: '1.0.0' };
    const large = { ...initialize, params: { ...initialize.params, clientInfo } };
    const response = await request(url, 'ann', large);
    expect([response.status, response.headers.get(ID)]).toEqual([413, null]);
    expect(await response.text()).toContain('\\"initialize\\" has more than 256000 characters');
    expect(await begin(url, 'ann')).toMatch(/^[\da-f-]{36}$/);
  });

  it('make room for new ones of the same principal', async () => {
    const url = await start({ limits: { maxSessionsPerUser: 2 } });
    const sessions = [await begin(url, 'ada'), await begin(url, 'ada'), await begin(url, 'ada')];
    const statuses = sessions.map(async (id) => (await request(url, 'ada', ping, id)).status);
    expect(await Promise.all(statuses)).toEqual([404, 200, 200]);
  });

  it('begin again with the id of one that has ended', async () => {
    const url = await start();
    const former = await begin(url, 'ada');
    await request(url, 'ada', 'DELETE', former);
    const again = await request(url, 'ada', initialize, former);
    const id = again.headers.get(ID) ?? '';
    expect([again.status, id === former]).toEqual([200, false]);
    expect((await request(url, 'ada', ping, id)).status).toBe(200);
    const foreign = await request(url, 'eve', initialize, id);
    expect([foreign.status, foreign.headers.get(ID) === id]).toEqual([200, false]);
  });

  it('of those who have most make room for new users', async () => {
    const url = await start({ limits: { maxSessionsPerUser: 3, maxSessions: 4 } });
    const eve = await begin(url, 'eve');
    const ada = [await begin(url, 'ada'), await begin(url, 'ada'), await begin(url, 'ada')];
    const streams = [await request(url, 'ada', 'GET', ada[0])];
    const bob = await begin(url, 'bob');
    const statusOf = async (user: string, id = '') => (await request(url, user, ping, id)).status;
    expect([await statusOf('bob', bob), await statusOf('eve', eve)]).toEqual([200, 200]);
    expect([await statusOf('ada', ada[1]), await statusOf('ada', ada[2])]).toEqual([404, 200]);
    for (const [user, id] of [
      ['ada', ada[2]],
      ['bob', bob],
      ['eve', eve],
    ] as const)
      streams.push(await request(url, user, 'GET', id));
    const refused = await request(url, 'carl', initialize);
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([503, '60']);
    for (const { body } of streams) await body?.cancel();
  });

  it('do not end while a stream is open', async () => {
    const url = await start({ limits: { maxSessionsPerUser: 1 } });
    const session = await begin(url, 'ada');
    const stream = await request(url, 'ada', 'GET', session);
    expect((await request(url, 'ada', initialize)).status).toBe(429);
    await stream.body?.cancel();
    await expect.poll(async () => (await request(url, 'ada', initialize)).status).toBe(200);
  });

  it('are not begun by what is no "initialize"', async () => {
    const url = await start({ limits: { maxSessions: 1 } });
    const broken = await request(url, 'ada', { ...initialize, params: {} });
    expect(broken.headers.get(ID)).toBeNull();
    expect(await begin(url, 'eve')).not.toMatch('none');
  });

  it('do not exist unless they are on', async () => {
    const url = await start({ sessions: false });
    expect(await begin(url, 'ada')).toBe('none: 200');
    expect((await request(url, 'ada', 'GET', 'any')).status).toBe(405);
  });

  it('have streams that are limited, and end with the token', async () => {
    const limits = { maxStreamsPerUser: 1 };
    const url = await start({ limits, verifier: callersFor(1 - CLOCK_SKEW_S) });
    const [one, other] = [await begin(url, 'ada'), await begin(url, 'ada')];
    const stream = await request(url, 'ada', 'GET', one);
    expect((await request(url, 'ada', 'GET', other)).status).toBe(429);
    await expect(stream.text()).rejects.toThrow('terminated');
    await expect.poll(async () => (await request(url, 'ada', 'GET', other)).status).toBe(200);
  });
});
