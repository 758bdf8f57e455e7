import type { AuthQuestion, EnvironmentVariable } from '../model/auth-style.js';
import type { JsonSchemaObject } from '../model/json-schema.js';
import type { AuthSpec } from '../model/spec.js';
import { presetIds } from '../presets/ids.gen.js';

const url = (description: string): JsonSchemaObject => ({
  type: 'string',
  format: 'uri',
  description,
});

const text: JsonSchemaObject = {
  type: 'string',
  pattern: '^[\\x20-\\x7e]{1,500}$',
  patternErrorMessage: 'must be 1 to 500 printable ASCII characters',
};
const PARAMETER = {
  pattern: '^[A-Za-z0-9_.-]{1,64}$',
  patternErrorMessage: 'must be at most 64 letters, digits, "_", "." and "-", such as "client_id"',
};

const record = (description: string): JsonSchemaObject => ({
  type: 'object',
  propertyNames: PARAMETER,
  additionalProperties: text,
  description,
});

/** Settings of the OAuth styles, in OpenAPI's terms if these exist. */
export const oauthProperties = {
  preset: {
    type: 'string',
    enum: [...presetIds],
    description: 'A service with known settings. Other settings here override them.',
  },
  issuer: url(
    'Issuer of the authorization server (RFC 8414). Without URLs, its endpoints are discovered.',
  ),
  authorizationUrl: url('Authorization endpoint.'),
  tokenUrl: url('Token endpoint.'),
  refreshUrl: url('Endpoint that refreshes tokens, if it is not the token URL.'),
  revocationUrl: url('Revocation endpoint (RFC 7009).'),
  sendsIssuer: {
    type: 'boolean',
    description: 'Authorization responses contain the issuer (RFC 9207); others are rejected.',
  },
  callbackUrl: url('Redirect URI, if it is not a loopback address.'),
  scopes: {
    type: 'array',
    // RFC 6749 section 3.3
    items: {
      type: 'string',
      pattern: '^[\\x21\\x23-\\x5b\\x5d-\\x7e]{0,199}[\\x21\\x23-\\x2b\\x2d-\\x5b\\x5d-\\x7e]$',
      patternErrorMessage:
        'must be printable ASCII without blanks, quotes, backslashes and a comma at the end (RFC 6749)',
    },
    uniqueItems: true,
    maxItems: 100,
    description: 'Scopes that users are asked to grant.',
  },
  clientAuthentication: {
    type: 'string',
    enum: ['none', 'post', 'basic', 'basic-raw'],
    default: 'post',
    description: 'Client authentication at the token endpoint.',
  },
  resource: url('Audience of the tokens (RFC 8707), such as the URL of an MCP server.'),
  registration: {
    type: 'string',
    enum: ['automatic'],
    description:
      'Without a client id, this server identifies itself: with a client ID metadata document, or with dynamic client registration (RFC 7591).',
  },
  scopeSeparator: { type: 'string', enum: [' ', ','], description: 'Separator between scopes.' },
  scopeParameter: {
    type: 'string',
    ...PARAMETER,
    description: 'Name of the parameter with the scopes, if not "scope".',
  },
  withoutPkce: {
    ...text,
    description:
      'Why sign-ins go without PKCE (RFC 7636): for a service that refuses "code_challenge". An intercepted code can then be used.',
    examples: ['The service refuses code_challenge.'],
  },
  authorizationParams: record('Additional parameters of the authorization URL.'),
  quirks: {
    type: 'object',
    description: 'Deviations of the token endpoint from RFC 6749.',
    additionalProperties: false,
    properties: {
      errorsWith200: { type: 'boolean', description: 'Errors have status 200.' },
      endedErrors: {
        type: 'array',
        items: text,
        description: 'Its error codes for an expired or revoked grant.',
      },
      tokensIn: {
        ...text,
        description: 'Dotted path of the member of the response that contains the tokens.',
      },
      clientIdParameter: {
        type: 'string',
        ...PARAMETER,
        description: 'Name of the parameter with the client id, if not "client_id".',
      },
      jsonRequest: { type: 'boolean', description: 'Requests are JSON instead of a form.' },
      headers: record('Required headers.'),
    },
  },
} satisfies Record<string, JsonSchemaObject>;

