import type { RequestListener } from 'node:http';
import { gzipSync } from 'node:zlib';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import {
  boundedFetch,
  InvalidStatusError,
  ResponseTooLargeError,
} from '../../src/fetch/bounded-fetch.js';
import { httpFetch } from '../../src/fetch/http-fetch.js';
import { AUTH_LIMITS } from '../../src/fetch/limits.js';
import { jwt } from '../../src/identity/jwt.js';
import { oauthClient } from '../../src/oauth/client.js';
import { startIssuer } from '../issuer.js';
import { listen } from '../listen.js';

/** A body that never ends; resolves when the client has hung up. */
function endless() {
  let hungUp: (bytes: number) => void = () => {};
  const ended = new Promise<number>((resolve) => (hungUp = resolve));
  const chunk = Buffer.alloc(64 * 1024, ' ');
  const listener: RequestListener = (_request, response) => {
    let bytes = 0;
    response.on('close', () => hungUp(bytes));
    response.writeHead(200, { 'content-type': 'application/json' });
    const write = () => {
      while (!response.destroyed && response.write(chunk)) bytes += chunk.length;
    };
    response.on('drain', write);
    write();
  };
  return { listener, ended };
}

const LIMITS = { timeoutMs: 5_000, maxBytes: 100_000 };

it('reads no more than it may, and hangs up', async () => {
  const { listener, ended } = endless();
  const url = await listen(listener);
  await expect(boundedFetch(url, {}, LIMITS)).rejects.toThrow(ResponseTooLargeError);
  await ended;
});

it('gives its connection back after a status that is not one of HTTP', async () => {
  const ports = new Set<number | undefined>();
  const url = await listen(({ socket }, response) => {
    ports.add(socket.remotePort);
    response.writeHead(999).end('Denied');
  });
  for (let count = 0; count < 3; count++)
    await expect(boundedFetch(url, {}, LIMITS, httpFetch)).rejects.toThrow(InvalidStatusError);
  expect(ports.size).toBe(1);
});

it('counts bytes after decompression', async () => {
  const body = gzipSync(Buffer.alloc(10_000_000));
  const url = await listen((_request, response) => {
    response.writeHead(200, { 'content-encoding': 'gzip' }).end(body);
  });
  expect(body.length).toBeLessThan(LIMITS.maxBytes);
  await expect(boundedFetch(url, {}, LIMITS)).rejects.toThrow(ResponseTooLargeError);
});

it.each([
  ['no response', () => {}],
  ['a body that stops', (_request, response) => void response.writeHead(200).write('{')],
] satisfies [string, RequestListener][])('ends %s at the time-out', async (_what, listener) => {
  const url = await listen(listener);
  const pending = boundedFetch(url, {}, { ...LIMITS, timeoutMs: 30 });
  await expect(pending).rejects.toMatchObject({ name: 'TimeoutError' });
});

it('ends with its caller', async () => {
  const url = await listen(() => {});
  const control = new AbortController();
  const pending = boundedFetch(url, { signal: control.signal }, LIMITS);
  control.abort(new Error('cancelled'));
  await expect(pending).rejects.toThrow('cancelled');
  await expect(boundedFetch(url, { signal: control.signal }, LIMITS)).rejects.toThrow('cancelled');
});

it('keeps status, headers and body', async () => {
  const url = await listen((_request, response) => {
    response.writeHead(418, { 'x-kind': 'teapot' }).end('short');
  });
  const response = await boundedFetch(url, {}, LIMITS);
  expect([response.status, response.headers.get('x-kind')]).toEqual([418, 'teapot']);
  expect(await response.text()).toBe('short');
});

const tooLarge = { cause: { name: 'ResponseTooLargeError' } };

describe('an authorization server that sends without end', () => {
  it('cannot fill memory with metadata', async () => {
    const { listener, ended } = endless();
    const issuer = await listen(listener);
    await expect(jwt({ issuer }).start?.()).rejects.toMatchObject(tooLarge);
    expect(await ended).toBeLessThan(20 * AUTH_LIMITS.maxBytes);
    vi.stubEnv('CHAT_CLIENT_ID', 'id');
    onTestFinished(() => void vi.unstubAllEnvs());
    const client = oauthClient('chat', { issuer, clientAuthentication: 'none' });
    await expect(client.begin('http://127.0.0.1/auth/callback')).rejects.toMatchObject({
      failure: 'malformed',
    });
  });

  it('cannot fill memory with keys', async () => {
    const issuer = await startIssuer();
    onTestFinished(() => issuer.close());
    const { verify } = jwt({ issuer: issuer.issuer });
    issuer.replace('/jwks', 200, `{"keys":[]${' '.repeat(AUTH_LIMITS.maxBytes)}}`);
    const audience = new URL('https://mcp.example.com/chat/mcp');
    const token = await issuer.token('alice', audience.href);
    await expect(verify(token, audience)).rejects.toMatchObject(tooLarge);
  });

  it('cannot fill memory with tokens', async () => {
    const { listener, ended } = endless();
    const tokenUrl = await listen(listener);
    vi.stubEnv('CHAT_CLIENT_ID', 'id');
    onTestFinished(() => void vi.unstubAllEnvs());
    const settings = { authorizationUrl: tokenUrl, tokenUrl, revocationUrl: tokenUrl } as const;
    const client = oauthClient('chat', { ...settings, clientAuthentication: 'none' });
    await expect(client.refresh('refresh')).rejects.toMatchObject({ failure: 'malformed' });
    await expect(client.revoke('refresh')).rejects.toMatchObject({ failure: 'malformed' });
    await ended;
  });
});
