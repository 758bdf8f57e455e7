import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { SignJWT } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { createHandler, jwt } from '../../src/http.js';
import { defineProvider } from '../../src/index.js';
import { connectClient, eras } from '../../src/testing/callers/clients.js';
import { addTools } from '../add-tools.js';
import { HOSTS } from './hosts.js';
import { useProject } from './project.js';

const SECRET = 'a shared secret of more than 32 bytes!';
const ISSUER = 'https://id.example';
/** As clients know it: a proxy can be in front of the server. */
const URL_OF_ENDPOINT = 'http://127.0.0.1/mcp';

const tokenFor = (audience: string, expiry = '5m') =>
  new SignJWT({ scope: 'read' })
    .setProtectedHeader({ alg: 'HS256' })
    .setIssuer(ISSUER)
    .setSubject('ann')
    .setAudience(audience)
    .setExpirationTime(expiry)
    .sign(new TextEncoder().encode(SECRET));

const code = (text: string) =>
  text
    .replace(/ \/\/ .*$/gm, '')
    .replace(/\s+/g, ' ')
    .trim();
const page = readFileSync(join(import.meta.dirname, '../../../docs/embed.md'), 'utf8');
const [, recipes = ''] = /^## Recipes\n([^]*?)^## /m.exec(page) ?? [];
const rows = [...recipes.matchAll(/^\| .*? \| `(.*)` +\|$/gm)];
const blocks = [...recipes.matchAll(/^```ts\n([^]*?)^(?:export|```)/gm)];
const tested = code(readFileSync(join(import.meta.dirname, 'hosts.ts'), 'utf8'));
it.each([...rows, ...blocks].map(([, text = '']) => code(text)))(
  'docs/embed.md shows what runs here: %s',
  (recipe) => expect(tested).toContain(recipe),
);

describe.each(Object.keys(HOSTS) as (keyof typeof HOSTS)[])('%s', (host) => {
  let waiting = 0;
  let cancelled = 0;
  let release: () => void = () => {};
  const released = new Promise<void>((resolve) => (release = resolve));
  const provider = defineProvider({ name: 'small', version: '1.0.0' });
  provider.tool({
    name: 'whoami',
    description: 'Names the caller.',
    input: z.object({ text: z.string().default('') }),
    output: z.object({ user: z.string() }),
    run: async (_args, { principal }) => ({ user: principal.userId }),
  });
  addTools(provider, {
    async wait({ signal }) {
      waiting++;
      signal.addEventListener('abort', () => cancelled++);
      await released;
      return 'done';
    },
  });
  useProject(provider);

  let handler: ReturnType<typeof createHandler>;
  let server: Server;
  let origin = '';
  let token = '';
  beforeAll(async () => {
    handler = createHandler(provider, {
      url: URL_OF_ENDPOINT,
      verifier: jwt({ issuer: ISSUER, secret: SECRET }),
      allowedOrigins: ['https://app.example'],
      limits: { maxRequestBytes: 10_000, maxCallsPerUser: 2, maxQueuePerUser: 1 },
    });
    server = HOSTS[host](handler) as Server;
    if (!server.listening) await once(server, 'listening');
    origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    token = await tokenFor(URL_OF_ENDPOINT);
  });
  afterAll(async () => {
    await handler.close();
    server.closeAllConnections();
    server.close();
  });

  const post = (body: string, headers: Record<string, string> = {}, signal?: AbortSignal) =>
    fetch(`${origin}/mcp`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${token}`,
        'content-type': 'application/json',
        accept: 'application/json, text/event-stream',
        ...headers,
      },
      body,
      ...(signal && { signal }),
    });
  const call = (name: string, args: object = {}, id = 1) =>
    JSON.stringify({ jsonrpc: '2.0', id, method: 'tools/call', params: { name, arguments: args } });

  it.each(eras)('serves a client of the $era protocol', async ({ mode }) => {
    const client = await connectClient(`${origin}/mcp`, mode, token);
    expect(await client.callTool({ name: 'whoami', arguments: {} })).toMatchObject({
      structuredContent: { user: `${ISSUER}|ann` },
    });
    await client.close();
  });

  it('asks for a token for this endpoint, and says where to get one', async () => {
    const others = [
      'x.y.z',
      await tokenFor('http://127.0.0.1/other'),
      await tokenFor(URL_OF_ENDPOINT, '-5m'),
    ];
    for (const other of others) {
      const { status, headers } = await post(call('whoami'), { authorization: `Bearer ${other}` });
      expect(status).toBe(401);
      expect(headers.get('www-authenticate')).toContain(
        'resource_metadata="http://127.0.0.1/.well-known/oauth-protected-resource/mcp"',
      );
    }
    const document = await fetch(`${origin}/.well-known/oauth-protected-resource/mcp`);
    expect(await document.json()).toMatchObject({
      resource: URL_OF_ENDPOINT,
      authorization_servers: [ISSUER],
    });
  });

  it('serves websites that are listed, and no others', async () => {
    expect((await post(call('whoami'), { origin: 'https://evil.example' })).status).toBe(403);
    const { status, headers } = await post(call('whoami'), { origin: 'https://app.example' });
    expect([status, headers.get('access-control-allow-origin')]).toEqual([
      200,
      'https://app.example',
    ]);
    const preflight = await fetch(`${origin}/mcp`, {
      method: 'OPTIONS',
      headers: { origin: 'https://app.example' },
    });
    expect(preflight.headers.get('access-control-allow-methods')).toBe('POST');
  });

  it.each([
    { what: 'too large', body: call('whoami', { text: 'x'.repeat(20_000) }), status: 413 },
    { what: 'too deep', body: `${'['.repeat(600)}${']'.repeat(600)}`, status: 400 },
    { what: 'no JSON', body: '{', status: 400 },
    { what: 'of another type', body: call('whoami'), type: 'text/plain', status: 415 },
  ])('refuses a body that is $what', async ({ body, type = 'application/json', status }) => {
    expect((await post(body, { 'content-type': type })).status).toBe(status);
  });

  it('serves POST only', async () => {
    const headers = { authorization: `Bearer ${token}` };
    expect((await fetch(`${origin}/mcp`, { headers })).status).toBe(405);
  });

  it('has the id of the request', async () => {
    const { headers } = await post(call('whoami'), { 'x-request-id': 'abc-1' });
    expect(headers.get('x-request-id')).toBe('abc-1');
  });

  it('cancels the call of a client that disconnects', async () => {
    const control = new AbortController();
    const { signal } = control;
    const pending = post(call('wait', {}, 2), {}, signal).catch(() => {});
    await expect.poll(() => waiting).toBe(1);
    control.abort();
    await pending;
    await expect.poll(() => cancelled).toBe(1);
  });

  it('limits the calls of a user, and gives all turns back', async () => {
    const calls = [1, 2, 3, 4, 5].map((id) => post(call('wait', {}, id)));
    await Promise.any(calls.map(async (one) => expect((await one).status).toBe(429)));
    release();
    const statuses = (await Promise.all(calls)).map(({ status }) => status);
    expect(statuses).toContain(200);
    expect(statuses).toContain(429);
    expect((await post(call('whoami'))).status).toBe(200);
  });
});
