import type { AuthQuestion, AuthStyle } from '../../model/auth-style.js';
import { furtherKey } from '../../model/further-key.js';
import { isRecord } from '../../model/json-schema/subschemas.js';
import { capitalize, screamingCase, words } from '../../model/names.js';
import type { AuthSpec } from '../../model/spec.js';
import { secretReadme } from '../secret-readme.js';

type Place = Omit<AuthSpec, 'style'>;

/** By name; the first one is `apiKey`. */
const keysOf = ({ furtherKeys, ...auth }: AuthSpec): (readonly [string, Place])[] => [
  ['apiKey', auth],
  ...Object.entries((furtherKeys ?? {}) as Record<string, Place>), // of a checked spec
];

/** In the terms of `apiKeyAuth`: where the key is sent. */
const placeOf = ({ in: place, name, prefix }: Place) => ({
  in: place,
  name,
  ...(prefix !== undefined && prefix !== '' && { prefix }),
});

/** In the terms of the tests. */
function testedPlace({ in: place, name, prefix }: Place) {
  if (place !== 'header') return { [String(place)]: name };
  return { header: name, ...(prefix !== undefined && prefix !== '' && { prefix }) };
}

const placeSettings = {
  in: {
    type: 'string',
    enum: ['header', 'query', 'cookie', 'body'],
    description: 'Where the key is sent.',
  },
  name: {
    type: 'string',
    description: 'Name of the header, query parameter, cookie or member of the body.',
    // RFC 9110 section 5.6.2 (token) without quotes: safe in each place.
    pattern: '^[A-Za-z0-9!#$%&*+.^_|~-]{1,64}$',
  },
  prefix: {
    type: 'string',
    description: 'Prefix before the key, such as "Token ".',
    pattern: '^[\\x20-\\x7e]{0,32}$',
    patternErrorMessage: 'must be at most 32 printable ASCII characters, such as "Token "',
  },
} satisfies AuthStyle['settings']['properties'];

/** Field names of HTTP differ by more than their case (RFC 9110 section 5.1). */
const carrier = ({ in: place, name }: Place) =>
  `${String(place)} "${place === 'header' ? String(name).toLowerCase() : String(name)}"`;

/**
 * What the spec itself sends where a key can be, and says so in words: the key would replace it. Arguments are not among
 * it: OpenAPI documents declare the key as a parameter, too.
 */
function carriersIn({ headers, tools }: Readonly<Record<string, unknown>>): Map<string, string> {
  const owners = new Map<string, string>();
  const add = (names: unknown, owner: string) => {
    for (const name of isRecord(names) ? Object.keys(names) : [])
      owners.set(carrier({ in: 'header', name }), owner);
  };
  add(headers, 'a fixed value');
  for (const tool of Array.isArray(tools) ? tools.filter(isRecord) : []) {
    const request = isRecord(tool.request) ? tool.request : {};
    const { headers: own, parameters } = request;
    const owner = `a value of tool "${String(tool.name)}"`;
    add(own, owner);
    for (const each of Array.isArray(parameters) ? parameters.filter(isRecord) : [])
      if (each.constant !== undefined) owners.set(carrier(each), owner);
  }
  return owners;
}

const isIn = (place: string) => (auth: Partial<AuthSpec>) => auth.in === place;

const nameQuestion = (place: string, ask: string, initial: string): AuthQuestion => ({
  key: 'name',
  ask,
  hint: `The API's documentation says it under "Authentication".`,
  initial,
  when: isIn(place),
});

export default {
  label: 'API key: in a header, the query, a cookie or the body',
  port: 'request',
  settings: {
    required: ['in', 'name'],
    properties: {
      ...placeSettings,
      furtherKeys: {
        type: 'object',
        description:
          'Further keys that each request needs, by name: "appKey" is asked as "App key" and read from ACME_APP_KEY.',
        propertyNames: {
          ...furtherKey,
          patternErrorMessage:
            'must be a name in camelCase that no other variable of the provider has, such as "appKey"',
        },
        additionalProperties: {
          type: 'object',
          required: ['in', 'name'],
          properties: placeSettings,
          additionalProperties: false,
          examples: [{ in: 'header', name: 'X-App-Key' }],
        },
      },
    },
  },
  questions: [
    {
      key: 'in',
      ask: 'Where is the API key sent?',
      initial: 'header',
      choices: [
        { value: 'header', label: 'In a header' },
        { value: 'query', label: 'In the query' },
        { value: 'cookie', label: 'In a cookie' },
        { value: 'body', label: 'In the body' },
      ],
    },
    nameQuestion('header', 'Header name', 'X-Api-Key'),
    nameQuestion('query', 'Query parameter name', 'api_key'),
    nameQuestion('cookie', 'Cookie name', 'api_key'),
    nameQuestion('body', 'Member name', 'api_key'),
    {
      key: 'prefix',
      ask: 'Prefix before the key, such as "Token " (optional)',
      initial: '',
      derived: true,
      optional: true,
      when: isIn('header'),
    },
  ],
  fault(auth, provider) {
    const before = carriersIn(provider);
    for (const [i, [key, place]] of keysOf(auth).entries()) {
      const one = carrier(place);
      const has = before.get(one);
      const keyPath = i === 0 ? [] : ['furtherKeys', key];
      const path = [...keyPath, 'name'];
      if (place.in === 'body' && provider.kind === 'mcp')
        return {
          path: [...keyPath, 'in'],
          says: 'is not possible: bodies are those of the protocol',
        };
      if (has !== undefined) return { path, says: `is the ${one}, which already has ${has}` };
      before.set(one, 'another key');
    }
    return undefined;
  },
  view(auth, { NAME }) {
    const keys = keysOf(auth);
    const variables = keys.map(([key]) => [key, `${NAME}_${screamingCase(key)}`] as const);
    const places = keys.map(([key, place]) => [key, placeOf(place)] as const);
    const placement = keys.length === 1 ? placeOf(auth) : Object.fromEntries(places);
    return { options: [Object.fromEntries(variables), placement] };
  },
  tells: ({ in: place, name }) => `API key in the ${String(place)} ${String(name)}`,
  environment: (auth) =>
    keysOf(auth).map(([key]) => ({
      suffix: screamingCase(key),
      description: key === 'apiKey' ? 'API key' : capitalize(words(key).join(' ')),
      secret: true,
      credential: true,
    })),
  storesCredentials: true,
  readme: (auth, more) =>
    secretReadme(
      more,
      keysOf(auth).map(([key]) => screamingCase(key)),
    ),
  testing(auth) {
    const places = keysOf(auth).map(([, place]) => testedPlace(place));
    const argument = places.length === 1 ? testedPlace(auth) : places;
    return { name: 'apiKey', from: 'mcp-provider/testing', argument };
  },
  dependencies: [],
  sample: { style: 'api-key', in: 'header', name: 'X-Api-Key' },
} satisfies AuthStyle;
