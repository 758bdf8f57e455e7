import { createServer } from 'node:http';
import { decodeJwt } from 'jose';
import { Provider } from 'oidc-provider';
import { beforeEach, expect, it, onTestFinished, vi } from 'vitest';
import * as z from 'zod';
import { apiClient } from '../../src/api.js';
import { jwt } from '../../src/identity/jwt.js';
import { defineProvider } from '../../src/index.js';
import { tokenExchangeAuth, type TokenExchangeSettings } from '../../src/oauth.js';
import { connectClient } from '../../src/testing/callers/clients.js';
import { startApi } from '../../src/testing/fakes/api-server.js';
import { userNamed } from '../context.js';
import { startIssuer } from '../issuer.js';
import { listen } from '../listen.js';
import { serveProvider } from '../serving/provider-server.js';
import { smallProject } from '../small-project.js';

const EXCHANGE = 'urn:ietf:params:oauth:grant-type:token-exchange';
const ON_BEHALF_OF = 'urn:ietf:params:oauth:grant-type:jwt-bearer';
const ACCESS_TOKEN = 'urn:ietf:params:oauth:token-type:access_token';
const SECRET = 'p@ss:w/rd+%41long-enough-for-the-server-of-the-tests';

beforeEach(() => {
  vi.stubEnv('SMALL_CLIENT_ID', 'test-client');
  vi.stubEnv('SMALL_CLIENT_SECRET', SECRET);
  return () => vi.unstubAllEnvs();
});

/** oidc-provider with the two grants, for tokens of people who are not locked. */
async function startExchange() {
  const server = createServer();
  const issuer = await listen(server);
  const asked: Record<string, unknown>[] = [];
  const provider = new Provider(issuer, {
    clients: [
      {
        client_id: 'test-client',
        client_secret: SECRET,
        redirect_uris: [],
        response_types: [],
        grant_types: [EXCHANGE, ON_BEHALF_OF],
      },
    ],
    features: { devInteractions: { enabled: false }, clientCredentials: { enabled: true } },
    ttl: { ClientCredentials: 3_600 },
  });
  const parameters = [
    'subject_token',
    'subject_token_type',
    'assertion',
    'requested_token_use',
    'audience',
    'scope',
  ];
  for (const type of [EXCHANGE, ON_BEHALF_OF])
    provider.registerGrantType(
      type,
      async (context) => {
        const { client } = context.oidc;
        const params = { ...context.oidc.params };
        asked.push(params);
        const { sub } = decodeJwt(String(params.subject_token ?? params.assertion));
        if (sub === 'locked') {
          context.status = 400;
          context.body = { error: 'invalid_grant' };
          return;
        }
        const token = new provider.ClientCredentials({ client, scope: 'rooms' });
        context.body = {
          access_token: await token.save(),
          issued_token_type: ACCESS_TOKEN,
          token_type: 'Bearer',
          expires_in: token.expiration,
        };
      },
      parameters,
    );
  const handle = provider.callback();
  server.on('request', (request, response) => void handle(request, response));
  return { issuer, asked };
}

/** A tool whose API gets the token of its caller, exchanged. */
async function start(more: Partial<TokenExchangeSettings> = {}) {
  const [exchange, callers, api] = [await startExchange(), await startIssuer(), await startApi()];
  onTestFinished(() => Promise.all([callers.close(), api.close()]).then(() => {}));
  vi.stubEnv('SMALL_BASE_URL', api.url);
  const provider = defineProvider({ name: 'small', version: '1.0.0' });
  const settings = { issuer: exchange.issuer, clientAuthentication: 'basic', ...more } as const;
  const auth = tokenExchangeAuth('small', settings);
  const callApi = apiClient('small', auth);
  provider.tool({
    name: 'read',
    description: 'Reads.',
    input: z.object({}),
    run: async (_args, context) => {
      await callApi({ method: 'GET', path: '/rooms' }, context);
      return 'done';
    },
  });
  const project = smallProject(provider, { log: () => {} });
  const verifier = jwt({ issuer: callers.issuer, audience: 'tools' });
  const { endpoint } = await serveProvider(project, { verifier, sessions: true });
  async function as(token: string) {
    const client = await connectClient(endpoint, 'auto', token);
    onTestFinished(() => client.close());
    return async () => {
      const { content } = await client.callTool({ name: 'read', arguments: {} });
      return JSON.stringify(content);
    };
  }
  const sent = () => api.requests.map(({ headers }) => String(headers.authorization));
  return { ...exchange, auth, as, sent, tokenOf: (user: string) => callers.token(user, 'tools') };
}

it('each caller reaches the API with a token of their own, which lasts for several calls', async () => {
  const { as, sent, asked, tokenOf } = await start({ audience: 'rooms-api' });
  const [annToken, bobToken] = [await tokenOf('ann'), await tokenOf('bob')];
  const [ann, bob] = [await as(annToken), await as(bobToken)];
  for (const call of [ann, bob, ann]) expect(await call()).toContain('done');
  const [first, second, third] = sent();
  expect(first).toMatch(/^Bearer [\w-]+$/);
  expect(second).not.toBe(first);
  expect(third).toBe(first);
  expect(sent().join()).not.toContain(annToken);
  expect(asked).toEqual([
    expect.objectContaining({ subject_token: annToken, audience: 'rooms-api' }),
    expect.objectContaining({ subject_token: bobToken, subject_token_type: ACCESS_TOKEN }),
  ]);
});

it('a token is exchanged for itself, and not for another one of the same user', async () => {
  const { as, asked, tokenOf } = await start();
  for (const token of [await tokenOf('ann'), await tokenOf('ann')]) await (await as(token))();
  expect(asked).toHaveLength(2);
});

it('in the dialect of Entra ID, on behalf of the caller', async () => {
  const { as, asked, tokenOf } = await start({ grant: 'on-behalf-of' });
  const token = await tokenOf('ann');
  expect(await (await as(token))()).toContain('done');
  expect(asked).toEqual([
    expect.objectContaining({ assertion: token, requested_token_use: 'on_behalf_of' }),
  ]);
});

it('a caller whose token is refused does not reach the API', async () => {
  const { as, sent, tokenOf } = await start();
  expect(await (await as(await tokenOf('locked')))()).toContain('sign in to this server again');
  expect(sent()).toEqual([]);
});

it('the user of this machine has no token, unless the environment has one', async () => {
  const { auth, tokenOf } = await start();
  await expect(auth.getCredentials(userNamed())).rejects.toThrow('set SMALL_SUBJECT_TOKEN');
  vi.stubEnv('SMALL_SUBJECT_TOKEN', await tokenOf('ann'));
  expect(await auth.getCredentials(userNamed())).toMatchObject({ scopes: [] });
});
