import { expect, it } from 'vitest';
import { type ChangeNotice, Changes } from '../../src/call/lists/changes.js';
import { observeStream } from '../../src/fetch/observed-stream.js';
import { localPrincipal } from '../../src/identity/principal.js';
import * as current from '../../src/index.js';
import * as previous from '../../src/v1.js';
import { httpServer } from '../serving/provider-server.js';
import { roomsProvider } from './rooms.js';

const ADA = localPrincipal('ada');
const uris = (count: number) => Array.from({ length: count }, (_, i) => `acme://rooms/${i % 3}`);

/** A client that is told of one change after another, as it reads them. */
function slowClient(isWatched: (uri: string) => boolean = () => true) {
  const changes = new Changes();
  const received: ChangeNotice[] = [];
  let read = () => {};
  changes.subscribe(ADA, isWatched, (change) => {
    received.push(change);
    return new Promise((resolve) => (read = resolve));
  });
  const next = async () => {
    read();
    await new Promise(setImmediate);
  };
  return { changes, received, next };
}

it('sends a client that reads late each change once', async () => {
  const { changes, received, next } = slowClient();
  for (const uri of uris(900)) changes.publish({ uri });
  for (let i = 0; i < 9; i++) changes.publish({ list: 'tools' });
  for (let i = 0; i < 9; i++) await next();
  expect(received).toEqual([
    { uri: 'acme://rooms/0' },
    { uri: 'acme://rooms/1' },
    { uri: 'acme://rooms/2' },
    { uri: 'acme://rooms/0' }, // it has changed again since
    { list: 'tools' },
  ]);
});

it('stores no changes that a client does not subscribe to', async () => {
  const { changes, received, next } = slowClient((uri) => uri === 'acme://rooms/1');
  for (const uri of uris(9)) changes.publish({ uri });
  await next();
  await next();
  expect(received).toEqual([{ uri: 'acme://rooms/1' }, { uri: 'acme://rooms/1' }]);
});

it.each<[text: string, end: (stream: Record<'cancel' | 'release', () => unknown>) => unknown]>([
  ['has gone', ({ cancel }) => cancel()],
  ['has another stream', ({ release }) => release()],
])('a stream is read when its reader wants more, or %s', async (_, end) => {
  const bytes = new TextEncoder();
  let send = (_text: string) => {};
  const source = new ReadableStream<Uint8Array>({
    start: (controller) => void (send = (text) => controller.enqueue(bytes.encode(text))),
  });
  const { response, isRead, release } = observeStream(
    new Response(source, { headers: { 'x-a': 'b' } }),
  );
  expect(response.headers.get('x-a')).toBe('b');
  const reader = (response.body as ReadableStream<Uint8Array>).getReader();
  const state = () => Promise.race([isRead().then(() => 'read'), later('unread')]);
  expect(await state()).toBe('unread');
  const first = reader.read();
  expect(await state()).toBe('read');
  send('one');
  expect(new TextDecoder().decode((await first).value)).toBe('one');
  expect(await state()).toBe('unread');
  await end({ cancel: () => reader.cancel(), release });
  expect(await state()).toBe('read');
});

const later = (state: string) => new Promise<string>((resolve) => setTimeout(resolve, 20, state));

const VERSIONS = { current: '2026-07-28', legacy: '2025-11-25' };
const LONG = `acme://rooms/${'x'.repeat(2_000)}`;

/** Opens HTTP streams of changes whose client reads when it is told to: those of a session, or each of its own. */
async function streamOpener(
  url: string,
  version: 'current' | 'legacy',
): Promise<() => Promise<Response>> {
  const send = (method: string, params: object, headers: Record<string, string> = {}) =>
    fetch(url, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        accept: 'application/json, text/event-stream',
        'mcp-protocol-version': VERSIONS[version],
        'mcp-method': method,
        ...headers,
      },
      body: JSON.stringify({ jsonrpc: '2.0', id: 1, method, params }),
    });
  const clientInfo = { name: 'test', version: '1.0.0' };
  if (version === 'current') {
    const _meta = {
      'io.modelcontextprotocol/protocolVersion': VERSIONS.current,
      'io.modelcontextprotocol/clientInfo': clientInfo,
      'io.modelcontextprotocol/clientCapabilities': {},
    };
    const notifications = { resourceSubscriptions: [LONG] };
    return () => send('subscriptions/listen', { _meta, notifications });
  }
  const protocolVersion = VERSIONS.legacy;
  const opened = await send('initialize', { protocolVersion, capabilities: {}, clientInfo });
  const session = { 'mcp-session-id': opened.headers.get('mcp-session-id') ?? '' };
  await opened.text();
  const headers = { ...session, 'mcp-protocol-version': protocolVersion };
  const note = { jsonrpc: '2.0', method: 'notifications/initialized' };
  await fetch(url, {
    method: 'POST',
    headers: {
      ...headers,
      'content-type': 'application/json',
      accept: 'application/json, text/event-stream',
    },
    body: JSON.stringify(note),
  });
  await (await send('resources/subscribe', { uri: LONG }, session)).text();
  return () => fetch(url, { headers: { ...headers, accept: 'text/event-stream' } });
}

it.each([
  { side: 'v2, current', define: current.defineProvider, version: 'current', sessions: false },
  { side: 'v2, sessions', define: current.defineProvider, version: 'legacy', sessions: true },
  { side: 'v1, sessions', define: previous.defineProvider, version: 'legacy', sessions: true },
] as const)(
  '$side: a client that stalls neither fills the memory nor delays its next stream',
  async (row) => {
    const provider = roomsProvider(row.define as typeof current.defineProvider);
    const url = await httpServer(provider, { sessions: row.sessions });
    const open = await streamOpener(url, row.version);
    const response = await open();
    expect(response.status).toBe(200);
    const COUNT = 20_000;
    for (let i = 0; i < COUNT; i++) {
      provider.notify.resourceUpdated(LONG);
      await new Promise(setImmediate);
    }
    const next = await open();
    provider.notify.resourceUpdated(LONG);
    let text = '';
    for await (const chunk of next.body!.pipeThrough(new TextDecoderStream())) {
      text += chunk;
      if (text.includes('notifications/resources/updated')) break;
    }
    setTimeout(() => void closeWhenRead(), 0);
    let bytes = 0;
    const reader = (response.body as ReadableStream<Uint8Array>).getReader();
    async function closeWhenRead() {
      await new Promise((resolve) => setTimeout(resolve, 500));
      await reader.cancel();
    }
    for (let chunk = await reader.read(); !chunk.done; chunk = await reader.read())
      bytes += chunk.value.byteLength;
    expect(bytes).toBeGreaterThan(LONG.length);
    expect(bytes).toBeLessThan((COUNT * LONG.length) / 2);
  },
);
