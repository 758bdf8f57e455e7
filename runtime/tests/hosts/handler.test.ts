import { expect, it } from 'vitest';
import * as z from 'zod';
import type { HandlerOptions } from '../../src/http.js';
import { createHandler, jwt, toNodeHandler } from '../../src/http.js';
import { defineProvider } from '../../src/index.js';
import { useProject } from './project.js';

const provider = defineProvider({ name: 'small', version: '1.0.0' });
provider.tool({
  name: 'whoami',
  description: 'Names the caller.',
  input: z.object({}),
  output: z.object({ user: z.string() }),
  run: async (_args, { principal }) => ({ user: principal.userId }),
});
useProject(provider);

const verifier = jwt({
  issuer: 'https://id.example',
  secret: 'a secret of more than 32 bytes, at least',
});
const url = 'https://tools.example/mcp';

const request = (headers: Record<string, string> = {}, address = 'http://localhost/mcp') =>
  new Request(address, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      accept: 'application/json, text/event-stream',
      ...headers,
    },
    body: JSON.stringify({
      jsonrpc: '2.0',
      id: 1,
      method: 'tools/call',
      params: { name: 'whoami', arguments: {} },
    }),
  });

it.each([
  { what: 'this machine', peer: '127.0.0.1', user: 'local' },
  { what: 'this machine, by IPv6', peer: '::ffff:127.0.0.1', user: 'local' },
  { what: 'another machine', peer: '203.0.113.9' },
  { what: 'a peer that the host does not know' },
  {
    what: 'a proxy on this machine',
    peer: '127.0.0.1',
    headers: { 'x-forwarded-for': '203.0.113.9' },
  },
  {
    what: 'anyone, if that is what the operator says',
    options: { anonymous: true },
    user: 'anonymous|anonymous',
  },
])('without a verifier: $what', async ({ peer, headers, options, user }) => {
  const { fetch, close } = createHandler(provider, options);
  const response = await fetch(request(headers), { peer });
  const text = await response.text();
  if (user === undefined) {
    expect(response.status).toBe(403);
    expect(text).toContain('\\"verifier\\", or \\"anonymous: true\\"');
  } else expect(text).toContain(`"structuredContent":{"user":"${user}"}`);
  await close();
});

it('refuses a name of a host that is not its own', async () => {
  const { fetch } = createHandler(provider, { anonymous: true });
  expect((await fetch(request({}, 'http://evil.example/mcp'))).status).toBe(403);
});

it('leaves out a request whose client has left', async () => {
  const { fetch } = createHandler(provider, { anonymous: true });
  const left = new Request(request(), { signal: AbortSignal.abort() });
  expect((await fetch(left)).status).toBe(499);
});

it.each<[string, HandlerOptions]>([
  ['"url" is required with "verifier"', { verifier }],
  ['"url" must be an https URL', { url: 'http://tools.example/mcp', verifier }],
  ['"url" must not have a query', { url: `${url}?a=1`, verifier }],
  ['"anonymous" and "verifier" exclude', { url, verifier, anonymous: true }],
  ['"requiredScopes" needs a "verifier"', { requiredScopes: ['read'] }],
  ['"advertisedScopes" needs a "verifier"', { advertisedScopes: ['read'] }],
  ['"allowedOrigins": "app.example" is not', { allowedOrigins: ['app.example'] }],
  ['"limits.maxRequests" must be', { limits: { maxRequests: 0 } }],
  ['no limit "maxRequest"', { limits: { maxRequest: 1 } as object }],
])('refuses a mistake at the start: %s', (message, options) => {
  expect(() => createHandler(provider, options)).toThrow(message);
});

it('serves Node.js with handlers of its own only', () => {
  const { fetch, paths, close } = createHandler(provider);
  expect(() => toNodeHandler({ fetch, paths, close })).toThrow('createHandler');
});
