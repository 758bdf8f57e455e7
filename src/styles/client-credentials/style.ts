import type { AuthStyle } from '../../model/auth-style.js';
import { confidentialClient, questions, statedSettings, stringsIn } from '../oauth-settings.js';

const { properties, oneOf, environment } = confidentialClient;

export default {
  label: 'A client ID and secret: the server signs in as itself (OAuth 2.0)',
  place: 'request',
  settings: { required: [], properties, oneOf },
  questions: [...confidentialClient.questions, questions.scopes],
  environment: () => environment,
  storesCredentials: false,
  config: ({ scopes }) => ({ scopes: stringsIn(scopes) }),
  next: (_auth, { NAME }) => [
    `Set ${NAME}_CLIENT_ID and ${NAME}_CLIENT_SECRET in .env (see .env.example).`,
  ],
  readme: (_auth, { NAME, signInCommand }) =>
    [
      `Set \`${NAME}_CLIENT_ID\` and \`${NAME}_CLIENT_SECRET\` (see \`.env.example\`). The server signs in as itself, for all users.`,
      'Alternatively, set `credentials_path` in `provider-config.yaml` to a JSON file outside the project with `client_id` and `client_secret`.',
      `\`${signInCommand}\` checks these credentials.`,
    ].join('\n'),
  view: (auth) => ({
    settings: statedSettings(auth, ['issuer', 'tokenUrl', 'clientAuthentication', 'quirks']),
  }),
  testing(auth) {
    const scopes = stringsIn(auth.scopes);
    return {
      name: 'clientCredentials',
      from: 'mcp-provider/testing/oauth',
      argument: {
        ...statedSettings(auth, [
          auth.tokenUrl === undefined ? 'issuer' : 'tokenUrl',
          'clientAuthentication',
        ]),
        ...(scopes.length > 0 && { scopes }),
      },
    };
  },
  dependencies: ['openid-client'],
  sample: { style: 'client-credentials', tokenUrl: 'https://auth.acme.dev/token' },
} satisfies AuthStyle;
