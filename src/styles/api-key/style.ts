import { isObject, objectOrEmpty } from '../../../runtime/src/utils/is-object.js';
import type { AuthQuestion, AuthStyle } from '../../model/auth-style.js';
import { furtherCredentialName } from '../../model/further-credential-name.js';
import { capitalize, screamingCase, wordsOfName } from '../../model/names.js';
import type { AuthSpec } from '../../model/spec.js';
import { secretReadme } from '../secret-readme.js';

type KeyPlace = Omit<AuthSpec, 'style'>;

/** Returns keys with their places by name; the first one is `apiKey`. */
const namedKeys = ({ furtherKeys, ...auth }: AuthSpec): (readonly [string, KeyPlace])[] => [
  ['apiKey', auth],
  ...Object.entries((furtherKeys ?? {}) as Record<string, KeyPlace>), // of a checked spec
];

/** Returns the place of the key in the terms of `apiKeyAuth`. */
const keyPlace = ({ in: place, name, prefix }: KeyPlace) => ({
  in: place,
  name,
  ...(prefix !== undefined && prefix !== '' && { prefix }),
});

/** Returns the place of the key in the terms of the tests. */
function testedPlace({ in: place, name, prefix }: KeyPlace) {
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
    patternErrorMessage: 'must be a name without spaces and quotes, such as "X-Api-Key"',
  },
  prefix: {
    type: 'string',
    description: 'Prefix before the key, such as "Token ".',
    pattern: '^[\\x20-\\x7e]{0,32}$',
    patternErrorMessage: 'must be at most 32 printable ASCII characters, such as "Token "',
  },
} satisfies AuthStyle['settings']['properties'];

/** Returns the carrier of a key in lower case, because HTTP field names are case-insensitive (RFC 9110 section 5.1). */
const carrier = ({ in: place, name }: KeyPlace) =>
  `${String(place)} "${place === 'header' ? String(name).toLowerCase() : String(name)}"`;

/**
 * Returns headers and constants of the spec at places where a key can be, with their owners,
 * because the key would replace them. Arguments are not included: OpenAPI documents declare the key
 * as a parameter, too.
 */
function carriersIn({ headers, tools }: Readonly<Record<string, unknown>>): Map<string, string> {
  const owners = new Map<string, string>();
  const add = (names: unknown, owner: string) => {
    for (const name of isObject(names) ? Object.keys(names) : [])
      owners.set(carrier({ in: 'header', name }), owner);
  };
  add(headers, 'a fixed value');
  for (const tool of Array.isArray(tools) ? tools.filter(isObject) : []) {
    const request = objectOrEmpty(tool.request);
    const { headers: ownHeaders, parameters } = request;
    const owner = `a value of tool "${String(tool.name)}"`;
    add(ownHeaders, owner);
    for (const parameter of Array.isArray(parameters) ? parameters.filter(isObject) : [])
      if (parameter.constant !== undefined) owners.set(carrier(parameter), owner);
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
  label: 'An API key: in a header, the query, a cookie or the body',
  place: 'request',
  settings: {
    required: ['in', 'name'],
    properties: {
      ...placeSettings,
      furtherKeys: {
        type: 'object',
        description:
          'Further keys that each request needs, by name: "appKey" is asked as "App key" and read from ACME_APP_KEY.',
        propertyNames: {
          ...furtherCredentialName,
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
      isDerived: true,
      optional: true,
      when: isIn('header'),
    },
  ],
  fault(auth, provider) {
    const carriersBefore = carriersIn(provider);
    for (const [i, [key, place]] of namedKeys(auth).entries()) {
      const carrierText = carrier(place);
      const previousOwner = carriersBefore.get(carrierText);
      const keyPath = i === 0 ? [] : ['furtherKeys', key];
      const path = [...keyPath, 'name'];
      if (place.in === 'body' && provider.kind === 'mcp')
        return {
          path: [...keyPath, 'in'],
          predicate: 'is not possible: bodies are those of the protocol',
        };
      if (previousOwner !== undefined)
        return { path, predicate: `is the ${carrierText}, which already has ${previousOwner}` };
      carriersBefore.set(carrierText, 'another key');
    }
    return undefined;
  },
  view(auth, { NAME }) {
    const keys = namedKeys(auth);
    const variables = keys.map(([key]) => [key, `${NAME}_${screamingCase(key)}`] as const);
    const places = keys.map(([key, place]) => [key, keyPlace(place)] as const);
    const placement = keys.length === 1 ? keyPlace(auth) : Object.fromEntries(places);
    return { options: [Object.fromEntries(variables), placement] };
  },
  summary: ({ in: place, name }) => `an API key in the ${String(place)} ${String(name)}`,
  environment: (auth) =>
    namedKeys(auth).map(([key]) => ({
      suffix: screamingCase(key),
      description: key === 'apiKey' ? 'API key' : capitalize(wordsOfName(key).join(' ')),
      secret: true,
      credential: true,
    })),
  storesCredentials: true,
  readme: (auth, furtherWords) =>
    secretReadme(
      furtherWords,
      namedKeys(auth).map(([key]) => screamingCase(key)),
    ),
  testing(auth) {
    const places = namedKeys(auth).map(([, place]) => testedPlace(place));
    const argument = places.length === 1 ? testedPlace(auth) : places;
    return { name: 'apiKey', from: 'mcp-provider/testing', argument };
  },
  dependencies: [],
  sample: { style: 'api-key', in: 'header', name: 'X-Api-Key' },
} satisfies AuthStyle;
