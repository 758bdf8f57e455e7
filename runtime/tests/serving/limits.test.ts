import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { ask, LIST_TOOLS, post } from '../ask.js';
import { INITIALIZE, rawConnection, requestText } from './http.js';
import { call, serve } from './small-server.js';

describe('requests over a limit', () => {
  it('are refused with 413 where the body is too large, whatever its framing', async () => {
    const { endpoint, url, events } = await serve({ maxRequestBytes: 1_000 });
    expect((await post(endpoint, LIST_TOOLS + ' '.repeat(2_000))).status).toBe(413);
    const { socket, closed } = await rawConnection(url);
    socket.write(
      'POST /small/mcp HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n',
    );
    socket.write(`7d0\r\n${' '.repeat(2_000)}\r\n`);
    expect(await closed).toMatch(/^HTTP\/1\.1 413 /);
    expect(events).toEqual([
      { type: 'limit', status: 413 },
      { type: 'limit', status: 413 },
    ]);
  });

  it('wait for their turn, then are refused with 429 and Retry-After', async () => {
    const { endpoint, release, running, events } = await serve({
      maxCallsPerUser: 1,
      maxQueuePerUser: 1,
    });
    const first = post(endpoint, call('wait', 1));
    await running();
    const second = post(endpoint, call('wait', 2));
    const others = await Promise.all([3, 4].map((id) => post(endpoint, call('wait', id))));
    const refused = others.filter(({ status }) => status === 429);
    expect(refused.length).toBeGreaterThan(0);
    for (const { headers } of refused) expect(headers['retry-after']).toBe('1');
    expect(events).toContainEqual({ type: 'limit', status: 429 });
    release();
    expect((await first).status).toBe(200);
    expect([200, 429]).toContain((await second).status);
  });

  it('are refused with 503 and Retry-After where the server is busy', async () => {
    const { endpoint, release, running } = await serve({ maxRequests: 1 });
    const first = post(endpoint, call('wait'));
    await running();
    const { status, headers } = await post(endpoint, LIST_TOOLS);
    expect(status).toBe(503);
    expect(headers['retry-after']).toBe('1');
    release();
    expect((await first).status).toBe(200);
  });

  it('have an error as result where the result is too large', async () => {
    const { endpoint } = await serve({ maxResultBytes: 1_000 });
    const { text } = await post(endpoint, call('long'));
    expect(text).toContain('The result is larger than 1000 bytes. It is done; do not repeat it.');
    expect(text).toContain('"isError":true');
  });

  it.each([
    { what: 'headers', limits: { headersTimeoutMs: 50, requestTimeoutMs: 60 }, sent: 'POST / HT' },
    {
      what: 'bodies',
      limits: { headersTimeoutMs: 50, requestTimeoutMs: 60 },
      sent: 'POST /small/mcp HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\nContent-Length: 9\r\n\r\n{',
    },
  ])('are closed with 408 where the $what take too long', async ({ limits, sent }) => {
    const { url, lines } = await serve(limits);
    const { socket, closed } = await rawConnection(url);
    socket.write(sent);
    expect(await closed).toMatch(/^HTTP\/1\.1 408 /);
    expect(lines.filter(({ level }) => level === 'error')).toEqual([]);
  });

  it('may come late on a connection that a client has opened early', async () => {
    const { endpoint, url } = await serve({ headersTimeoutMs: 50 });
    const { socket, closed } = await rawConnection(url);
    await sleep(1_500); // Node.js looks for late requests once a second
    const { pathname } = new URL(endpoint);
    socket.write(requestText(pathname, LIST_TOOLS, ['Connection: close']));
    expect(await closed).toMatch(/^HTTP\/1\.1 200 /);
  });

  it('do not come on a connection that is never used', async () => {
    const { url } = await serve({ headersTimeoutMs: 50, keepAliveMs: 50 });
    expect(await (await rawConnection(url)).closed).toBe('');
  });

  it('are closed where there are too many connections', async () => {
    const { url } = await serve({ maxConnections: 1 });
    const first = await rawConnection(url);
    const second = await rawConnection(url);
    expect(await second.closed).toBe('');
    expect(first.socket.destroyed).toBe(false);
  });
});

