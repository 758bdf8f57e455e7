import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Services } from './services.js';
import { keyOf, startServices } from './services.js';
import type { SiteOptions } from './site.js';
import { startSite } from './site.js';
import { client } from './visitor.js';

let services: Services;
beforeAll(async () => {
  services = await startServices();
});
afterAll(() => services.close());

it.each<[string, Omit<SiteOptions, 'services'>]>([
  ['must be "built-in", not "yes"', { env: { MCP_AUTHORIZATION_SERVER: 'yes' } }],
  ['needs MCP_PUBLIC_URL', { env: { MCP_PUBLIC_URL: '' } }],
  ['without a path', { env: { MCP_PUBLIC_URL: 'https://acme.dev/tools' } }],
  ['or MCP_ISSUER, not both', { env: { MCP_ISSUER: 'https://login.example' } }],
  ['or MCP_PROXY_PEERS, not both', { env: { MCP_PROXY_PEERS: '10.0.0.1' } }],
  ['Users of "notes" prove nothing', { providers: ['notes'] }],
  ['MCP_GATE must be "open" or "invitation"', { env: { MCP_GATE: 'closed' } }],
  ['Nothing checks the credentials of "orders"', { checkPath: '' }],
])('stops the start: %s', async (message, options) => {
  await expect(startSite({ services, ...options })).rejects.toThrow(message);
});

it('accepts keys that nothing checks where the owner says so', async () => {
  const site = await startSite({
    services,
    checkPath: '',
    env: { MCP_ACCEPT_UNCHECKED_KEYS: 'true' },
  });
  const visitor = client(site);
  const id = await visitor.registered();
  const tokens = await (await visitor.signIn({ id, key: keyOf('ann') })).exchange();
  expect((await visitor.call(tokens.access_token, 'whoami')).text).toContain('ann');
  await site.close();
});
