import type { IncomingMessage } from 'node:http';
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it, onTestFinished } from 'vitest';
import { bearer, LIST_TOOLS, post } from '../ask.js';
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
