import { randomBytes } from 'node:crypto';
import type { CustomFetch } from 'openid-client';
import { expect, it, onTestFinished, vi } from 'vitest';
import {
  automaticRegistration,
  updateRegistration,
} from '../../src/oauth/automatic-registration.js';
import { oauthClient } from '../../src/oauth/client.js';
import { oauthClientAt } from '../../src/remote/client-at.js';
import { limitedFetch } from '../../src/remote/limited-fetch.js';
import { start, useDataFolder } from './sign-in.js';

useDataFolder();

const REDIRECT = 'http://127.0.0.1:8710/auth/callback';
const METADATA = {
  issuer: 'https://auth.example',
  registration_endpoint: 'https://auth.example/register',
};

/** An authorization server that has registered `registered` clients, whose secrets end `seconds` from now. */
async function registrar(seconds: number) {
  await start(); // names the project of "rooms"
  const counts = { registered: 0 };
  const fetch: CustomFetch = () => {
    counts.registered += 1;
    return Promise.resolve(
      Response.json({
        client_id: `client-${counts.registered}`,
        client_secret: 'secret',
        client_secret_expires_at: seconds && Math.round(Date.now() / 1_000) + seconds,
        token_endpoint_auth_method: 'client_secret_post',
      }),
    );
  };
  return { counts, register: () => automaticRegistration('rooms', METADATA, fetch, REDIRECT) };
}

it.each([
  ['never', 0, 'client-1'],
  ['later', 60, 'client-1'],
  ['after any time', 1e306, 'client-1'],
  ['has expired', -60, 'client-2'],
])('registers again where the secret of the client expires: %s', async (_, seconds, clientId) => {
  const { register } = await registrar(seconds);
  await register();
  expect(await register()).toMatchObject({ clientId, clientSecret: 'secret' });
});

it.each([
  ['registers another client where no sign-in was finished for minutes', false, 'client-2'],
  ['keeps a client with which its users have signed in', true, 'client-1'],
])('a client that registers itself %s', async (_what, isFinished, clientId) => {
  vi.useFakeTimers({ toFake: ['Date'] });
  onTestFinished(() => void vi.useRealTimers());
  const { register } = await registrar(0);
  await register();
  if (isFinished) await updateRegistration('rooms', METADATA, 'client-1', 'known');
  vi.setSystemTime(Date.now() + 300_000);
  await expect.poll(async () => (await register()).clientId).toBe(clientId);
});

it('waits twice as long before each further client', async () => {
  vi.useFakeTimers({ toFake: ['Date'] });
  onTestFinished(() => void vi.useRealTimers());
  const { counts, register } = await registrar(0);
  for (let minutes = 0; minutes < 60; minutes += 3) {
    await register();
    vi.setSystemTime(Date.now() + 180_000);
  }
  expect(counts.registered).toBe(5); // after 0, 3, 9, 18 and 36 minutes
});

it('keeps a client with which its user has declined to sign in', async () => {
  vi.useFakeTimers({ toFake: ['Date'] });
  onTestFinished(() => void vi.useRealTimers());
  const { service } = await start();
  const { begin, finish } = oauthClient('rooms', {
    issuer: service.issuer,
    clientAuthentication: 'none',
    registration: 'automatic',
  });
  const { pending } = await begin(REDIRECT);
  const declined = { error: 'access_denied', state: pending.state, iss: service.issuer };
  const finished = finish(new URLSearchParams(declined), pending);
  await expect(finished).rejects.toMatchObject({ failure: 'declined' });
  vi.setSystemTime(Date.now() + 300_000);
  expect((await begin(REDIRECT)).pending.clientId).toBe(pending.clientId);
});

it.each([
  ['refuses', METADATA],
  ['has no registration any more', { issuer: METADATA.issuer }],
])('keeps its client where no other can be registered: the server %s', async (_what, metadata) => {
  vi.useFakeTimers({ toFake: ['Date'] });
  onTestFinished(() => void vi.useRealTimers());
  const { register } = await registrar(0);
  await register();
  vi.setSystemTime(Date.now() + 300_000);
  const refuse: CustomFetch = async () => new Response('', { status: 429 });
  const kept = automaticRegistration('rooms', metadata, refuse, REDIRECT);
  expect(await kept).toMatchObject({ clientId: 'client-1' });
});

it.each([
  ['the default', undefined, undefined, 'basic'],
  ['one that the server supports', ['none', 'client_secret_post'], undefined, 'post'],
  ['none that the server supports', ['none'], undefined, 'none'],
  ['none, as the response states', undefined, 'none', 'none'],
])(
  'presents the secret of a registration by the method: %s',
  async (_what, supported, stated, expected) => {
    await start();
    const metadata = {
      ...METADATA,
      ...(supported && { token_endpoint_auth_methods_supported: supported }),
    };
    const fetch: CustomFetch = async () =>
      Response.json({ client_id: 'c', client_secret: 's', token_endpoint_auth_method: stated });
    const registered = await automaticRegistration('rooms', metadata, fetch, REDIRECT);
    expect(registered.authentication).toBe(expected);
  },
);

it('registers again where the record cannot be decrypted', async () => {
  const { register } = await registrar(0);
  vi.stubEnv('CREDENTIALS_KEY', randomBytes(32).toString('base64'));
  await register();
  vi.stubEnv('CREDENTIALS_KEY', randomBytes(32).toString('base64'));
  expect(await register()).toMatchObject({ clientId: 'client-2' });
});

it('presents the secret that a registration returned, as the server says', async () => {
  const issuer = 'https://auth.example';
  let presented = '';
  const answers: Record<string, object> = {
    '/register': {
      client_id: 'c-1',
      client_secret: 's-1',
      token_endpoint_auth_method: 'client_secret_post',
      redirect_uris: [REDIRECT],
    },
    '/token': { access_token: 't', token_type: 'Bearer' },
  };
  const fetch = limitedFetch(undefined, async (address: string, init?: RequestInit) => {
    const { pathname } = new URL(address);
    if (pathname === '/token') presented = (init?.body as URLSearchParams).toString();
    return Response.json(answers[pathname], { status: pathname === '/register' ? 201 : 200 });
  });
  const server = {
    issuer,
    authorization_endpoint: `${issuer}/authorize`,
    token_endpoint: `${issuer}/token`,
    registration_endpoint: `${issuer}/register`,
    response_types_supported: ['code'],
    code_challenge_methods_supported: ['S256'],
    token_endpoint_auth_methods_supported: ['none', 'client_secret_post'],
  };
  const client = oauthClientAt(
    { server, issuer, resource: `${issuer}/mcp`, scopes: [] },
    undefined,
    fetch,
  );
  const { pending } = await client.begin(REDIRECT);
  await client.finish(new URLSearchParams({ code: 'a', state: pending.state }), pending);
  expect(Object.fromEntries(new URLSearchParams(presented))).toMatchObject({
    client_id: 'c-1',
    client_secret: 's-1',
  });
});
