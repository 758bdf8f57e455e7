import { describe, expect, it, onTestFinished } from 'vitest';
import { type ApiAuth, apiClient } from '../../src/api.js';
import { apiKeyAuth, basicAuth, bearerAuth, noAuth, noSignIn } from '../../src/auth.js';
import { clientCredentialsAuth, oauthAuth } from '../../src/oauth.js';
import { startApi } from '../../src/testing/fakes/api-server.js';
import { setEnvironment } from '../../src/testing/server/environment.js';
import { testContext, userNamed } from '../context.js';

/** The request that the API gets. */
async function sentWith<Credentials>(auth: ApiAuth<Credentials>) {
  const api = await startApi();
  onTestFinished(() => api.close());
  setEnvironment('CHAT', { BASE_URL: api.url, TOKEN: 'a+b/=', USERNAME: 'dana', PASSWORD: 'p:ä' });
  const callApi = apiClient('chat', auth);
  const context = testContext();
  await callApi({ method: 'GET', path: '/rooms', query: { page: 1 } }, context);
  return api.requests[0];
}

const key = { apiKey: 'CHAT_TOKEN' };

describe('requests are authenticated', () => {
  it('with a bearer token', async () => {
    const request = await sentWith(bearerAuth('chat', { token: 'CHAT_TOKEN' }));
    expect(request?.headers.authorization).toBe('Bearer a+b/=');
  });

  it('with a name and a password', async () => {
    const variables = { username: 'CHAT_USERNAME', password: 'CHAT_PASSWORD' };
    const request = await sentWith(basicAuth('chat', variables));
    const encoded = Buffer.from('dana:p:ä').toString('base64');
    expect(request?.headers.authorization).toBe(`Basic ${encoded}`);
  });

  it('with a key in a header, with or without a prefix', async () => {
    const plain = await sentWith(apiKeyAuth('chat', key, { in: 'header', name: 'X-Api-Key' }));
    expect(plain?.headers['x-api-key']).toBe('a+b/=');
    const place = { in: 'header', name: 'Authorization', prefix: 'Token ' } as const;
    const prefixed = await sentWith(apiKeyAuth('chat', key, place));
    expect(prefixed?.headers.authorization).toBe('Token a+b/=');
  });

  it('with a key in the query', async () => {
    const request = await sentWith(apiKeyAuth('chat', key, { in: 'query', name: 'api_key' }));
    expect(request?.query).toEqual({ page: '1', api_key: 'a+b/=' });
  });

  it('with a key in a cookie', async () => {
    const request = await sentWith(apiKeyAuth('chat', key, { in: 'cookie', name: 'session' }));
    expect(request?.headers.cookie).toBe('session=a%2Bb%2F%3D');
  });

  it('with several keys', async () => {
    const auth = apiKeyAuth(
      'chat',
      { apiKey: 'CHAT_TOKEN', appKey: 'CHAT_USERNAME', sessionId: 'CHAT_TOKEN' },
      {
        apiKey: { in: 'query', name: 'key' },
        appKey: { in: 'header', name: 'X-App-Key' },
        sessionId: { in: 'cookie', name: 'sid' },
      },
    );
    const request = await sentWith(auth);
    expect(request?.query).toEqual({ page: '1', key: 'a+b/=' });
    expect(request?.headers).toMatchObject({ 'x-app-key': 'dana', cookie: 'sid=a%2Bb%2F%3D' });
    expect(auth.fields.map(({ label, secret }) => [label, secret])).toEqual([
      ['API key', true],
      ['App key', true],
      ['Session id', true],
    ]);
    const keys = { apiKey: 'k1', appKey: 'k2', sessionId: 'k3' };
    expect(auth.secrets?.(keys)).toEqual(['k1', 'k2', 'k3']);
  });

  it('with a key as the user name', async () => {
    const auth = apiKeyAuth('chat', key, { in: 'basic' });
    const request = await sentWith(auth);
    const encoded = Buffer.from('a+b/=:').toString('base64');
    expect(request?.headers.authorization).toBe(`Basic ${encoded}`);
    expect(auth.secrets?.({ apiKey: 'k1' })).toEqual(['k1']);
    expect(() => auth.shape.parse({ apiKey: 'a:b' })).toThrow('must not contain a colon');
  });

  it('not at all', async () => {
    const request = await sentWith(noAuth());
    expect(request?.headers.authorization).toBeUndefined();
    expect(request?.query).toEqual({ page: '1' });
  });
});

it('says that no sign-in is required, and ends', async () => {
  const server = await noSignIn()({ host: '127.0.0.1', port: 0, userId: userNamed() });
  onTestFinished(() => server.close());
  expect(await (await fetch(server.url)).text()).toContain('does not require sign-in');
  expect(await server.done).toBe('signed-in');
});

const server = { tokenUrl: 'https://auth.acme.dev/token', clientAuthentication: 'post' } as const;

it.each([
  [
    'of users',
    oauthAuth('chat', { ...server, authorizationUrl: 'https://auth.acme.dev/authorize' }),
  ],
  ['of this server', clientCredentialsAuth('chat', server)],
])('no result contains the refresh token or the client secret of OAuth %s', (_, { secrets }) => {
  const tokens = { accessToken: 'access', refreshToken: 'refresh' };
  expect(secrets?.(tokens)).toEqual(['refresh']);
  setEnvironment('CHAT', { CLIENT_SECRET: 'client' });
  expect(secrets?.(tokens)).toEqual(['refresh', 'client']);
});

const pasted = 'sk-live-0123456789';

it.each([
  ['a token', () => bearerAuth('chat', { token: pasted })],
  ['a password', () => basicAuth('chat', { username: 'CHAT_USERNAME', password: pasted })],
  ['a key', () => apiKeyAuth('chat', { apiKey: pasted }, { in: 'query', name: 'key' })],
])('refuses %s in place of the name of its variable, and does not repeat it', (_, made) => {
  expect(made).toThrow(/^(?!.*sk-live).* is not the name of an environment variable/);
});
