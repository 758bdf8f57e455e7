import { expect, it, onTestFinished, vi } from 'vitest';
import { oauthClient } from '../../src/oauth/client.js';
import { authFetch, type Quirks, tokenFetch } from '../../src/oauth/token-response.js';
import { startTokenServer, tokens } from './token-server.js';

const REFRESH: Record<string, string> = { grant_type: 'refresh_token', refresh_token: 'r' };

/** One token request: what the service received, and what the client gets. */
async function exchange(quirks: Quirks, status: number, reply: unknown, form = REFRESH) {
  const { issuer, requests } = await startTokenServer({ status, body: reply });
  const fetch = tokenFetch(authFetch(), quirks);
  const response = await fetch(`${issuer}/token`, {
    method: 'POST',
    body: new URLSearchParams(form),
    headers: {},
    redirect: 'manual',
  });
  const body = (await response.json()) as Record<string, unknown>;
  return { sent: requests[0], status: response.status, body };
}

const errors: Quirks = { errorsWith200: true, endedErrors: ['bad_refresh_token'] };

it.each([
  ['an error', { error: 'bad_client' }, 'bad_client'],
  ['its own code for an ended grant', { error: 'bad_refresh_token' }, 'invalid_grant'],
  ['"ok": false', { ok: false, error: 'bad_refresh_token' }, 'invalid_grant'],
])('finds %s in a response with status 200', async (_what, reply, error) => {
  expect(await exchange(errors, 200, reply)).toMatchObject({ status: 400, body: { error } });
});

it('translates an error code of the service, also with an error status', async () => {
  const { status, body } = await exchange(errors, 401, { error: 'bad_refresh_token' });
  expect([status, body]).toEqual([401, { error: 'invalid_grant' }]);
});

it.each([
  [{ status: 'BAD_REFRESH_TOKEN', message: 'missing or invalid refresh token' }], // HubSpot
  [{ error: 'unauthorized_client', error_description: 'refresh_token is invalid' }], // Atlassian
  [{ error: 'interaction_required', error_description: 'AADSTS50076: multi-factor' }], // Microsoft
  [{ error: 'consent_required' }],
  [{ error: 'login_required' }],
  [{ error: 'account_selection_required' }],
  [{ errors: [{ errorType: 'invalid_grant', message: 'Refresh token invalid' }] }], // Fitbit
  [{ error: { message: 'Session has expired', type: 'OAuthException', code: 190 } }], // Meta
  [{ error: { code: 498, message: 'Invalid refresh token' } }], // ArcGIS
  [{ error: 'invalid_code' }], // Zoho
  [{ error: 'invalid_token' }], // Spring Security
  [{ error: 'invalid_grant', error_subtype: 'invalid_rapt' }], // Google
  [{ error: 'invalid_request', error_description: 'refresh token is expired' }],
  [{ error: 'invalid_request', error_description: 'Invalid "refresh_token" in request.' }], // Authlib
  [{ code: 'INVALID_GRANT' }],
  ['error=invalid_grant&error_description=expired+access%2Frefresh+token'], // Salesforce has JSON, others this
])('is told that a sign-in has ended by %j, where it is refreshed', async (reply) => {
  for (const status of [400, 401, 403])
    expect((await exchange({}, status, reply)).body.error, String(status)).toBe('invalid_grant');
});

it.each([
  ['invalid_client', { status: 'BAD_CLIENT_SECRET' }],
  ['invalid_client', { error: 'incorrect_client_credentials' }],
  ['invalid_client', { error: 'invalid_client', error_description: 'refresh token expired' }],
  ['slow_down', { error: 'rate_limit_exceeded' }],
  ['invalid_scope', { errors: [{ code: 'invalid_scope' }] }],
  ['access_denied', { error: { code: 'access_denied' } }],
  ['unknown error', { message: 'no' }],
])('finds %s in %j', async (error, reply) => {
  expect((await exchange({}, 400, reply)).body.error).toBe(error);
});

it('takes an error with status 200 for one, where there is no token', async () => {
  const { status, body } = await exchange({}, 200, { error: 'invalid_code' });
  expect([status, body.error]).toEqual([400, 'invalid_grant']);
  const exchanged = { grant_type: 'authorization_code', code: 'c' };
  const code = await exchange({}, 200, { error: 'invalid_code' }, exchanged);
  expect([code.status, code.body.error]).toEqual([400, 'invalid_code']);
});

it.each([
  [3600, 3600],
  ['3600', '3600'],
  [0, 0],
  ['never', undefined],
  ['2026-11-28T12:00:00Z', undefined],
  [-1, undefined],
  [true, undefined],
  [{}, undefined],
])('reads the lifetime %j as %j', async (expires_in, seconds) => {
  const { body } = await exchange({}, 200, { access_token: 'a', expires_in });
  expect(body.expires_in).toBe(seconds);
});

it.each([
  ['access_token=a%2Bb&expires_in=60&scope=one+two'],
  ['scope=one+two&expires_in=60&access_token=a%2Bb'],
])('reads the form %s', async (reply) => {
  const { body } = await exchange({}, 200, reply);
  expect(body).toMatchObject({ access_token: 'a+b', expires_in: '60', scope: 'one two' });
});

it('finds tokens in a member of the response, and beside it', async () => {
  const quirks: Quirks = { tokensIn: 'user' };
  const nested = { ok: true, token_type: 'bot', user: { access_token: 'a', token_type: 'user' } };
  const { body } = await exchange(quirks, 200, nested);
  expect(body).toMatchObject({ access_token: 'a', token_type: 'bearer' });
  const deep = await exchange({ tokensIn: 'data.token' }, 200, {
    data: { token: { access_token: 'c' } },
  });
  expect(deep.body).toMatchObject({ access_token: 'c' });
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

it.each(['post', 'none'] as const)(
  'signs in without PKCE, with another name for client_id (%s)',
  async (how) => {
    vi.stubEnv('CHAT_CLIENT_ID', 'id');
    vi.stubEnv('CHAT_CLIENT_SECRET', 'secret');
    onTestFinished(() => void vi.unstubAllEnvs());
    const { issuer, requests } = await startTokenServer(() => tokens({ refresh_token: 'r' }));
    const client = oauthClient('chat', {
      issuer,
      clientAuthentication: how,
      withoutPkce: 'The service refuses code_challenge.',
      quirks: { clientIdParameter: 'client_key' },
    });
    const redirectUri = 'http://127.0.0.1:1/callback';
    const { url, pending } = await client.begin(redirectUri);
    expect([...url.searchParams.keys()].toSorted()).toEqual([
      'client_key',
      'redirect_uri',
      'response_type',
      'scope',
      'state',
    ]);
    await client.finish(new URLSearchParams({ code: 'c', state: pending.state }), pending);
    await client.refresh('r');
    for (const { form } of requests) {
      expect(form.get('client_key')).toBe('id');
      expect(form.has('client_id') || form.has('code_verifier')).toBe(false);
    }
    expect(requests).toHaveLength(2);
  },
);
