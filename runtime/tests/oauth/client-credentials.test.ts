import { beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { apiClient } from '../../src/api.js';
import {
  clientCredentialsAuth,
  type ClientCredentialsSettings,
  connectionCheck,
} from '../../src/oauth.js';
import { startApi } from '../../src/testing/fakes/api-server.js';
import { testContext, userNamed } from '../context.js';
import { type Reply, startTokenServer, tokens } from './token-server.js';

const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;

beforeEach(() => {
  vi.stubEnv('CHAT_CLIENT_ID', 'id');
  vi.stubEnv('CHAT_CLIENT_SECRET', 's:e/c');
  return () => {
    vi.unstubAllEnvs();
    vi.useRealTimers();
  };
});

async function start(reply: Reply = () => tokens(), more: Partial<ClientCredentialsSettings> = {}) {
  const service = await startTokenServer(reply);
  const tokenUrl = `${service.issuer}/token`;
  const auth = clientCredentialsAuth('chat', { tokenUrl, clientAuthentication: 'basic', ...more });
  return { ...service, auth, current: () => auth.getCredentials(userNamed('anyone')) };
}

const inTime = (ms: number) =>
  vi.useFakeTimers({ toFake: ['Date', 'performance'], now: Date.now() + ms });

describe('credentials of this server', () => {
  it('are requested once for all callers, and again before they expire', async () => {
    const { current, requests } = await start();
    const all = await Promise.all(Array.from({ length: 50 }, current));
    expect(new Set(all.map(({ accessToken }) => accessToken)).size).toBe(1);
    inTime(HOUR_MS - 70_000);
    expect(await current()).toEqual(all[0]);
    inTime(20_000);
    expect(await current()).toEqual(all[0]); // they last, and no call waits
    await vi.waitFor(async () => expect(await current()).not.toEqual(all[0]));
    expect(requests).toHaveLength(2);
  });

  it('are used to the end while the service is down', async () => {
    const { current, plan, requests } = await start();
    const first = await current();
    plan({ status: 503, body: '<html>maintenance</html>' });
    inTime(HOUR_MS - 30_000);
    for (let count = 0; count < 3; count++) expect(await current()).toEqual(first);
    await vi.waitFor(() => expect(requests).toHaveLength(2)); // and no other one after the failure
    inTime(60_000);
    await expect(current()).rejects.toMatchObject({ failure: 'unavailable' });
  });

  it.each([
    ['basic', undefined, `Basic ${Buffer.from('id:s%3Ae%2Fc').toString('base64')}`],
    ['basic-raw', undefined, `Basic ${Buffer.from('id:s:e/c').toString('base64')}`],
    ['post', 's:e/c', undefined],
  ] as const)('are requested with "%s", scopes and audience', async (method, secret, header) => {
    const { current, requests } = await start(() => tokens(), {
      clientAuthentication: method,
      audience: 'https://api.acme.dev',
      quirks: { headers: { 'x-version': '7' } },
    });
    await current();
    const [{ form, headers } = {}] = requests;
    expect(form?.get('grant_type')).toBe('client_credentials');
    expect(form?.get('audience')).toBe('https://api.acme.dev');
    expect(form?.get('scope')).toBe('rooms:read messages:read messages:write');
    expect(form?.get('client_secret') ?? undefined).toBe(secret);
    expect(headers?.authorization).toBe(header);
    expect(headers?.['x-version']).toBe('7');
  });

  it.each([
    ['bearer', 'a b', ['a', 'b']],
    ['mac', ['a', 'b'], ['a', 'b']],
    [undefined, '', []],
  ])('are those of a token of the type %j with the scopes %j', async (type, scope, scopes) => {
    const { current } = await start(() => tokens({ token_type: type, scope }));
    expect(await current()).toMatchObject({ scopes });
  });

  it.each(['DPoP', ['dpop']])('are not a token of the type %j', async (type) => {
    const { current } = await start(() => tokens({ token_type: type }));
    await expect(current()).rejects.toThrow('binds its tokens to a key');
  });

  it('name the variable that is missing', async () => {
    vi.stubEnv('CHAT_CLIENT_SECRET', '');
    const { current } = await start();
    await expect(current()).rejects.toThrow('CHAT_CLIENT_SECRET is not set');
  });

  it('are replaced once where the API rejects them', async () => {
    const { auth, requests } = await start();
    const api = await startApi();
    onTestFinished(() => api.close());
    vi.stubEnv('CHAT_BASE_URL', api.url);
    const callApi = apiClient('chat', auth);
    const context = testContext();
    const call = () => callApi({ method: 'POST', path: '/rooms' }, context);
    await call();
    inTime(2 * MINUTE_MS);
    api.answer({ status: 401 });
    await call();
    const [, first, second] = api.requests.map(({ headers }) => headers.authorization);
    expect(second).not.toBe(first);
    api.answerAlways({ status: 401 });
    inTime(2 * MINUTE_MS);
    const rejected = 'does not accept the credentials of this server';
    for (let count = 0; count < 3; count++) await expect(call()).rejects.toThrow(rejected);
    expect(requests).toHaveLength(3); // new credentials do not help
  });
});

describe('the connection check', () => {
  it('shows whether the service accepts this server, and ends', async () => {
    const { auth, plan } = await start({ status: 401, body: { error: 'invalid_client' } });
    const server = await connectionCheck(auth)({ host: '127.0.0.1', port: 0, userId: userNamed() });
    onTestFinished(() => server.close());
    const rejected = await fetch(server.url);
    expect(rejected.status).toBe(502);
    expect(await rejected.text()).toContain('does not accept this server');
    plan(() => tokens());
    expect((await fetch(server.url)).status).toBe(200);
    expect(await server.done).toBe('signed-in');
  });
});
