import type { AuthStyle } from '../../../src/model/auth-style.js';
import type { AuthSpec } from '../../../src/model/spec.js';
import { properties, questions, secretChoices } from '../oauth-settings.js';

const { issuer, tokenUrl, clientAuthentication, scopes, quirks } = properties;

/** In this order in the rendered source. */
const CLIENT_SETTINGS = ['issuer', 'tokenUrl', 'clientAuthentication', 'quirks'];

const complete = (auth: AuthSpec): AuthSpec => ({ clientAuthentication: 'basic', ...auth });

function settingsOf(auth: AuthSpec): Record<string, unknown> {
  const settings = complete(auth);
  const stated = CLIENT_SETTINGS.filter((key) => settings[key] !== undefined);
  return Object.fromEntries(stated.map((key) => [key, settings[key]]));
}

export default {
  label: 'OAuth 2.0 client credentials: the server signs in as itself',
  port: 'request',
  settings: {
    required: [],
    properties: {
      issuer,
      tokenUrl,
      clientAuthentication: {
        ...clientAuthentication,
        enum: secretChoices.map(({ value }) => value),
        default: 'basic',
      },
      scopes,
      quirks,
    },
    oneOf: [['issuer'], ['tokenUrl']],
  },
  questions: [
    questions.issuer,
    { key: 'tokenUrl', ask: 'Token URL', when: ({ issuer }) => issuer === undefined },
    {
      key: 'clientAuthentication',
      ask: 'Client authentication at the token URL',
      initial: 'basic',
      derived: true,
      choices: secretChoices,
    },
    questions.scopes,
  ],
  environment: () => [
    { suffix: 'CLIENT_ID', description: 'OAuth client id', secret: false, credential: true },
    { suffix: 'CLIENT_SECRET', description: 'OAuth client secret', secret: true, credential: true },
    {
      suffix: 'ISSUER',
      description: 'Another authorization server, for tests',
      secret: false,
      use: 'tests',
    },
  ],
  storesCredentials: false,
  config: ({ scopes }) => ({ scopes: Array.isArray(scopes) ? scopes.map(String) : [] }),
  next: (_auth, { NAME }) => [
    `Set ${NAME}_CLIENT_ID and ${NAME}_CLIENT_SECRET in .env (see .env.example).`,
  ],
  readme: (_auth, { NAME, signInCommand }) =>
    [
      `Set \`${NAME}_CLIENT_ID\` and \`${NAME}_CLIENT_SECRET\` (see \`.env.example\`). The server signs in as itself, for all users.`,
      'Alternatively, set `credentials_path` in `provider-config.yaml` to a JSON file outside the project with `client_id` and `client_secret`.',
      `\`${signInCommand}\` checks these credentials.`,
    ].join('\n'),
  view: (auth) => ({ settings: settingsOf(auth) }),
  testing(auth) {
    const { issuer, tokenUrl, clientAuthentication } = complete(auth);
    const endpoint = tokenUrl === undefined ? { issuer } : { tokenUrl };
    return {
      name: 'clientCredentials',
      from: 'mcp-provider/testing/oauth',
      argument: { ...endpoint, clientAuthentication },
    };
  },
  dependencies: ['openid-client'],
  sample: { style: 'client-credentials', tokenUrl: 'https://auth.acme.dev/token' },
} satisfies AuthStyle;
