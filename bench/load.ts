import { connect } from 'node:net';

/** Versions of the protocol: 2026-07-28, and 2025-11-25. */
export type Era = 'current' | 'legacy';

const MODERN = '2026-07-28';
export const META = {
  'io.modelcontextprotocol/protocolVersion': MODERN,
  'io.modelcontextprotocol/clientInfo': { name: 'bench', version: '1.0.0' },
  'io.modelcontextprotocol/clientCapabilities': {},
};

/** One request of a client that has not connected before: any server process can respond. */
export function message(
  era: Era,
  method: 'tools/call' | 'tools/list',
  call: { name?: string; arguments?: unknown },
) {
  const params = era === 'current' ? { ...call, _meta: META } : call;
  const body = JSON.stringify({ jsonrpc: '2.0', id: 1, method, params });
  const headers = {
    'content-type': 'application/json',
    accept: 'application/json, text/event-stream',
    'mcp-protocol-version': era === 'current' ? MODERN : '2025-11-25',
    ...(era === 'current' && { 'mcp-method': method, ...(call.name && { 'mcp-name': call.name }) }),
  };
  return { headers, body };
}

/** In each answer: the result of the call, or the first tool of the list. */
export const EXPECTED = {
  'tools/call': '"structuredContent":{"text":"hello"',
  'tools/list': '"name":"say_0"',
};

export interface Load {
  /** Answered requests a second. */
  rate: number;
  /** Milliseconds in which 99 of 100 are answered. */
  p99: number;
  /** Answered requests. */
  count: number;
}

export interface LoadOptions {
  /** Default: 8. */
  connections?: number;
  /** Default: 1,500. */
  milliseconds?: number;
  /** More headers. */
  headers?: Readonly<Record<string, string>>;
}

/**
 * A load from several connections. The client writes the same bytes each time: `node:http` takes more than twice the
 * processor time, which the server shares.
 */
export async function load(
  url: string,
  era: Era,
  method: 'tools/call' | 'tools/list',
  { connections = 8, milliseconds = 1_500, headers: more }: LoadOptions = {},
): Promise<Load> {
  const call = method === 'tools/call' ? { name: 'say_0', arguments: { text: 'hello' } } : {};
  const { headers, body } = message(era, method, call);
  const { host, hostname, port, pathname } = new URL(url);
  const all = { host, ...headers, ...more, 'content-length': Buffer.byteLength(body) };
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`);
  const request = `POST ${pathname} HTTP/1.1\r\n${lines.join('')}\r\n${body}`;

  const latencies: number[] = [];
  const started = performance.now();
  const worker = () =>
    new Promise<void>((resolve, reject) => {
      let text = '';
      let sent = 0;
      const send = () => {
        text = '';
        sent = performance.now();
        socket.write(request);
      };
      const socket = connect(Number(port), hostname, send);
      socket
        .setEncoding('utf8')
        .on('error', reject)
        .on('close', () => reject(new Error(`${url} closed the connection`)))
        .on('data', (data: string) => {
          text += data;
          if (!isComplete(text)) return;
          if (!text.startsWith('HTTP/1.1 200 ') || !text.includes(EXPECTED[method])) {
            socket.destroy(new Error(`${method}: ${text.slice(0, 500)}`));
          } else if (performance.now() - started < milliseconds) {
            latencies.push(performance.now() - sent);
            send();
          } else {
            socket.destroy();
            resolve();
          }
        });
    });
  await Promise.all(Array.from({ length: connections }, worker));
  return loadOf(latencies, performance.now() - started);
}

/** @param latencies of the answered requests, in milliseconds as the time of all */
export function loadOf(latencies: readonly number[], milliseconds: number): Load {
  const sorted = latencies.toSorted((a, b) => a - b);
  const count = sorted.length;
  const p99 = sorted[Math.floor(count * 0.99)] ?? NaN;
  return { count, rate: (count * 1_000) / milliseconds, p99 };
}

/** Whether a response has arrived: its length is stated, or it ends with an empty chunk. */
function isComplete(text: string): boolean {
  const end = text.indexOf('\r\n\r\n');
  if (end < 0) return false;
  const [, length] = /content-length: (\d+)/i.exec(text.slice(0, end)) ?? [];
  return length === undefined
    ? text.endsWith('\r\n0\r\n\r\n')
    : Buffer.byteLength(text.slice(end + 4)) >= Number(length);
}
