import { afterAll, beforeAll, expect, it } from 'vitest';
import { startProcess } from '../process.js';
import { keyOf, type Services, startServices } from './services.js';
import { type SiteOptions, startSite } from './site.js';
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
  ['Nothing checks the credentials of "orders"', { checkPath: '', isMounted: true }],
  ['Users of "notes" prove nothing', { providers: ['notes'], isMounted: true }],
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

it('is a setting of the code of a program, in which the environment wins', async () => {
  const start = (env = {}) => startProcess([], { PORT: '0', ...env }, 'in-code.js', []);
  const metadataAt = async ({ url }: ReturnType<typeof start>, path = '') => {
    const response = await fetch(`${await url}/.well-known/oauth-${path}`);
    return (await response.json()) as { issuer?: string; resource?: string };
  };
  const program = start({ MODEL_NAME: 'm', OPENAI_API_KEY: 'k' });
  expect(await metadataAt(program, 'authorization-server')).toMatchObject({
    issuer: 'https://notes.example',
  });
  for (const path of ['/mcp', '/notes/mcp', '/agents/chat']) {
    const { resource } = await metadataAt(program, `protected-resource${path}`);
    expect(resource).toBe(`https://notes.example${path}`);
  }
  const other = start({ MCP_PUBLIC_URL: 'https://other.example' });
  expect(await metadataAt(other, 'authorization-server')).toMatchObject({
    issuer: 'https://other.example',
  });
  expect((await start({ MCP_GATE: 'closed' }).ended).said).toContain('MCP_GATE must be');
});