/** A URL that the metadata of an issuer also contains is asked for before the issuer. */
const endpoint = { initial: '', optional: true } as const;
const lacksAny = (auth: Partial<AuthSpec>, keys: readonly string[]) =>
  keys.some((key) => auth[key] === undefined);

/** Returns the question for the issuer, if one of these URLs is missing. */
const issuerUnless = (...urls: readonly string[]): AuthQuestion => ({
  key: 'issuer',
  ask: 'Address of the sign-in server (issuer)',
  hint: 'Its metadata names the missing URL (RFC 8414).',
  suggest: ({ authorizationUrl, tokenUrl }, origin) => {
    const url = [authorizationUrl, tokenUrl].find(
      (stringValue) => typeof stringValue === 'string' && stringValue !== '',
    );
    return typeof url === 'string' && URL.canParse(url) ? new URL(url).origin : origin;
  },
  when: (auth) => lacksAny(auth, urls),
});

/** Questions that the OAuth styles share. */
export const questions = {
  authorizationUrl: {
    ...endpoint,
    key: 'authorizationUrl',
    ask: 'Authorization URL (empty: not known)',
    hint: `In the API's documentation under "OAuth" or "Authorization". Users sign in there.`,
  },
  tokenUrl: {
    ...endpoint,
    key: 'tokenUrl',
    ask: 'Token URL (empty: not known)',
    hint: `In the API's documentation under "OAuth" or "Access tokens".`,
  },
  issuerUnless,
  scopes: {
    key: 'scopes',
    ask: 'Scopes, separated by spaces (optional)',
    hint: `In the API's documentation under "Scopes" or "Permissions".`,
    initial: '',
    optional: true,
    list: true,
  } satisfies AuthQuestion,
};

/** Methods of client authentication as choices of a question. */
export const secretChoices = [
  { value: 'post', label: 'client_secret_post: the secret is in the body of the request' },
  { value: 'basic', label: 'client_secret_basic: the secret is in the Authorization header' },
  { value: 'basic-raw', label: 'client_secret_basic, without the percent-encoding of RFC 6749' },
];

/** A client that authenticates with a secret and only uses the token endpoint. */
export const confidentialClient = {
  properties: {
    issuer: oauthProperties.issuer,
    tokenUrl: oauthProperties.tokenUrl,
    clientAuthentication: {
      ...oauthProperties.clientAuthentication,
      enum: secretChoices.map(({ value }) => value),
      default: 'basic',
    },
    scopes: oauthProperties.scopes,
    quirks: oauthProperties.quirks,
  },
  oneOf: [['issuer'], ['tokenUrl']],
  questions: [
    { ...questions.tokenUrl, when: (auth) => lacksAny(auth, ['issuer']) },
    questions.issuerUnless('tokenUrl'),
    {
      key: 'clientAuthentication',
      ask: 'Client authentication at the token URL',
      initial: 'basic',
      isDerived: true,
      choices: secretChoices,
    },
  ],
  environment: [
    { suffix: 'CLIENT_ID', description: 'OAuth client id', secret: false, credential: true },
    { suffix: 'CLIENT_SECRET', description: 'OAuth client secret', secret: true, credential: true },
    {
      suffix: 'ISSUER',
      description: 'Another authorization server, for tests',
      secret: false,
      use: 'tests',
    },
  ],
} satisfies {
  properties: Record<string, JsonSchemaObject>;
  oneOf: string[][];
  questions: AuthQuestion[];
  environment: EnvironmentVariable[];
};

/** Returns the settings that a confidential client states, including its default, in the order of `keys`. */
export function statedSettings(
  auth: AuthSpec,
  keys: readonly string[],
): Readonly<Record<string, unknown>> {
  const settings: AuthSpec = { clientAuthentication: 'basic', ...auth };
  const presentKeys = keys.filter((key) => settings[key] !== undefined);
  return Object.fromEntries(presentKeys.map((key) => [key, settings[key]]));
}

export const stringsIn = (value: unknown): string[] =>
  Array.isArray(value) ? value.map(String) : [];
