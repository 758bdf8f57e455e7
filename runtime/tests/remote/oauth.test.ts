import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, expect, it, onTestFinished, vi } from 'vitest';
import type { ApiAuth } from '../../src/api/client.js';
import { browserSignIn, oauthAuth } from '../../src/oauth.js';
import { Browser } from '../../src/testing/browser.js';
import { gateway } from './gateway.js';
import { startProtected } from './protected.js';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'remote-oauth-'));
  vi.stubEnv('MCP_DATA_DIR', folder);
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true, force: true });
});

const TOOLS = ['whoami', 'admin'].map((name) => ({
  name,
  description: name,
  inputSchema: { type: 'object' },
}));

async function start(more: { config?: string; resource?: string } = {}) {
  const service = await startProtected();
  const auth = oauthAuth('rooms', {
    issuer: service.issuer,
    resource: more.resource ?? service.url.href,
    clientAuthentication: 'none',
    registration: 'automatic',
  });
  const { client, remote, project } = await gateway({
    server: service.url.href,
    catalog: { tools: TOOLS },
    auth: auth as unknown as ApiAuth<never>,
    config:
      more.config ?? 'callback_url: "http://127.0.0.1:8710/auth/callback", scopes: ["mcp:use"]',
  });
  return { service, auth, remote, project, caller: await client('auto') };
}

type Started = Awaited<ReturnType<typeof start>>;

/** From the sign-in server of `--local-auth` to the authorization server and back. */
async function signIn({ auth }: Started, who = 'alice') {
  const server = await browserSignIn(auth).runAuthServer({
    host: '127.0.0.1',
    port: 0,
    userId: 'local',
  });
  onTestFinished(() => server.close());
  const tunnel = { 'http://127.0.0.1:8710': new URL(server.url).origin };
  const visit = await new Browser(who, tunnel).visit(server.url);
  expect(visit.status, visit.text).toBe(200);
  return visit.trail.find(({ searchParams }) => searchParams.has('code_challenge'))!;
}

const call = async ({ caller }: Started, name = 'whoami') => {
  const { content, isError } = await caller.callTool({ name, arguments: {} });
  return { text: JSON.stringify(content), isError };
};

it('registers itself once, signs a user in, and calls tools with a token for the server', async () => {
  const started = await start();
  const refused = await call(started);
  expect([refused.isError, refused.text]).toEqual([
    true,
    expect.stringContaining('Not signed in to rooms') as string,
  ]);
  const asked = await signIn(started);
  expect(asked.searchParams.get('code_challenge_method')).toBe('S256');
  expect(asked.searchParams.get('resource')).toBe(started.service.url.href);
  expect((await call(started)).text).toContain('alice');
  await signIn(started, 'bob');
  expect((await call(started)).text).toContain('bob');
  expect(started.service.counts.registered).toBe(1);
});

it('refreshes tokens for the same resource, once for all calls', async () => {
  const started = await start();
  started.service.accessTokenSeconds = 1;
  await signIn(started);
  started.service.accessTokenSeconds = 3_600;
  await sleep(1_100); // until the token has expired
  const results = await Promise.all([1, 2, 3].map(() => call(started)));
  expect(results.map(({ text }) => text.includes('alice'))).toEqual([true, true, true]);
  expect(started.service.counts.refreshed).toBe(1);
});

it('names the scope that a tool requires in addition', async () => {
  const started = await start();
  await signIn(started);
  const { text, isError } = await call(started, 'admin');
  expect(isError).toBe(true);
  expect(text).toContain('requires the scope');
  expect(text).toContain('mcp:admin');
});

it('calls the tool after a sign-in with that scope', async () => {
  const config =
    'callback_url: "http://127.0.0.1:8710/auth/callback", scopes: ["mcp:use", "mcp:admin"]';
  const started = await start({ config });
  await signIn(started);
  expect((await call(started, 'admin')).text).toContain('admin');
});

it('gets no token for another resource', async () => {
  const started = await start({ resource: 'https://other.example/mcp' });
  const server = await browserSignIn(started.auth).runAuthServer({
    host: '127.0.0.1',
    port: 0,
    userId: 'local',
  });
  onTestFinished(() => server.close());
  const tunnel = { 'http://127.0.0.1:8710': new URL(server.url).origin };
  const visit = await new Browser('alice', tunnel).visit(server.url);
  expect(visit.status).not.toBe(200);
  expect((await call(started)).isError).toBe(true);
});

it('publishes its metadata, whose URL is the client id', async () => {
  vi.stubEnv('MCP_PUBLIC_URL', 'https://gateway.example');
  vi.stubEnv('MCP_ISSUER', 'https://auth.example');
  vi.stubEnv('MCP_LOGIN_CLIENT_ID', 'login');
  const { auth } = await start();
  const [page] = browserSignIn(auth).createPages();
  expect(page?.path).toBe('/rooms/link/client.json');
  const response = await page?.handle(new Request('https://gateway.example'), undefined as never);
  expect(await response?.json()).toEqual({
    client_id: 'https://gateway.example/rooms/link/client.json',
    client_name: 'Rooms',
    redirect_uris: ['https://gateway.example/rooms/link/callback'],
    token_endpoint_auth_method: 'none',
    grant_types: ['authorization_code', 'refresh_token'],
    response_types: ['code'],
  });
});
