import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { describe, expect, it, onTestFinished } from 'vitest';
import { startApi } from '../../../runtime/src/testing/fakes/api-server.js';
import { freePort } from '../../../runtime/tests/servers/program.js';
import { allow, chatProject, logIn } from './chat.js';
import { checkPage, isMissing, name, useChromium } from './chromium.js';
import { startService } from './service.js';

const SCOPES = ['rooms:read', 'messages:read', 'messages:write'];

describe.skipIf(isMissing)(`an account link of examples/chat in ${name}`, () => {
  const open = useChromium();

  /** The HTTP server, with alice's MCP client, which has been told the link. */
  async function begin() {
    const port = await freePort();
    const origin = `http://127.0.0.1:${port}`;
    const issuer = await startService([`${origin}/chat/link/login`], []);
    onTestFinished(() => issuer.close());
    const service = await startService([`${origin}/chat/link/callback`], SCOPES);
    onTestFinished(() => service.close());
    const api = await startApi();
    onTestFinished(() => api.close());
    const project = await chatProject({
      CHAT_ISSUER: service.issuer,
      CHAT_CLIENT_ID: service.clientId,
      CHAT_BASE_URL: api.url,
      MCP_ISSUER: issuer.issuer,
      MCP_PUBLIC_URL: origin,
      MCP_LOGIN_CLIENT_ID: issuer.clientId,
    });
    const { url } = await project.start('--transport', 'http', '--port', `${port}`);
    const token = await issuer.token('alice', url);
    const client = new Client({ name: 'test', version: '1.0.0' });
    await client.connect(
      new StreamableHTTPClientTransport(new URL(url), {
        authProvider: { token: async () => token },
      }),
    );
    onTestFinished(() => client.close());
    const call = async () =>
      JSON.stringify(await client.callTool({ name: 'get_room', arguments: { room_id: 'r1' } }));
    const [link = ''] = /http:[^\s"]+/.exec(await call()) ?? [];
    const page = await open();
    await page.goto(link);
    const title = () => page.locator('h1').innerText();
    return { api, call, page, title };
  }

  it('connects the account of the person it was made for', async () => {
    const { api, call, page, title } = await begin();
    await logIn(page, 'alice');
    await allow(page);
    await logIn(page, 'alice-at-chat');
    await allow(page);
    expect(await title()).toBe('Acme Chat is connected');
    await checkPage(page, 'connected');
    api.answer({ body: { id: 'r1', name: 'Lobby' } });
    expect(await call()).toContain('Lobby');
  });

  it('tells anybody else that it is not theirs', async () => {
    const { page, title } = await begin();
    await logIn(page, 'mallory');
    await allow(page);
    expect(await title()).toBe('This link was made for another user');
    await checkPage(page, 'somebody-else');
  });
});
