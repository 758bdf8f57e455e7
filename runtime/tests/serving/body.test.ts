import { describe, expect, it, onTestFinished } from 'vitest';
import { TokenError, type TokenVerifier } from '../../src/identity/principal.js';
import { startServer } from '../../src/testing/server/start-server.js';
import { finishedRequests, rawConnection } from './http.js';

const issuer = 'https://issuer.example.com';
const verifier: TokenVerifier = {
  metadata: {
    issuer,
    authorization_endpoint: issuer,
    token_endpoint: issuer,
    response_types_supported: [],
    jwks_uri: issuer,
  },
  verify: () => Promise.reject(new TokenError('Unknown')),
};

/** Node.js reads ahead this much before anything asks for a body. */
const READ_AHEAD = 131_072;
const CHUNK = `10000\r\n${'x'.repeat(65_536)}\r\n`;

const callers = [
  { caller: 'another host', headers: ['Host: evil.example.com'], status: 403 },
  {
    caller: 'another origin',
    headers: ['Host: 127.0.0.1', 'Origin: https://evil.example.com'],
    status: 401,
  },
  { caller: 'no token', headers: ['Host: 127.0.0.1'], status: 401 },
  {
    caller: 'an invalid token',
    headers: ['Host: 127.0.0.1', 'Authorization: Bearer forged'],
    status: 401,
  },
];
const bodies = [
  { body: 'chunked and endless', headers: ['Transfer-Encoding: chunked'], part: CHUNK },
  { body: 'large', headers: ['Content-Length: 4000000'], part: 'x'.repeat(65_536) },
  { body: 'slow', headers: ['Content-Length: 4000000'], part: '' },
  { body: 'announced', headers: ['Content-Length: 10', 'Expect: 100-continue'], part: '' },
];

describe.each(callers)('the body of a request with $caller', ({ headers, status }) => {
  it.each(bodies)('is not read: $body', async ({ headers: framing, part }) => {
    const finished = finishedRequests();
    const server = await startServer('chat', verifier);
    onTestFinished(() => server.close());
    const { socket, closed } = await rawConnection(server.url);
    const lines = ['POST /chat/mcp HTTP/1.1', ...headers, ...framing];
    const head = `${lines.join('\r\n')}\r\n\r\n`;
    socket.write(head);
    if (part !== '') {
      const send = () => {
        while (!socket.destroyed && socket.write(part));
      };
      socket.on('drain', send);
      send();
    } else {
      socket.once('data', () => socket.end());
    }
    const text = await closed;
    expect(text === '' || text.startsWith(`HTTP/1.1 ${status} `)).toBe(true);
    expect(text).not.toContain('100 Continue');
    const [served] = finished;
    expect(served?.hasReadBody).toBe(false);
    expect(served?.socket.bytesRead).toBeLessThanOrEqual(head.length + READ_AHEAD);
  });
});

it('an accepted body is asked for', async () => {
  const server = await startServer('chat');
  onTestFinished(() => server.close());
  const { socket, closed } = await rawConnection(server.url);
  const body = JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'tools/list' });
  const lines = [
    'POST /chat/mcp HTTP/1.1',
    'Host: 127.0.0.1',
    'Content-Type: application/json',
    'Accept: application/json, text/event-stream',
    `Content-Length: ${body.length}`,
    'Expect: 100-continue',
    'Connection: close',
  ];
  socket.write(`${lines.join('\r\n')}\r\n\r\n`);
  socket.once('data', () => socket.write(body));
  const text = await closed;
  expect(text).toMatch(/^HTTP\/1\.1 100 Continue\r\n\r\nHTTP\/1\.1 200 /);
});
