import { randomBytes } from 'node:crypto';
import { expect, it } from 'vitest';
import { createVault } from '../../src/credentials/vault.js';
import { loginAt } from '../../src/oauth/account-link/login.js';
import { linkEnd, linkTickets } from '../../src/oauth/account-link/tickets.js';
import { oauthClient } from '../../src/oauth/client.js';
import { stepUp } from '../../src/oauth/step-up.js';
import { projectInCode, runInProject } from '../../src/project/project.js';
import { cookieJar } from '../../src/sign-in/cookies.js';
import { userNamed } from '../context.js';
import { temporaryFolder } from '../temporary-folder.js';
import { startTokenServer, tokens } from './token-server.js';

const longScopes = (name: string, count: number) =>
  Array.from(
    { length: count },
    (_, index) => `https://api.example/auth/${name}.${'x'.repeat(70)}${index}`,
  );

it('keeps each step in a cookie that browsers accept, however many scopes there are', async () => {
  const { issuer, plan } = await startTokenServer();
  plan({ body: tokens() }); // without "scope": all that was requested is granted
  const scopes = longScopes('configured', 50);
  const project = projectInCode(
    { chat: { name: 'Chat', auth: 'oauth', base_url: 'https://chat.example', scopes } },
    {
      env: {
        CHAT_CLIENT_ID: 'chat',
        MCP_DATA_DIR: temporaryFolder(),
        CREDENTIALS_KEY: randomBytes(32).toString('base64'),
      },
    },
  );
  await runInProject(project, async () => {
    const vault = createVault('chat');
    const client = oauthClient('chat', { issuer, clientAuthentication: 'none' });
    const user = userNamed('ann');
    const steps = stepUp(vault, client);
    for (const scope of longScopes('required', 30))
      await steps.require(user, { accessToken: 'a', scopes }, [scope]);
    const { url, pending } = await steps
      .clientFor(user)
      .begin('https://mcp.example/chat/link/callback');
    const requested = url.searchParams.get('scope')?.split(' ') ?? [];
    expect(requested.length).toBeGreaterThan(55);

    const tickets = await linkTickets(vault);
    const ticket = tickets.open(tickets.issue(user, 'link'), 'link');
    const step = tickets.encryptStep({ stage: 'service', pending, ticket, until: linkEnd() });
    const [pair = ''] = cookieJar('link', 600, true).write(pending.state, step).split(';');
    expect(pair.length).toBeLessThan(4_096);

    const response = new URLSearchParams({ code: 'c', state: pending.state });
    const credentials = await steps.clientFor(user).finish(response, pending);
    expect(credentials.scopes).toEqual(requested);
  });
});

it('logs users in with the client in the environment of the project', async () => {
  const { issuer, plan, requests } = await startTokenServer();
  plan({ status: 400, body: { error: 'invalid_grant' } });
  const env = { MCP_LOGIN_CLIENT_ID: 'own', MCP_LOGIN_CLIENT_SECRET: 'ownsecret' };
  await runInProject(projectInCode({}, { env }), async () => {
    const { begin, finish } = await loginAt({ issuer });
    const { url, pending } = await begin('https://mcp.example/chat/link/login');
    expect(url.searchParams.get('client_id')).toBe('own');
    await finish(new URLSearchParams({ code: 'c', state: pending.state }), pending).catch(() => {});
    expect(requests[0]?.headers.authorization).toBe(
      `Basic ${Buffer.from('own:ownsecret').toString('base64')}`,
    );
  });
});
