import { expect, it, onTestFinished, vi } from 'vitest';
import type { TokenVerifier } from '../../src/identity/principal.js';
import { Browser } from '../../src/testing/callers/browser.js';
import { userNamed } from '../context.js';
import { startOidcServer } from '../suites/oidc-server.js';
import { call, signIn, start, type Started, useDataFolder, visitSignIn } from './sign-in.js';

useDataFolder();

const scopesOf = (asked: URL | undefined) => asked?.searchParams.get('scope');

it('requests the scopes that a tool requires, at the next sign-in on this machine', async () => {
  const started = await start();
  expect(scopesOf(await signIn(started))).toBe('mcp:use');
  const { text, isError } = await call(started, 'admin');
  expect(isError).toBe(true);
  expect(text).toMatch(
    /requires more permissions: mcp:admin\. To sign in, run: node .* --local-auth/,
  );
  expect((await call(started)).text).toBe('alice');
  expect(scopesOf(await signIn(started))).toBe('mcp:use mcp:admin');
  expect((await call(started, 'admin')).text).toBe('admin');
  await started.auth.signOut(userNamed());
  expect(scopesOf(await signIn(started))).toBe('mcp:use');
});

it.each<[string, (scope: string) => string]>([
  ['without quotes', (scope) => `Bearer error=insufficient_scope, scope=${scope}`],
  [
    'with spaces',
    (scope) => `Bearer realm = "x", scope = "${scope}", error = "insufficient_scope"`,
  ],
])('reads a challenge that is written %s (RFC 9110 section 11.2)', async (_, written) => {
  const started = await start();
  await signIn(started);
  Object.assign(started.service, { challenge: 'mcp:admin', challengeOf: written });
  expect((await call(started, 'admin')).text).toContain('requires more permissions: mcp:admin.');
});

it('signs in without scopes that the authorization server does not know', async () => {
  const started = await start();
  await signIn(started);
  started.service.challenge = 'mcp:use mcp:unknown';
  expect((await call(started, 'admin')).text).toContain('permissions: mcp:unknown.');
  expect((await visitSignIn(started)).status).toBe(502);
  expect(scopesOf(await signIn(started))).toBe('mcp:use');
});

it('does not ask for another sign-in where all scopes are granted', async () => {
  const started = await start();
  await signIn(started);
  started.service.challenge = 'mcp:use';
  expect((await call(started, 'admin')).text).toBe(
    '"rooms" denies this request. It requires: mcp:use.',
  );
});

it('has the page of the wider scopes for the user of the call, and no other', async () => {
  const { alice, bob, browse } = await served();
  const link = async (caller: Started['caller'], tool: string) => {
    const { text } = await call({ caller }, tool);
    return /https:[^\s"]+/.exec(text)?.[0] ?? text;
  };
  for (const [caller, who] of [
    [alice, 'alice'],
    [bob, 'bob'],
  ] as const)
    expect((await browse(who, await link(caller, 'whoami'))).text).toContain('is connected');
  const wider = await link(alice, 'admin');
  expect((await browse('bob', wider)).status).toBe(403);
  expect((await browse('alice', wider)).text).toContain('is connected');
  expect(await call({ caller: alice }, 'admin')).toEqual({ text: 'admin', isError: undefined });
  expect((await call({ caller: bob }, 'admin')).text).toContain('requires more permissions');
  expect((await call({ caller: bob })).text).toBe('bob');
});

const ORIGIN = 'https://gateway.example';

/** Over HTTP, with the pages where users connect their accounts. */
async function served() {
  const callers = await startOidcServer({
    clientAuthentication: 'none',
    scopes: [],
    redirectUri: `${ORIGIN}/rooms/link/login`,
  });
  onTestFinished(() => callers.close());
  vi.stubEnv('MCP_PUBLIC_URL', ORIGIN);
  vi.stubEnv('MCP_ISSUER', callers.issuer);
  vi.stubEnv('MCP_LOGIN_CLIENT_ID', callers.clientId);
  const verifier = {
    metadata: { issuer: callers.issuer },
    verify: async (sub: string, { href }: URL) => ({
      sub,
      aud: href,
      exp: Math.ceil(Date.now() / 1000) + 60,
    }),
  } as unknown as TokenVerifier; // names stand for tokens
  const started = await start({ verifier, token: 'alice' });
  const tunnel = { [ORIGIN]: new URL(started.url).origin };
  return {
    alice: started.caller,
    bob: await started.client('auto', 'bob'),
    browse: (who: string, link: string) => new Browser(who, tunnel).visit(link),
  };
}
