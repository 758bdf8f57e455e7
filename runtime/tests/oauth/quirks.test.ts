import { expect, it, onTestFinished, vi } from 'vitest';
import { oauthClient } from '../../src/oauth/client.js';
import { authFetch, type Quirks, quirkyFetch, tokenFetch } from '../../src/oauth/token-response.js';
import { startTokenServer, tokens } from './token-server.js';

const REFRESH: Record<string, string> = { grant_type: 'refresh_token', refresh_token: 'r' };

/** One token request: what the service received, and what the client gets. */
async function exchange(quirks: Quirks, status: number, reply: unknown, form = REFRESH) {
  const { issuer, requests } = await startTokenServer({ status, body: reply });
  const fetch = tokenFetch(quirkyFetch(quirks, authFetch()));
  const response = await fetch(`${issuer}/token`, {
    method: 'POST',
    body: new URLSearchParams(form),
    headers: {},
    redirect: 'manual',
  });
  return { sent: requests[0], status: response.status, body: await response.json() };
}

const errors: Quirks = { errorsWith200: true, endedErrors: ['bad_refresh_token'] };

it.each([
  ['an error', { error: 'bad_client' }, 'bad_client'],
  ['its own code for an ended grant', { error: 'bad_refresh_token' }, 'invalid_grant'],
  ['"ok": false', { ok: false, error: 'bad_refresh_token' }, 'invalid_grant'],
])('finds %s in a response with status 200', async (_what, reply, error) => {
  expect(await exchange(errors, 200, reply)).toMatchObject({ status: 400, body: { error } });
});

it('translates its own code with the right status, too', async () => {
  const { status, body } = await exchange(errors, 401, { error: 'bad_refresh_token' });
  expect([status, body]).toEqual([401, { error: 'invalid_grant' }]);
});

it('finds tokens in a member of the response, and beside it', async () => {
  const quirks: Quirks = { tokensIn: 'user' };
  const nested = { ok: true, token_type: 'bot', user: { access_token: 'a', token_type: 'user' } };
  const { body } = await exchange(quirks, 200, nested);
  expect(body).toMatchObject({ access_token: 'a', token_type: 'bearer' });
  const plain = await exchange(quirks, 200, { access_token: 'b' });
  expect(plain.body).toMatchObject({ access_token: 'b', token_type: 'bearer' });
});

it('sends JSON and headers to services that require them', async () => {
  const quirks: Quirks = { jsonRequest: true, headers: { 'x-version': '7' } };
  const { sent } = await exchange(quirks, 200, { access_token: 'a' });
  expect(sent).toMatchObject({ type: 'application/json', body: JSON.stringify(REFRESH) });
  expect(sent?.headers['x-version']).toBe('7');
});

it('keeps no connection that the service could close before the next request', async () => {
  const { sent } = await exchange({}, 200, tokens());
  expect(sent?.headers.connection).toBe('close');
});

it('leaves other requests as they are', async () => {
  const { sent } = await exchange({ jsonRequest: true }, 200, {}, { token: 't' });
  expect(sent?.type).toMatch(/^application\/x-www-form-urlencoded/);
  expect(sent?.body).toBe('token=t');
});

it('sends the redirect URI as it was stated, with its query (RFC 6749 section 3.1.2)', async () => {
  vi.stubEnv('CHAT_CLIENT_ID', 'id');
  onTestFinished(() => void vi.unstubAllEnvs());
  const { issuer, requests } = await startTokenServer(() => tokens());
  const client = oauthClient('chat', { issuer, clientAuthentication: 'none' });
  const redirectUri = 'http://127.0.0.1:1/callback?tenant=acme&x=%20';
  const { url, pending } = await client.begin(redirectUri);
  expect(url.searchParams.get('redirect_uri')).toBe(redirectUri);
  await client.finish(
    new URLSearchParams({ tenant: 'acme', code: 'c', state: pending.state }),
    pending,
  );
  const [sent] = requests;
  expect(sent?.form.get('redirect_uri')).toBe(redirectUri);
  expect([...(sent?.form.keys() ?? [])].toSorted()).toEqual([
    'client_id',
    'code',
    'code_verifier',
    'grant_type',
    'redirect_uri',
  ]);
});
