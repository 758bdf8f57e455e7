import { getEventListeners } from 'node:events';
import { createServer, type RequestListener, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { ResponseTooLargeError } from '../../src/fetch/bounded-fetch.js';
import { limitedFetch, RedirectedError } from '../../src/remote/limited-fetch.js';
import { listen } from '../listen.js';

const LIMITS = { timeoutMs: 1_000, maxBytes: 100_000 };
const JSON_TYPE = { 'content-type': 'application/json' };
const EVENTS = { 'content-type': 'text/event-stream; charset=utf-8' };

/** Closes when its last connection does: a response that stays open fails the test. */
async function start(listener: RequestListener) {
  const server = createServer(listener);
  const sockets = new Set<Socket>();
  server.on('connection', (socket) => sockets.add(socket));
  return {
    url: `${await listen(server)}/mcp`,
    sockets,
    async closed() {
      for (const socket of sockets)
        if (!socket.closed) await new Promise((resolve) => socket.once('close', resolve));
    },
  };
}

const send = (head: Record<string, string>, body: string | Buffer) => (response: ServerResponse) =>
  void response.writeHead(200, head).end(body);

function endless(head: Record<string, string>) {
  const chunk = Buffer.alloc(64 * 1024, ' ');
  return (response: ServerResponse) => {
    response.writeHead(200, head);
    const write = () => {
      while (!response.destroyed && response.write(chunk));
    };
    response.on('drain', write);
    write();
  };
}

describe.each([
  ['node:http', undefined],
  ['a fetch of the project', (url: string, init: RequestInit) => fetch(url, init)],
])('with %s', (_label, own) => {
  const limited = limitedFetch(LIMITS, own);

  it.each([
    ['an endless body', endless(JSON_TYPE), ResponseTooLargeError],
    ['an endless stream of events', endless(EVENTS), ResponseTooLargeError],
    [
      'a compressed body that becomes too large',
      send({ ...JSON_TYPE, 'content-encoding': 'gzip' }, gzipSync(Buffer.alloc(10_000_000))),
      ResponseTooLargeError,
    ],
    ['no response', () => {}, /1000 ms/],
    ['a body that stops', (r) => void r.writeHead(200, JSON_TYPE).write('{'), /1000 ms/],
    ['a redirect', (r) => void r.writeHead(307, { location: '/x' }).write('…'), RedirectedError],
    ['a connection that breaks', (r) => void r.destroy(), /fetch failed/],
    [
      'a body that breaks',
      (r) => {
        r.writeHead(200, JSON_TYPE).write('{', () => r.destroy());
      },
      /terminated/,
    ],
    ['a status of no response', (r) => void r.socket?.end('HTTP/1.1 999 X\r\n\r\n'), TypeError],
    [
      'another protocol',
      (r) => void r.socket?.end('HTTP/1.1 101 X\r\nupgrade: x\r\n\r\n'),
      TypeError,
    ],
  ] satisfies [
    string,
    (response: ServerResponse) => void,
    RegExp | (new (...args: never[]) => Error),
  ][])('ends %s, and its connection', async (_what, respond, error) => {
    const { url, closed } = await start((_request, response) => respond(response));
    const body = limited(url).then((response) => response.text());
    await expect(body).rejects.toThrow(error);
    await closed();
  });

  it('passes what a stream of events has sent so far, and ends it when it is cancelled', async () => {
    const { url, closed } = await start((_request, response) => {
      response.writeHead(200, EVENTS).write('data: 1\n\n');
    });
    const reader = (await limited(url)).body?.getReader();
    const first: { value?: Uint8Array | undefined } | undefined = await reader?.read();
    expect(new TextDecoder().decode(first?.value)).toBe('data: 1\n\n');
    await reader?.cancel();
    await closed();
  });

  it('keeps a stream of events open beyond the time for a response', async () => {
    const { url } = await start((_request, response) => {
      response.writeHead(200, EVENTS).write('data: 1\n\n');
      setTimeout(() => response.end('data: 2\n\n'), 2 * LIMITS.timeoutMs);
    });
    await expect((await limited(url)).text()).resolves.toBe('data: 1\n\ndata: 2\n\n');
  });

  it('ends with the reason of the signal, and leaves no listener on it', async () => {
    const { url, closed } = await start((request, response) => {
      if (request.method === 'GET') response.writeHead(200, EVENTS).write('data: 1\n\n');
      else send(JSON_TYPE, '{}')(response);
    });
    const control = new AbortController();
    const { signal } = control;
    await limited(url, { method: 'POST', body: '{}', signal });
    expect(getEventListeners(signal, 'abort')).toHaveLength(0);
    const stream = (await limited(url, { signal })).text();
    control.abort(new Error('Enough'));
    await expect(stream).rejects.toThrow();
    await expect(limited(url, { signal })).rejects.toThrow('Enough');
    await closed();
  });

  it('sends the request as it is given, and uses a connection again', async () => {
    const { url, sockets } = await start((request, response) => {
      const { method, headers } = request;
      void request.toArray().then((chunks) => {
        const { 'x-key': key, 'content-length': length } = headers;
        const body = JSON.stringify({ method, key, length, text: chunks.join('') });
        response.writeHead(201, { ...JSON_TYPE, 'content-encoding': 'gzip', link: ['a', 'b'] });
        response.end(gzipSync(body));
      });
    });
    for (const body of ['{"a":1}', Buffer.from('{"a":1}'), new URLSearchParams({ a: '1é' })]) {
      const init = { method: 'POST', headers: new Headers({ 'X-Key': 'k' }), body };
      const response = await limited(new URL(url), init);
      expect([response.status, response.headers.get('link')]).toEqual([201, 'a, b']);
      const text = String(body);
      const length = String(text.length);
      expect(await response.json()).toEqual({ method: 'POST', key: 'k', length, text });
    }
    expect(sockets.size).toBe(1);
  });

  it('keeps a connection for later requests when the signal of an earlier one is aborted', async () => {
    const { url } = await start((request, response) => {
      const isSlow = request.url === '/mcp?slow';
      setTimeout(() => send(JSON_TYPE, '{}')(response), isSlow ? LIMITS.timeoutMs / 2 : 0);
    });
    const control = new AbortController();
    await Promise.all([limited(url, { signal: control.signal }), limited(url)]);
    const later = limited(`${url}?slow`);
    control.abort();
    expect((await later).status).toBe(200);
  });
});

it('reads content codings, and rejects what is cut off', async () => {
  const body = brotliCompressSync('{}');
  let end = body.length;
  const { url, closed } = await start((_request, response) =>
    send({ ...JSON_TYPE, 'content-encoding': 'br' }, body.subarray(0, end))(response),
  );
  expect(await (await limitedFetch(LIMITS)(url)).json()).toEqual({});
  end--;
  await expect(limitedFetch(LIMITS)(url)).rejects.toThrow(TypeError);
  await closed();
});

it('limits the time of a fetch that ignores its signal', async () => {
  const limited = limitedFetch(LIMITS, () => new Promise<never>(() => {}));
  await expect(limited('http://127.0.0.1/')).rejects.toThrow('1000 ms');
});

it('ends a stream of events whose status has no body, so that its connection is used again', async () => {
  const { url, sockets } = await start((_request, response) => {
    response.writeHead(204, EVENTS).end();
  });
  const limited = limitedFetch(LIMITS);
  for (let count = 0; count < 3; count++) expect((await limited(url)).body).toBeNull();
  expect(sockets.size).toBe(1);
});

describe('a whole response', () => {
  const text = '\u{FEFF}{"title":"Zürich"}';

  async function received(status = 200): Promise<Response> {
    const { url } = await start((_request, response) => {
      if (status === 204) response.writeHead(204).end();
      else response.writeHead(status, JSON_TYPE).end(text);
    });
    return limitedFetch(LIMITS)(url);
  }

  it.each([
    ['json', async (response) => response.json(), { title: 'Zürich' }],
    ['text', async (response) => response.text(), '{"title":"Zürich"}'],
    ['body', async ({ body }) => new Response(body).json(), { title: 'Zürich' }],
    ['clone', async (response) => response.clone().json(), { title: 'Zürich' }],
    ['arrayBuffer', async (response) => Buffer.from(await response.arrayBuffer()).toString(), text],
    ['blob', async (response) => (await response.blob()).type, 'application/json'],
  ] satisfies [string, (response: Response) => Promise<unknown>, unknown][])(
    'is read as that of fetch: %s',
    async (_member, read, expected) => {
      const response = await received(400);
      expect(response).toBeInstanceOf(Response); // the SDK asks
      expect(response).toMatchObject({ status: 400, ok: false, bodyUsed: false });
      await expect(read(response)).resolves.toEqual(expected);
    },
  );
});