it('keeps connections longer than load balancers do, which may be up to 60 s', async () => {
  const { endpoint } = await serve({});
  const { headers } = await post(endpoint, LIST_TOOLS, { connection: 'keep-alive' });
  expect(headers['keep-alive']).toBe('timeout=65');
});

describe('a call', () => {
  it('leaves one line in the log, with the id of its request and without arguments', async () => {
    const { endpoint, lines, events } = await serve({});
    const { headers } = await post(endpoint, call('long'), { 'x-request-id': 'request-7' });
    expect(headers['x-request-id']).toBe('request-7');
    expect(lines).toMatchObject([
      { level: 'info', message: 'call', request: 'request-7', tool: 'long', outcome: 'ok' },
    ]);
    expect(JSON.stringify(lines)).not.toContain('local"');
    expect(events).toMatchObject([
      { type: 'call', provider: 'small', name: 'long', outcome: 'ok' },
    ]);
  });

  it('has the id of its own request, also in a session', async () => {
    const { endpoint, lines } = await serve({}, { sessions: true });
    const begun = await post(endpoint, INITIALIZE, { 'x-request-id': 'request-1' });
    const session = { 'mcp-session-id': String(begun.headers['mcp-session-id']) };
    const ids = ['request-2', 'request-3'];
    await Promise.all(
      ids.map((id, at) => post(endpoint, call('long', at), { ...session, 'x-request-id': id })),
    );
    expect(lines.map(({ request }) => request).sort()).toEqual(ids);
  });

  it('is cancelled where the client leaves', async () => {
    const { url, running, signals } = await serve({});
    const { socket } = await rawConnection(url);
    const body = call('wait');
    socket.write(
      `POST /small/mcp HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\nAccept: application/json, text/event-stream\r\nContent-Length: ${body.length}\r\n\r\n${body}`,
    );
    await running();
    const [signal] = signals;
    const aborted = new Promise<void>((resolve) =>
      signal?.addEventListener('abort', () => resolve()),
    );
    socket.destroy();
    await aborted;
    expect(signal?.aborted).toBe(true);
  });

  it('is cancelled by notifications/cancelled', async () => {
    const { endpoint, running, lines } = await serve({});
    const pending = post(endpoint, call('wait', 7));
    await running();
    const params = { requestId: 7 };
    await post(
      endpoint,
      JSON.stringify({ jsonrpc: '2.0', method: 'notifications/cancelled', params }),
    );
    await pending;
    expect(lines).toMatchObject([{ level: 'info', outcome: 'cancelled' }]);
  });
});

it('mistakes of clients are not logged as errors', async () => {
  const { endpoint, lines } = await serve({});
  await post(endpoint, '{bad');
  await post(endpoint, '[]');
  await post(endpoint, call('unknown'));
  await post(endpoint, LIST_TOOLS, { 'content-type': 'text/plain' });
  await ask(endpoint);
  expect(lines.filter(({ level }) => level === 'error')).toEqual([]);
});

describe('websites', () => {
  const origin = 'https://app.example.com';
  const preflight = { origin, 'access-control-request-method': 'POST' };

  it('are not allowed by default', async () => {
    const { endpoint } = await serve({});
    const { status, headers } = await ask(endpoint, { method: 'OPTIONS', headers: preflight });
    expect(status).toBe(403);
    expect(headers['access-control-allow-origin']).toBeUndefined();
  });

  it('are allowed by their origin', async () => {
    const { endpoint } = await serve({}, { allowedOrigins: [origin] });
    const asked = await ask(endpoint, { method: 'OPTIONS', headers: preflight });
    expect(asked.status).toBe(204);
    expect(asked.headers['access-control-allow-origin']).toBe(origin);
    expect((await post(endpoint, LIST_TOOLS, { origin })).status).toBe(200);
    expect((await post(endpoint, LIST_TOOLS, { origin: 'https://evil.example.com' })).status).toBe(
      403,
    );
  });
});
