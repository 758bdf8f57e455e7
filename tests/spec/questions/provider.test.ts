import { expect, it } from 'vitest';
import { kindsAndStyles } from '../../../src/sources/kinds-and-styles.js';
import { asName, checkProviderName } from '../../../src/spec/questions/checks.js';
import { askProvider } from '../../../src/spec/questions/provider.js';
import { loadPresets } from '../../../src/styles/oauth2/section.js';
import { person } from '../../support/person.js';

await loadPresets();

const ABOUT = { name: 'acme', displayName: 'Acme', description: 'Rooms.', tools: [] };

const ask = async (answers: Record<string, string | boolean>, stated = {}) => {
  const { questions, asked } = person(answers);
  const spec = await askProvider(questions, kindsAndStyles, { stated: { ...ABOUT, ...stated } });
  return { spec, asked };
};

it('the address of a service that is known is suggested', async () => {
  const { spec, asked } = await ask({
    'How are requests authenticated': 'oauth2',
    Service: 'github',
  });
  expect(spec).toMatchObject({ baseUrl: 'https://api.github.com' });
  expect(asked).toContain('Base URL of the API');
});

it('a key in the query is asked for in its own words', async () => {
  const { spec, asked } = await ask({
    'How are requests authenticated': 'api-key',
    'Where is the API key': 'query',
    'Base URL': 'https://a.dev',
  });
  expect(spec.auth).toEqual({ style: 'api-key', in: 'query', name: 'api_key' });
  expect(asked.slice(0, 6)).toEqual([
    'What does it connect to?',
    'How are requests authenticated?',
    'Where is the API key sent?',
    'Query parameter name',
    'Base URL of the API, such as https://api.acme.dev/v1',
    'First tool: a request to the API',
  ]);
});

it('the style that alone has a stated setting needs no question', async () => {
  const auth = { in: 'header', name: 'X-Key' };
  const { spec, asked } = await ask({ 'Base URL': 'https://a.dev' }, { auth });
  expect(spec.auth).toEqual({ style: 'api-key', ...auth });
  expect(asked[1]).toBe('Prefix before the key, such as "Token " (optional)');
});

it('scopes can be separated by commas', async () => {
  const { spec } = await ask(
    { Scopes: 'rooms:read, rooms:write,users:read' },
    {
      auth: { style: 'oauth2', issuer: 'https://auth.acme.dev', clientAuthentication: 'post' },
      baseUrl: 'https://a.dev',
    },
  );
  expect(spec.auth).toMatchObject({ scopes: ['rooms:read', 'rooms:write', 'users:read'] });
});

it('scopes of a resource are those of its metadata, so nobody is asked for them', async () => {
  const { asked } = await ask(
    {},
    {
      kind: 'mcp',
      server: 'https://a.dev/mcp',
      auth: { style: 'oauth2', issuer: 'https://a.dev', resource: 'https://a.dev/mcp' },
    },
  );
  expect(asked.filter((question) => question.startsWith('Scopes'))).toEqual([]);
});

it.each([
  [
    'both URLs',
    ['https://a.dev/login', 'https://a.dev/token'],
    { tokenUrl: 'https://a.dev/token' },
  ],
  ['one URL, and the issuer', ['https://a.dev/login', ''], { issuer: 'https://a.dev' }],
  ['the issuer', ['', 'not asked'], { issuer: 'https://b.dev' }],
])('of OAuth 2.0, %s are enough', async (_, [authorizationUrl = '', tokenUrl = ''], known) => {
  const { spec, asked } = await ask(
    {
      'How are requests authenticated': 'oauth2',
      'Authorization URL': authorizationUrl,
      'Token URL': tokenUrl,
    },
    { baseUrl: 'https://b.dev/v1' },
  );
  expect(spec.auth).toMatchObject(known);
  expect(asked.some((message) => message.includes('issuer'))).toBe('issuer' in known);
  expect(asked.some((message) => message.includes('Token URL'))).toBe(authorizationUrl !== '');
});

it.each([
  ['Räume & Co', 'raume_co', 'Räume & Co'],
  ['acme_chat', 'acme_chat', 'Acme Chat'],
])('the name %j is the name %j with the title %j', async (typed, name, displayName) => {
  const about = { name: undefined, displayName: undefined, baseUrl: 'https://a.dev' };
  const { spec } = await ask({ 'Name, such as': typed, 'How are requests': 'none' }, about);
  expect(spec).toMatchObject({ name, displayName });
});

it('a request is no name', () => {
  const check = checkProviderName();
  expect([check('GET /rooms'), asName(check)('GET /rooms')]).toEqual([
    'Enter a name: "GET /rooms" is a request.',
    'GET /rooms',
  ]);
});
