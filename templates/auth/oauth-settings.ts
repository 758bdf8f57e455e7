import type { AuthQuestion } from '../../src/model/auth-style.js';
import type { JsonSchemaObject } from '../../src/model/json-schema.js';
import { presets } from '../../src/presets/register.gen.js';

const url = (description: string): JsonSchemaObject => ({
  type: 'string',
  format: 'uri',
  description,
});

const text: JsonSchemaObject = { type: 'string', pattern: '^[\\x20-\\x7e]{1,500}$' };
const PARAMETER = '^[A-Za-z0-9_.-]{1,64}$';

const record = (description: string): JsonSchemaObject => ({
  type: 'object',
  propertyNames: { pattern: PARAMETER },
  additionalProperties: text,
  description,
});

/** What the `auth` sections of the OAuth styles may say, in OpenAPI's words where it has any. */
export const properties = {
  preset: {
    type: 'string',
    enum: Object.keys(presets),
    description: 'A service whose sign-in is known. What stands beside it wins.',
  },
  issuer: url('Issuer of the authorization server (RFC 8414); alone it means discovery.'),
  authorizationUrl: url('Where people sign in.'),
  tokenUrl: url('Where codes are exchanged for tokens.'),
  refreshUrl: url('Where tokens are renewed, if not at the token URL.'),
  revocationUrl: url('Where sign-ins are ended (RFC 7009).'),
  sendsIssuer: {
    type: 'boolean',
    description:
      'It sends its issuer along with each code (RFC 9207): an answer without is refused.',
  },
  callbackUrl: url('Redirect address, if not on the loopback interface.'),
  scopes: {
    type: 'array',
    // RFC 6749 section 3.3
    items: {
      type: 'string',
      pattern: '^[\\x21\\x23-\\x5b\\x5d-\\x7e]{1,200}$',
      patternErrorMessage:
        'must be printable ASCII without blanks, quotes and backslashes (RFC 6749)',
    },
    uniqueItems: true,
    maxItems: 100,
    description: 'What people are asked to allow.',
  },
  clientAuthentication: {
    type: 'string',
    enum: ['none', 'post', 'basic', 'basic-raw'],
    default: 'post',
    description: 'How the client proves who it is at the token URL.',
  },
  scopeSeparator: { type: 'string', enum: [' ', ','], description: 'What stands between scopes.' },
  scopeParameter: {
    type: 'string',
    pattern: PARAMETER,
    description: 'Name of the parameter with the scopes, if not "scope".',
  },
  authorizationParams: record('Further parameters of the authorization URL.'),
  quirks: {
    type: 'object',
    description: 'What the token URL does otherwise than RFC 6749.',
    additionalProperties: false,
    properties: {
      errorsWith200: { type: 'boolean', description: 'Errors come with status 200.' },
      endedErrors: {
        type: 'array',
        items: text,
        description: 'Its own error codes for a grant that is gone.',
      },
      tokensIn: { ...text, description: 'Member of the answer that holds the tokens.' },
      jsonRequest: { type: 'boolean', description: 'It takes JSON instead of a form.' },
      headers: record('Headers it insists on.'),
    },
  },
} satisfies Record<string, JsonSchemaObject>;

/** Questions that the OAuth styles share. */
export const questions = {
  issuer: {
    key: 'issuer',
    ask: 'Issuer, if its endpoints can be discovered (RFC 8414; empty: they cannot)',
    initial: '',
    optional: true,
  },
  scopes: {
    key: 'scopes',
    ask: 'Scopes, separated by blanks (empty: none)',
    initial: '',
    optional: true,
    list: true,
  },
} satisfies Record<string, AuthQuestion>;

/** Ways to prove who the client is, as choices of a question. */
export const secretChoices = [
  { value: 'post', label: 'client_secret_post: the secret is in the body of the request' },
  { value: 'basic', label: 'client_secret_basic: the secret is in the Authorization header' },
  { value: 'basic-raw', label: 'client_secret_basic, without the percent-encoding of RFC 6749' },
];
