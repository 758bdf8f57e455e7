import type { AuthStyle } from '../../../src/model/auth-style.js';
import type { AuthSpec } from '../../../src/model/spec.js';
import { secretReadme } from '../secret-readme.js';

/** In the terms of `apiKeyAuth`: where the key is sent. */
const placeOf = ({ in: place, name, prefix }: AuthSpec) => ({
  in: place,
  name,
  ...(prefix !== undefined && prefix !== '' && { prefix }),
});

/** In the terms of the tests. */
function testedPlace({ in: place, name, prefix }: AuthSpec) {
  if (place !== 'header') return { [String(place)]: name };
  return { header: name, ...(prefix !== undefined && prefix !== '' && { prefix }) };
}

const isIn = (place: string) => (auth: Partial<AuthSpec>) => auth.in === place;

export default {
  label: 'API key: in a header, the query or a cookie',
  factory: 'apiKeyAuth',
  port: 'request',
  settings: {
    required: ['in', 'name'],
    properties: {
      in: {
        type: 'string',
        enum: ['header', 'query', 'cookie'],
        description: 'Where the key is sent.',
      },
      name: {
        type: 'string',
        description: 'Name of the header, query parameter or cookie.',
        // RFC 9110 section 5.6.2 (token) without quotes: safe as a header, a cookie and a query parameter.
        pattern: '^[A-Za-z0-9!#$%&*+.^_|~-]{1,64}$',
      },
      prefix: {
        type: 'string',
        description: 'Prefix before the key, such as "Token ".',
        pattern: '^[\\x20-\\x7e]{0,32}$',
      },
    },
  },
  questions: [
    {
      key: 'in',
      ask: 'Where is the API key sent?',
      initial: 'header',
      derived: true,
      choices: [
        { value: 'header', label: 'In a header' },
        { value: 'query', label: 'In the query' },
        { value: 'cookie', label: 'In a cookie' },
      ],
    },
    { key: 'name', ask: 'Header name', initial: 'X-Api-Key', derived: true, when: isIn('header') },
    {
      key: 'name',
      ask: 'Query parameter name',
      initial: 'api_key',
      derived: true,
      when: isIn('query'),
    },
    { key: 'name', ask: 'Cookie name', initial: 'api_key', derived: true, when: isIn('cookie') },
    {
      key: 'prefix',
      ask: 'Prefix before the key, such as "Token " (optional)',
      initial: '',
      derived: true,
      optional: true,
      when: isIn('header'),
    },
  ],
  view: (auth, { NAME }) => ({ options: [{ apiKey: `${NAME}_API_KEY` }, placeOf(auth)] }),
  environment: () => [
    { suffix: 'API_KEY', description: 'API key', secret: true, credential: true },
  ],
  storesCredentials: true,
  readme: (_auth, words) => secretReadme(words, ['API_KEY']),
  testing: (auth) => ({
    name: 'apiKey',
    from: 'mcp-provider/testing',
    argument: testedPlace(auth),
  }),
  dependencies: [],
  sample: { style: 'api-key', in: 'header', name: 'X-Api-Key' },
} satisfies AuthStyle;
