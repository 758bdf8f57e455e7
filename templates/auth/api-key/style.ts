import type { AuthStyle } from '../../../src/model/auth-style.js';
import type { AuthSpec } from '../../../src/model/spec.js';
import { secretReadme } from '../secret-readme.js';

/** `prefix` and the value of a variable, as a template literal. */
const prefixed = (prefix: string, variable: string) =>
  prefix === '' ? variable : `\`${prefix.replace(/[`\\$]/g, '\\$&')}\${${variable}}\``;

const key = (name: string) => (/^[A-Za-z_$][\w$]*$/.test(name) ? name : `'${name}'`);

/** RFC 6265 section 4.1.1: a cookie may not hold everything a key may. */
const cookie = (name: string, value: string) =>
  `\`${name.replace(/\$/g, '\\$&')}=\${encodeURIComponent(${value})}\``;

/** Where the key goes: a member of the request, and in it a member of its own. */
function placeOf(auth: AuthSpec, variable: string): { part: string; entry: string } {
  const { in: place, name, prefix = '' } = auth;
  const value = prefixed(String(prefix), variable);
  switch (place) {
    case 'query':
      return { part: 'query', entry: `${key(String(name))}: ${value}` };
    case 'cookie':
      return { part: 'headers', entry: `cookie: ${cookie(String(name), value)}` };
    default:
      return { part: 'headers', entry: `${key(String(name).toLowerCase())}: ${value}` };
  }
}

const isIn = (place: string) => (auth: Partial<AuthSpec>) => auth.in === place;

export default {
  label: 'API key: in a header, the query or a cookie',
  settings: {
    required: ['in', 'name'],
    properties: {
      in: {
        type: 'string',
        enum: ['header', 'query', 'cookie'],
        description: 'Where the key travels.',
      },
      name: {
        type: 'string',
        description: 'Name of the header, query parameter or cookie.',
        // RFC 9110 section 5.6.2 (token) without quotes: safe as a header, a cookie and a query parameter.
        pattern: '^[A-Za-z0-9!#$%&*+.^_|~-]{1,64}$',
      },
      prefix: {
        type: 'string',
        description: 'Text before the key, such as "Token ".',
        pattern: '^[\\x20-\\x7e]{0,32}$',
      },
    },
  },
  questions: [
    {
      key: 'in',
      ask: 'Where does the key travel?',
      initial: 'header',
      choices: [
        { value: 'header', label: 'In a header' },
        { value: 'query', label: 'In the query' },
        { value: 'cookie', label: 'In a cookie' },
      ],
    },
    { key: 'name', ask: 'Name of the header', initial: 'X-Api-Key', when: isIn('header') },
    { key: 'name', ask: 'Name of the query parameter', initial: 'api_key', when: isIn('query') },
    { key: 'name', ask: 'Name of the cookie', initial: 'api_key', when: isIn('cookie') },
    {
      key: 'prefix',
      ask: 'Text before the key, such as "Token " (empty: none)',
      initial: '',
      optional: true,
      when: isIn('header'),
    },
  ],
  view(auth) {
    const { part, entry } = placeOf(auth, 'apiKey');
    const sent = placeOf(auth, 'secret');
    return {
      authorize: `return {
    ...request,
    ${part}: {
      ...request.${part},
      ${entry},
    },
  };`,
      sent: `sent: {
    ${sent.part}: {
      ${sent.entry},
    },
  },`,
    };
  },
  environment: () => [
    { suffix: 'API_KEY', description: 'API key', secret: true, credential: true },
  ],
  storesCredentials: true,
  readme: (_auth, words) => secretReadme(words, ['API_KEY']),
  features: () => ['credentials', 'store', 'secret-form'],
  dependencies: [],
  devDependencies: [],
  sample: { style: 'api-key', in: 'header', name: 'X-Api-Key' },
} satisfies AuthStyle;
