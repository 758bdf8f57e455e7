import type { AuthStyle } from '../../../src/model/auth-style.js';
import type { AuthSpec } from '../../../src/model/spec.js';
import { properties, questions, secretChoices } from '../oauth-settings.js';

const { issuer, tokenUrl, clientAuthentication, scopes, quirks } = properties;

/** In this order in the rendered source. */
const CLIENT_SETTINGS = ['issuer', 'tokenUrl', 'clientAuthentication'];

const complete = (auth: AuthSpec): AuthSpec => ({ clientAuthentication: 'basic', ...auth });

export default {
  label: 'OAuth 2.0 client credentials: the server signs in as itself',
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
      choices: secretChoices,
    },
    questions.scopes,
  ],
  environment: () => [
    { suffix: 'CLIENT_ID', description: 'OAuth client id', secret: false, credential: true },
    { suffix: 'CLIENT_SECRET', description: 'OAuth client secret', secret: true, credential: true },
    { suffix: 'ISSUER', description: 'Another authorization server, for tests', secret: false },
  ],
  storesCredentials: false,
  features: ({ quirks }) => [
    'oauth',
    'application-credentials',
    ...(quirks === undefined ? [] : ['oauth-quirks']),
  ],
  config: ({ scopes }) => ({ scopes: Array.isArray(scopes) ? scopes.map(String) : [] }),
  next: (_auth, { NAME }) => [
    `Put ${NAME}_CLIENT_ID and ${NAME}_CLIENT_SECRET into .env (see .env.example).`,
  ],
  readme: (_auth, { NAME, authCommand }) =>
    [
      `Set \`${NAME}_CLIENT_ID\` and \`${NAME}_CLIENT_SECRET\` (see \`.env.example\`): the server signs in as itself, for all of its users.`,
      'A JSON file with `client_id` and `client_secret` outside the project, named by `credentials_path` in `provider-config.yaml`, does as well.',
      `\`${authCommand()}\` shows on a page of this machine whether the service knows them.`,
    ].join('\n'),
  view(auth) {
    const settings = complete(auth);
    const stated = CLIENT_SETTINGS.filter((key) => settings[key] !== undefined);
    return {
      settings: Object.fromEntries(stated.map((key) => [key, settings[key]])),
      clientAuthentication: settings.clientAuthentication,
      quirks: settings.quirks,
    };
  },
  dependencies: [],
  devDependencies: [],
  sample: { style: 'client-credentials', tokenUrl: 'https://auth.acme.dev/token' },
} satisfies AuthStyle;
