import * as z from 'zod';
import { apiClient, path } from '../../../src/api.js';
import {
  type ApiAuth,
  apiKeyAuth,
  type AuthServer,
  type AuthServerOptions,
  basicAuth,
  noAuth,
  noSignIn,
  signInForm,
} from '../../../src/auth.js';
import { defineProvider, type ProviderModule } from '../../../src/index.js';
import { clientCredentialsAuth, connectionCheck, tokenExchangeAuth } from '../../../src/oauth.js';

type Auth<Credentials> = ApiAuth<Credentials> & Pick<ProviderModule['apiAuth'], 'saveCredentials'>;

/** A provider with one tool, which has no output schema. */
function smallProvider<Credentials>(
  name: string,
  auth: Auth<Credentials>,
  runAuthServer: (options: AuthServerOptions) => Promise<AuthServer>,
  confirm?: string,
): ProviderModule {
  const mcpInstance = {
    PROVIDER_NAME: name,
    ...defineProvider({ name, title: name, version: '0.1.0' }),
  };
  const callApi = apiClient(name, auth);
  mcpInstance.tool({
    name: 'get_thing',
    description: 'One thing.',
    input: z.object({ id: z.string() }),
    ...(confirm !== undefined && { confirm }),
    run: async ({ id }, context) =>
      (await callApi({ method: 'GET', path: path`/things/${id}` }, context)).body,
  });
  return { mcpInstance, serverAuth: { runAuthServer }, apiAuth: { ...auth, ...{ auth } } };
}

const basic = basicAuth('files', { username: 'FILES_USERNAME', password: 'FILES_PASSWORD' });
export const files = smallProvider('files', basic, signInForm(basic));

const inQuery = apiKeyAuth('maps', { apiKey: 'MAPS_API_KEY' }, { in: 'query', name: 'key' });
export const maps = smallProvider('maps', inQuery, signInForm(inQuery));

const inCookie = apiKeyAuth('photos', { apiKey: 'PICTURES_KEY' }, { in: 'cookie', name: 'sid' });
export const photos = smallProvider('photos', inCookie, signInForm(inCookie));

const keys = apiKeyAuth(
  'charts',
  { apiKey: 'CHARTS_API_KEY', appKey: 'CHARTS_APP_KEY', id: 'CHARTS_ID', team: 'CHARTS_TEAM' },
  {
    apiKey: { in: 'header', name: 'X-Api-Key' },
    appKey: { in: 'query', name: 'app_key' },
    id: { in: 'cookie', name: 'id' },
    team: { in: 'cookie', name: 'team' },
  },
);
export const charts = smallProvider('charts', keys, signInForm(keys));

const asUserName = apiKeyAuth('shops', { apiKey: 'SHOPS_API_KEY' }, { in: 'basic' });
export const shops = smallProvider('shops', asUserName, signInForm(asUserName));

export const weather = smallProvider('weather', noAuth(), noSignIn(), 'Get it?');

const application = clientCredentialsAuth('reports', {
  tokenUrl: 'https://auth.example.com/token',
  clientAuthentication: 'post',
});
export const reports = smallProvider(
  'reports',
  application,
  connectionCheck(application),
  'Get it?',
);

const exchanged = tokenExchangeAuth('invoices', {
  tokenUrl: 'https://auth.example.com/token',
  clientAuthentication: 'basic',
  audience: 'invoices-api',
});
export const invoices = smallProvider('invoices', exchanged, noSignIn());

const ofTeam = apiKeyAuth(
  'teams',
  { apiKey: 'TEAMS_API_KEY' },
  { in: 'header', name: 'X-Api-Key' },
);
export const teams = smallProvider('teams', ofTeam, signInForm(ofTeam));
