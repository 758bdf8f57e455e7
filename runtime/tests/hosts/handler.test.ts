import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { SignJWT } from 'jose';
import { expect, it, onTestFinished } from 'vitest';
import * as z from 'zod';
import { createHandler, type HandlerOptions, jwt, toNodeHandler } from '../../src/http.js';
import { defineProvider, tool } from '../../src/index.js';
import { oauthAuth } from '../../src/oauth.js';
import { rawConnection, requestText } from '../serving/http.js';
import { temporaryFolder } from '../temporary-folder.js';
import { HOSTS } from './hosts.js';
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

const request = (
  headers: Record<string, string> = {},
  address = 'http://localhost/mcp',
  name = 'whoami',
) =>
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
      params: { name, arguments: {} },
    }),
  });

it.each<{
  what: string;
  peer?: string;
  user?: string;
  headers?: Record<string, string>;
  options?: HandlerOptions;
}>([
  { what: 'this machine', peer: '127.0.0.1', user: 'local' },
  { what: 'this machine, by IPv6', peer: '::ffff:127.0.0.1', user: 'local' },
  { what: 'another machine', peer: '203.0.113.9' },
  { what: 'a peer that the host does not know' },
  {
    what: 'a proxy on this machine',
    peer: '127.0.0.1',
    headers: { 'x-forwarded-for': '203.0.113.9' },
  },
  ...['via', 'x-real-ip', 'x-forwarded-host', 'forwarded'].map((name) => ({
    what: `a proxy on this machine that sends ${name}`,
    peer: '127.0.0.1',
    headers: { [name]: '203.0.113.9' },
  })),
  {
    what: 'anyone, if that is what the operator says',
    options: { anonymous: true },
    user: 'anonymous|anonymous',
  },
])('without a verifier: $what', async ({ peer, headers, options, user }) => {
  const { fetch, close } = createHandler(provider, options);
  const response = await fetch(request(headers), peer === undefined ? {} : { peer });
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

it('keeps no place for a client that leaves while the handler begins', async () => {
  for (const turns of [4, 8, 16]) {
    const { fetch } = createHandler(provider, { anonymous: true, limits: { maxRequests: 1 } });
    const control = new AbortController();
    const left = fetch(new Request(request(), { signal: control.signal }));
    for (let turn = 0; turn < turns; turn++) await Promise.resolve();
    control.abort();
    await left;
    expect((await fetch(request())).status).toBe(200);
  }
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
  ['"allowedHosts" has "https://a.example"', { allowedHosts: ['https://a.example'] }],
  ['no limit "maxRequest"', { limits: { maxRequest: 1 } as object }],
])('refuses a mistake at the start: %s', (message, options) => {
  expect(() => createHandler(provider, options)).toThrow(message);
});

it('serves Node.js with handlers of its own only', () => {
  const { fetch, paths, close } = createHandler(provider);
  expect(() => toNodeHandler({ fetch, paths, close })).toThrow('createHandler');
});

it('a provider has a handler without options', async () => {
  expect((await provider.fetch(request(), { peer: '127.0.0.1' })).status).toBe(200);
  expect((await provider.fetch(request())).status).toBe(403);
});

it('serves a provider in code, which needs no file', async () => {
  const whoami = tool({
    name: 'whoami',
    description: 'Names the caller.',
    input: z.object({}),
    run: async (_args, { principal }) => principal.userId,
  });
  const inCode = defineProvider({ name: 'in_code', version: '1.0.0', tools: [whoami] });
  const { fetch } = createHandler(inCode, { anonymous: true });
  expect(await (await fetch(request())).json()).toMatchObject({
    result: { content: [{ text: 'anonymous|anonymous' }] },
  });
  const start = () => Promise.reject(new Error('The issuer is out of reach'));
  const signedIn = createHandler(inCode, { url, verifier: { ...verifier, start } });
  expect((await signedIn.fetch(request({ authorization: 'Bearer a.b.c' }, url))).status).toBe(503);
});

it('starts its verifier with the first request, and again after a failure', async () => {
  const starts: boolean[] = [];
  const { fetch } = createHandler(provider, {
    url,
    verifier: {
      ...verifier,
      async start() {
        starts.push(starts.length > 0);
        if (starts.length === 1) throw new Error('The issuer is out of reach');
      },
    },
  });
  const statuses = [];
  for (let times = 0; times < 3; times++) statuses.push((await fetch(request())).status);
  expect(statuses).toEqual([503, 401, 401]);
  expect(starts).toEqual([false, true]);
});

it('has its metadata where the endpoint is the root', () => {
  const { paths } = createHandler(provider, { url: 'https://tools.example', verifier });
  const metadata = '/.well-known/oauth-protected-resource';
  expect(paths).toEqual(['/', '/readonly', metadata, `${metadata}/readonly`]);
});

it('refuses a body that the application has read', async () => {
  const { fetch } = createHandler(provider, { anonymous: true });
  const read = request();
  await read.text();
  expect((await fetch(read)).status).toBe(500);
});

it.each(['Node.js', 'Hono'] as const)('in %s, waits for a body only so long', async (host) => {
  const handler = createHandler(provider, { anonymous: true, limits: { requestTimeoutMs: 200 } });
  const server = HOSTS[host](handler) as Server;
  if (!server.listening) await once(server, 'listening');
  onTestFinished(() => void server.close());
  const { port } = server.address() as AddressInfo;
  const { socket, closed } = await rawConnection(`http://127.0.0.1:${port}`);
  const head = ['POST /mcp HTTP/1.1', 'Host: 127.0.0.1', 'Content-Type: application/json'];
  socket.write([...head, 'Content-Length: 10', '', '{'].join('\r\n'));
  socket.once('data', () => socket.end());
  expect(await closed).toMatch(/^HTTP\/1\.1 408 /);
});

it('keeps the connection after a body that came in chunks', async () => {
  const server = HOSTS.Express(createHandler(provider, { anonymous: true }));
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  const { port } = server.address() as AddressInfo;
  const body = new Blob(['{}', ' '.repeat(1_000_000)]).stream();
  const init = { method: 'POST', headers: request().headers, body, duplex: 'half' } as RequestInit;
  const response = await fetch(`http://127.0.0.1:${port}/mcp`, init);
  expect([response.status, response.headers.get('connection')]).toEqual([400, 'keep-alive']);
  server.closeAllConnections();
});

it('"close" ends the calls in progress', async () => {
  let aborted: Promise<unknown> = Promise.resolve();
  const slow = defineProvider({ name: 'small', version: '1.0.0' });
  const running = new Promise<void>((begun) => {
    slow.tool({
      name: 'whoami',
      description: 'Waits.',
      input: z.object({}),
      run: (_args, { signal }) => {
        aborted = once(signal, 'abort');
        begun();
        return aborted;
      },
    });
  });
  const { fetch, close } = createHandler(slow, { anonymous: true });
  const response = fetch(request());
  await running;
  await close();
  await aborted;
  expect((await response).status).toBe(499);
});

it.each(['Tools.Acme.dev', 'tools.acme.dev:8443', 'bücher.example', '::1'])(
  'accepts requests for the host "%s"',
  async (host) => {
    const { fetch } = createHandler(provider, { anonymous: true, allowedHosts: [host] });
    const address = new URL(`https://${host === '::1' ? '[::1]' : host}/mcp`);
    expect((await fetch(request({}, address.href))).status).toBe(200);
  },
);

const BODY = JSON.stringify({
  jsonrpc: '2.0',
  id: 1,
  method: 'tools/call',
  params: { name: 'whoami', arguments: {} },
});

it('serves a body that express.json() has inflated', async () => {
  const server = HOSTS['Express after express.json()'](
    createHandler(provider, { anonymous: true }),
  );
  if (!server.listening) await once(server, 'listening');
  onTestFinished(() => void server.close());
  const { port } = server.address() as AddressInfo;
  const headers = {
    'content-type': 'application/json',
    accept: 'application/json, text/event-stream',
    'content-encoding': 'gzip',
  };
  const response = await fetch(`http://127.0.0.1:${port}/mcp`, {
    method: 'POST',
    headers,
    body: gzipSync(BODY),
  });
  expect(response.status).toBe(200);
  server.closeAllConnections();
});

it('a client that waits for permission to send its body gets it once', async () => {
  const server = HOSTS['Node.js'](createHandler(provider, { anonymous: true }));
  if (!server.listening) await once(server, 'listening');
  onTestFinished(() => void server.close());
  const { port } = server.address() as AddressInfo;
  const { socket, closed } = await rawConnection(`http://127.0.0.1:${port}`);
  const text = requestText('/mcp', BODY, ['Expect: 100-continue', 'Connection: close']);
  socket.write(text.slice(0, -BODY.length));
  await once(socket, 'data');
  socket.write(BODY);
  const received = await closed;
  expect(received.match(/^HTTP\/1\.1 \d+/gm)).toEqual(['HTTP/1.1 100', 'HTTP/1.1 200']);
});

it.each<[string, object]>([
  ['"verifier" or "authorizationServer" is required', {}],
  ['one of them only', { verifier, authorizationServer: 'built-in' }],
  ['"url" is required', { authorizationServer: 'built-in' }],
  ['"url" must have no path', { verifier, url }],
])('a list of providers is not served: %s', async (message, options) => {
  const one = defineProvider({ name: 'one', version: '1.0.0', tools: [] });
  await expect(createHandler([one], options)).rejects.toThrow(message);
  const named = { url: 'https://tools.example', verifier };
  await expect(createHandler([one, one], named)).rejects.toThrow('the name "one"');
  expect(() => createHandler(one, { ...named, authorizationServer: 'built-in' } as object)).toThrow(
    'a list of providers',
  );
});

it('lets users connect accounts where the issuer is stated in code, with the claim that names them', async () => {
  const secret = 'a shared secret of more than 32 bytes!';
  const origin = 'https://tools.example';
  const issuer = 'https://id.example';
  const auth = oauthAuth('forge', {
    issuer: 'https://forge.example',
    clientAuthentication: 'none',
  });
  const forge = defineProvider({
    name: 'forge',
    version: '1.0.0',
    baseUrl: 'https://forge.example',
    auth,
    tools: [
      tool({
        name: 'list',
        description: 'Lists.',
        input: z.object({}),
        run: async (_, { api }) => JSON.stringify(await api({ method: 'GET', path: '/' })),
      }),
    ],
  });
  const env = {
    MCP_LOGIN_CLIENT_ID: 'login',
    CREDENTIALS_KEY: randomBytes(32).toString('base64'),
    FORGE_CLIENT_ID: 'a',
    MCP_DATA_DIR: temporaryFolder(),
  };
  const verified = jwt({ issuer, secret, userClaim: 'oid' });
  const { fetch, paths, close } = await createHandler([forge], {
    url: origin,
    verifier: verified,
    env,
  });
  const endpoint = `${origin}/forge/mcp`;
  const token = await new SignJWT({ oid: 'ann', sub: 'other', scope: 'read' })
    .setProtectedHeader({ alg: 'HS256' })
    .setIssuer(issuer)
    .setAudience(endpoint)
    .setExpirationTime('5m')
    .sign(new TextEncoder().encode(secret));
  const response = await fetch(request({ authorization: `Bearer ${token}` }, endpoint, 'list'));
  expect(await response.text()).toContain(`${origin}/forge/link?ticket=`);
  expect(paths).toContain('/forge/link/login');
  await close();
});
