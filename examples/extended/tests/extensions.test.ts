import { randomBytes } from 'node:crypto';
import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest';
import {
  freePort,
  INTROSPECTION,
  startApi,
  startIssuer,
  startServer,
  tokenFor,
} from './services.js';

vi.setConfig({ testTimeout: 30_000, hookTimeout: 30_000 });

describe('the HTTP server', () => {
  let server: ReturnType<typeof startServer>;
  let origin = '';

  beforeAll(async () => {
    const issuer = await startIssuer();
    server = startServer(['--transport', 'http', '--port', await freePort()], {
      MCP_ISSUER: issuer.url,
      ...INTROSPECTION,
      TOKEN_STORE: 'memory://',
      CREDENTIALS_KEY: randomBytes(32).toString('base64'),
    });
    origin = (await server.url).origin;
    return async () => {
      await server.close();
      issuer.close();
    };
  });

  it('has a public route', async () => {
    const response = await fetch(`${origin}/about`);
    expect(await response.text()).toBe('MCP server of Acme Rooms\n');
  });

  it.each([
    { who: 'nobody', path: '/me', status: 401 },
    { who: 'ada', path: '/elsewhere', status: 401 },
    { who: 'ada', path: '/me', status: 200 },
  ])('introspects a token of $who for $path: $status', async ({ who, path, status }) => {
    const headers = { authorization: `Bearer ${tokenFor(who, origin + path)}` };
    const response = await fetch(`${origin}/me`, { headers });
    expect(response.status).toBe(status);
    if (response.ok) expect(JSON.stringify(await response.json())).toContain('|ada');
  });

  it('finds no credentials in the store, logs the call, and offers log levels', async () => {
    const endpoint = new URL(`${origin}/rooms/mcp`);
    const authProvider = { token: async () => tokenFor('ada', endpoint.href) };
    const client = new Client({ name: 'test', version: '1.0.0' });
    await client.connect(new StreamableHTTPClientTransport(endpoint, { authProvider }));
    onTestFinished(() => client.close());
    const result = await client.callTool({ name: 'list_rooms', arguments: { building: 'a' } });
    expect(JSON.stringify(result.content)).toContain('Not signed in');
    expect(server.log()).toMatch(/level="info" message="call" .*tool="list_rooms"/);
    expect(client.getServerCapabilities()?.logging).toBeDefined();
  });
});

it('tells the model what a conflict means', async () => {
  const api = await startApi(409);
  const server = startServer(['--transport', 'http', '--port', '0'], {
    ROOMS_BASE_URL: api.url,
    ROOMS_TOKEN: 'token',
  });
  onTestFinished(async () => {
    await server.close();
    api.close();
  });
  const client = new Client({ name: 'test', version: '1.0.0' });
  const endpoint = new URL('/rooms/mcp', await server.url);
  await client.connect(new StreamableHTTPClientTransport(endpoint));
  onTestFinished(() => client.close());
  const args = { room_id: '1', start: '2026-05-04T09:30:00Z' };
  const { content } = await client.callTool({ name: 'book_room', arguments: args });
  expect(JSON.stringify(content)).toContain('Propose another hour');
});

it('the page for the token has the name of the company', async () => {
  const server = startServer(['--provider', 'rooms', '--local-auth']);
  onTestFinished(() => server.close());
  const page = await (await fetch(await server.url)).text();
  expect(page).toContain('Acme Rooms');
  expect(page).toContain('--accent: #7a1fa2');
});
