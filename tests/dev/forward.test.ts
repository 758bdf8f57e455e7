import type { IncomingMessage, ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it, onTestFinished, vi } from 'vitest';
import { listen } from '../../runtime/tests/listen.js';
import { CallList } from '../../src/commands/dev/calls.js';
import { Forwarder } from '../../src/commands/dev/forward.js';
import { devServer } from '../../src/commands/dev/server.js';

const WORDS = 'Räume für Größeres 日本 '.repeat(20);

/** The server of `dev` before a build that sends one byte at a time, and hangs where it is asked to. */
async function dev() {
  const opened: string[] = [];
  async function respond(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const { id, method } = JSON.parse((await text(incoming)) || '{}') as {
      id?: number;
      method?: string;
    };
    outgoing.writeHead(200, {
      'content-type': 'application/json',
      'mcp-session-id': `s${opened.length}`,
    });
    if (method === 'initialize') opened.push(method);
    if (method === 'prompts/get') return void outgoing.write('{');
    const result = { instructions: WORDS };
    for (const byte of Buffer.from(JSON.stringify({ jsonrpc: '2.0', id, result }))) {
      outgoing.write(Buffer.of(byte));
      if (byte > 127) await sleep(0);
    }
    outgoing.end();
  }
  const url = await listen((incoming, outgoing) => void respond(incoming, outgoing));
  const calls = new CallList(() => {});
  const build = { number: 1, url };
  const forwarder = new Forwarder({ current: async () => build } as never, calls); // all that is used
  const server = await devServer(0, {
    forwarder,
    token: 't',
    pageFile: async () => null,
    view: async () => undefined,
    snapshot: () => ({}),
    actions: {},
  });
  onTestFinished(() => server.close());
  const send = (method: string, init: RequestInit = {}) =>
    fetch(`http://127.0.0.1:${server.port}/notes/mcp`, {
      method: 'POST',
      body: JSON.stringify({ jsonrpc: '2.0', id: 1, method, params: { name: 'x' } }),
      ...init,
    });
  return { send, calls, opened, build, move: (to = build) => forwarder.move(to) };
}

it.each(['initialize', 'tools/call'])(
  'characters that arrive in parts are whole: %s',
  async (method) => {
    const { send, calls } = await dev();
    expect(await (await send(method)).json()).toMatchObject({ result: { instructions: WORDS } });
    if (method === 'tools/call')
      expect(calls.list).toMatchObject([
        { state: 'done', response: { result: { instructions: WORDS } } },
      ]);
  },
);

it('a call whose client has left has ended', async () => {
  const { send, calls } = await dev();
  const control = new AbortController();
  await send('prompts/get', { signal: control.signal });
  control.abort();
  await vi.waitFor(() => expect(calls.list).toMatchObject([{ state: 'error' }]), 10_000);
});

it('sessions that clients have ended do not begin again with each build', async () => {
  const { send, opened, move } = await dev();
  const headers = {
    'mcp-session-id': (await send('initialize')).headers.get('mcp-session-id') ?? '',
  };
  await move();
  expect(opened).toHaveLength(2);
  await send('', { method: 'DELETE', headers, body: null });
  await move();
  expect(opened).toHaveLength(2);
});

it('a session that a build does not answer waits for the next one', async () => {
  const { send, opened, move, build } = await dev();
  await send('initialize');
  await move({ ...build, url: 'http://127.0.0.1:1' });
  await move();
  expect(opened).toHaveLength(2);
});

it('a session that a client began in parts moves', async () => {
  const { send, opened, move } = await dev();
  const body = new Blob(['{"jsonrpc":"2.0","id":1,', '"method":"initialize"}']).stream();
  await send('', { body, duplex: 'half' });
  await move();
  expect(opened).toHaveLength(2);
});

it('a call that no build answers has ended', async () => {
  const { send, calls, build } = await dev();
  build.url = 'http://127.0.0.1:1';
  expect((await send('tools/call')).status).toBe(502);
  expect(calls.list).toMatchObject([{ state: 'error' }]);
});
