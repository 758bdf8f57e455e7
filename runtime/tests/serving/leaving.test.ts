import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { Agent, type IncomingMessage } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it, onTestFinished } from 'vitest';
import { ask, bearer, LIST_TOOLS, post } from '../ask.js';
import { callersWhen } from '../callers.js';
import { INITIALIZE, rawConnection, requestText } from './http.js';
import { call, serve } from './small-server.js';

/** Resolves when the server has received `count` requests, and then when it has noticed that the client has left. */
function received(count: number) {
  let left: Promise<void> | undefined;
  let seen = 0;
  return new Promise<() => Promise<void>>((resolve) => {
    function note(message: unknown): void {
      const { request } = message as { request: IncomingMessage }; // documented by Node.js
      left ??= new Promise((gone) => request.socket.once('close', () => setImmediate(gone)));
      if (++seen === count) resolve(() => left ?? Promise.resolve());
    }
    subscribe('http.server.request.start', note);
    onTestFinished(() => void unsubscribe('http.server.request.start', note));
  });
}

const LATE = ['Authorization: Bearer late'];
const OTHER = ['Authorization: Bearer other'];
const cases = [
  {
    what: 'a call, while its token is verified',
    sent: [requestText('/small/mcp', LIST_TOOLS, LATE)],
  },
  { what: 'a route, while its token is verified', sent: [requestText('/about', 'text', LATE)] },
  {
    what: 'a session, while its token is verified',
    sent: [requestText('/small/mcp', INITIALIZE, LATE)],
  },
  {
    what: 'calls that are pipelined behind such a request',
    sent: [LATE, OTHER, OTHER, OTHER].map((headers) =>
      requestText('/small/mcp', LIST_TOOLS, headers),
    ),
  },
];

it.each(cases)('leaves nothing behind: $what', async ({ sent }) => {
  let accept: () => void = () => {};
  const accepted = new Promise<void>((resolve) => (accept = resolve));
  const verifier = callersWhen((token) => (token === 'late' ? accepted : Promise.resolve()));
  const { url, endpoint, lines } = await serve(
    { maxRequests: 3 },
    {
      verifier,
      routes: [{ path: '/about', methods: ['POST'], handle: () => new Response('About') }],
    },
  );
  for (let round = 0; round < 3; round++) {
    const arrived = received(sent.length);
    const { socket } = await rawConnection(url);
    socket.write(sent.join(''));
    const left = await arrived;
    socket.destroy();
    await left();
  }
  accept();
  const { status } = await post(endpoint, LIST_TOOLS, bearer('other'));
  expect(status).toBe(200);
  expect(lines.filter(({ level }) => level === 'error')).toEqual([]);
});

it('pipelined requests get their responses in order', async () => {
  const { url, release } = await serve({});
  const { socket, closed } = await rawConnection(url);
  const last = requestText('/small/mcp', call('long', 3), ['Connection: close']);
  const others = [call('wait', 1), call('long', 2)].map((body) => requestText('/small/mcp', body));
  socket.write([...others, last].join(''));
  release();
  const ids = Array.from((await closed).matchAll(/"id":(\d)/g), ([, id]) => id);
  expect(ids).toEqual(['1', '2', '3']);
});

it.each([
  { what: 'with a token', first: requestText('/small/mcp', call('wait')) },
  { what: 'without a token', first: 'GET /late HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n' },
])('a connection with too many pipelined requests is closed: $what', async ({ first }) => {
  const handle = () => new Promise<Response>(() => {});
  const { url, endpoint } = await serve({}, { routes: [{ path: '/late', public: true, handle }] });
  const { socket, closed } = await rawConnection(url);
  socket.write(first + 'GET /readyz HTTP/1.1\r\nHost: a\r\n\r\n'.repeat(50_000));
  await closed;
  expect((await ask(`${url}/healthz`)).status).toBe(200);
  expect((await post(endpoint, LIST_TOOLS)).status).toBe(200);
});

it('a connection with many pipelined requests is not read meanwhile', async () => {
  const { url, running, release } = await serve({});
  let begun = 0;
  const note = () => {
    begun++;
  };
  subscribe('http.server.request.start', note);
  onTestFinished(() => void unsubscribe('http.server.request.start', note));
  const { socket, closed } = await rawConnection(url);
  const long = requestText('/small/mcp', LIST_TOOLS, [`X-Long: ${'x'.repeat(8_000)}`]);
  const last = requestText('/small/mcp', LIST_TOOLS, ['Connection: close']);
  socket.write(requestText('/small/mcp', call('wait')) + long.repeat(500) + last);
  await running();
  await sleep(200);
  expect(begun).toBeLessThan(50);
  release();
  expect((await closed).match(/HTTP\/1\.1 200 /g)).toHaveLength(502);
});

it('a client that takes nothing of a response is too slow, and is left', async () => {
  const handle = () => new Response('x'.repeat(50_000_000)); // more than the system keeps
  const routes = [{ path: '/long', public: true, handle } as const];
  const { url } = await serve({ responseTimeoutMs: 60 }, { routes });
  const arrived = received(1);
  const { socket } = await rawConnection(url);
  socket.pause();
  socket.write('GET /long HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n');
  const left = await arrived;
  await left();
});

it('clients that keep their connections lose no request where the server stops', async () => {
  const { endpoint, close } = await serve({});
  const connected = new Set<number>();
  async function client(at: number): Promise<string | undefined> {
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    onTestFinished(() => agent.destroy());
    for (;;) {
      try {
        await post(endpoint, LIST_TOOLS, {}, agent);
      } catch (error) {
        return (error as NodeJS.ErrnoException).code;
      }
      connected.add(at);
      await sleep(Math.random() * 20);
    }
  }
  const clients = Array.from({ length: 20 }, (_, at) => client(at));
  await expect.poll(() => connected.size).toBe(clients.length);
  await close(1_000);
  expect(new Set(await Promise.all(clients))).toEqual(new Set(['ECONNREFUSED']));
});

it('a client that waits for its response is not left', async () => {
  const { endpoint, release } = await serve({
    headersTimeoutMs: 50,
    requestTimeoutMs: 60,
    responseTimeoutMs: 60,
  });
  const pending = post(endpoint, call('wait'));
  await sleep(200);
  release();
  expect((await pending).status).toBe(200);
});
