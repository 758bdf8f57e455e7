import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it, vi } from 'vitest';
import { browserSignIn } from '../../src/oauth.js';
import { call, signIn, start, useDataFolder, visitSignIn } from './sign-in.js';

useDataFolder();

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

it.each(['none', 'client_secret_basic', 'client_secret_post'] as const)(
  'registers again where the service has removed its client, whose method is %s',
  async (method) => {
    const started = await start({ method });
    started.service.accessTokenSeconds = 1;
    await signIn(started);
    await started.service.removeClients();
    await sleep(1_100); // until the token has expired
    expect((await call(started)).text).toContain('Not signed in to rooms');
    started.service.accessTokenSeconds = 3_600;
    await signIn(started);
    expect((await call(started)).text).toBe('alice');
    expect(started.service.counts.registered).toBe(2);
  },
);

it('gets no token for another resource', async () => {
  const started = await start({ resource: 'https://other.example/mcp' });
  expect((await visitSignIn(started)).status).not.toBe(200);
  expect((await call(started)).isError).toBe(true);
});

it('publishes its metadata, whose URL is the client id', async () => {
  vi.stubEnv('MCP_PUBLIC_URL', 'https://gateway.example/tools');
  vi.stubEnv('MCP_ISSUER', 'https://auth.example');
  vi.stubEnv('MCP_LOGIN_CLIENT_ID', 'login');
  const { auth } = await start();
  const [page] = browserSignIn(auth).createPages();
  expect(page?.path).toBe('/rooms/link/client.json');
  const response = await page?.handle(new Request('https://gateway.example'), undefined as never);
  expect(await response?.json()).toEqual({
    client_id: 'https://gateway.example/tools/rooms/link/client.json',
    client_name: 'Rooms',
    redirect_uris: ['https://gateway.example/tools/rooms/link/callback'],
    token_endpoint_auth_method: 'none',
    grant_types: ['authorization_code', 'refresh_token'],
    response_types: ['code'],
  });
});

it('keeps a sign-in of one redirect URI, while another one registers another client', async () => {
  const started = await start();
  const { service, auth } = started;
  service.accessTokenSeconds = 1;
  await signIn(started);
  service.accessTokenSeconds = 3_600;
  await auth.client.begin('https://gateway.example/rooms/link/callback');
  expect(service.counts.registered).toBe(2);
  await sleep(1_100); // until the token has expired
  expect((await call(started)).text).toBe('alice');
  expect(service.counts.refreshed).toBe(1);
  await signIn(started);
  expect(service.counts.registered).toBe(2);
});
