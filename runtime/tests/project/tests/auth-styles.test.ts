import {
  apiKey,
  basic,
  basicKey,
  noSignIn,
  type ProviderFixture,
  testProvider,
} from '../../../src/testing/index.js';
import { clientCredentials, tokenExchange } from '../../../src/testing/sign-ins/oauth-sign-ins.js';
import { providers } from '../providers/index.js';

const tools: ProviderFixture['tools'] = {
  get_thing: [
    {
      arguments: { id: 'a?b c' },
      invalid: { id: 42 },
      request: { method: 'GET', path: '/things/a%3Fb%20c' },
      response: { id: 1 },
      result: '{"id":1}',
    },
    {
      arguments: { id: '0' },
      request: { method: 'GET', path: '/things/0' },
      response: 'Text',
    },
  ],
};

/** The first tool asks before it acts. */
const confirmed: ProviderFixture['tools'] = {
  get_thing: {
    arguments: { id: '0' },
    asks: [{ message: 'Get it?' }],
    request: { method: 'GET', path: '/things/0' },
    response: 'Text',
  },
};

testProvider(providers, 'files', { signIn: basic, tools });
testProvider(providers, 'maps', { signIn: apiKey({ query: 'key' }), tools });
testProvider(providers, 'photos', {
  signIn: apiKey({ cookie: 'sid' }),
  environment: { apiKey: 'PICTURES_KEY' },
  tools,
});
testProvider(providers, 'charts', {
  signIn: apiKey([
    { header: 'X-Api-Key' },
    { query: 'app_key' },
    { cookie: 'id' },
    { cookie: 'team' },
  ]),
  tools,
});
testProvider(providers, 'shops', { signIn: basicKey, tools });
testProvider(providers, 'weather', { signIn: noSignIn, tools: confirmed });
testProvider(providers, 'reports', {
  signIn: clientCredentials({
    tokenUrl: 'https://auth.example.com/token',
    clientAuthentication: 'post',
    scopes: ['reports:read'],
  }),
  tools: confirmed,
});
testProvider(providers, 'invoices', {
  signIn: tokenExchange({
    tokenUrl: 'https://auth.example.com/token',
    clientAuthentication: 'basic',
    audience: 'invoices-api',
  }),
  tools,
});
// Callers without a sign-in get the credentials of the environment, which is `shared_credentials`.
testProvider(providers, 'teams', { signIn: apiKey({ header: 'X-Api-Key' }), tools });
