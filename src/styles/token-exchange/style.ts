import type { AuthStyle } from '../../model/auth-style.js';
import {
  confidentialClient,
  oauthProperties,
  questions,
  statedSettings,
  stringsIn,
} from '../oauth-settings.js';

const { oneOf, environment } = confidentialClient;

/** Settings that identify the API for the authorization server. */
const API_SETTINGS = ['grant', 'audience', 'resource'];

export default {
  label: "The caller's token: exchanged for one of the API (OAuth 2.0)",
  place: 'request',
  settings: {
    required: [],
    properties: {
      ...confidentialClient.properties,
      grant: {
        type: 'string',
        enum: ['token-exchange', 'on-behalf-of'],
        default: 'token-exchange',
        description: 'RFC 8693, or the on-behalf-of flow of Microsoft Entra ID.',
      },
      audience: {
        type: 'string',
        pattern: '^[\\x21-\\x7e]{1,500}$',
        patternErrorMessage: 'must be 1 to 500 printable ASCII characters without spaces',
        description: 'Name of the API at the authorization server (RFC 8693).',
      },
      resource: oauthProperties.resource,
    },
    oneOf,
  },
  questions: [
    ...confidentialClient.questions,
    {
      key: 'grant',
      ask: 'Grant',
      initial: 'token-exchange',
      isDerived: true,
      choices: [
        { value: 'token-exchange', label: 'token exchange (RFC 8693)' },
        { value: 'on-behalf-of', label: 'on behalf of: Microsoft Entra ID' },
      ],
    },
    {
      key: 'audience',
      ask: 'Name of the API at the authorization server: its audience (optional)',
      initial: '',
      optional: true,
      when: ({ grant }) => grant !== 'on-behalf-of',
    },
    questions.scopes,
  ],
  environment: () => [
    ...environment,
    {
      suffix: 'SUBJECT_TOKEN',
      description: 'Access token of the local user, for development',
      secret: true,
      use: 'optional',
    },
  ],
  storesCredentials: false,
  isPerCaller: true,
  rare: true,
  config: ({ scopes }) => ({ scopes: stringsIn(scopes) }),
  next: (_auth, { NAME }) => [
    `Set ${NAME}_CLIENT_ID and ${NAME}_CLIENT_SECRET in .env (see .env.example).`,
    `Serve over HTTP with MCP_ISSUER, or set ${NAME}_SUBJECT_TOKEN: the local user has no access token.`,
  ],
  readme: (_auth, { NAME }) =>
    [
      `Set \`${NAME}_CLIENT_ID\` and \`${NAME}_CLIENT_SECRET\` (see \`.env.example\`). Serve over HTTP with \`MCP_ISSUER\`: the server exchanges the access token of each caller for one of the API, and users do not sign in again.`,
      `The local user has no access token; for development, set one in \`${NAME}_SUBJECT_TOKEN\`.`,
    ].join('\n'),
  view: (auth) => ({
    settings: statedSettings(auth, [
      'issuer',
      'tokenUrl',
      'clientAuthentication',
      ...API_SETTINGS,
      'quirks',
    ]),
  }),
  testing: (auth) => ({
    name: 'tokenExchange',
    from: 'mcp-provider/testing/oauth',
    argument: statedSettings(auth, [
      auth.tokenUrl === undefined ? 'issuer' : 'tokenUrl',
      'clientAuthentication',
      ...API_SETTINGS,
    ]),
  }),
  dependencies: ['openid-client'],
  sample: {
    style: 'token-exchange',
    tokenUrl: 'https://auth.acme.dev/token',
    audience: 'orders-api',
  },
} satisfies AuthStyle;
