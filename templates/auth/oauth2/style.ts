import type { AuthStyle } from '../../../src/model/auth-style.js';
import type { AuthSpec } from '../../../src/model/spec.js';
import { properties, questions, secretChoices } from '../oauth-settings.js';
import {
  callbackUrl,
  complete,
  endpointsOf,
  hasDialect,
  known,
  presetOf,
  redirectAddress,
  scopesOf,
  secretsOf,
} from './section.js';

/** In this order in the rendered source. */
const CLIENT_SETTINGS = [
  'issuer',
  'authorizationUrl',
  'tokenUrl',
  'refreshUrl',
  'revocationUrl',
  'sendsIssuer',
  'clientAuthentication',
  'scopeSeparator',
  'scopeParameter',
  'authorizationParams',
];

const isUnknownService = ({ preset }: Partial<AuthSpec>) => preset === undefined;
const hasNoIssuer = (auth: Partial<AuthSpec>) =>
  isUnknownService(auth) && auth.issuer === undefined;

export default {
  label: 'OAuth 2.0: people sign in with a browser',
  settings: {
    required: [],
    properties,
    oneOf: [['preset'], ['issuer'], ['authorizationUrl', 'tokenUrl']],
  },
  baseUrl: (auth) => presetOf(auth)?.baseUrl,
  questions: [
    {
      key: 'preset',
      ask: 'Which service is it?',
      initial: '',
      choices: [
        { value: '', label: 'Another one' },
        ...Object.entries(known).map(([value, { displayName }]) => ({ value, label: displayName })),
      ],
    },
    { ...questions.issuer, when: isUnknownService },
    { key: 'authorizationUrl', ask: 'Authorization URL, where people sign in', when: hasNoIssuer },
    { key: 'tokenUrl', ask: 'Token URL', when: hasNoIssuer },
    {
      key: 'clientAuthentication',
      ask: 'Client authentication at the token URL',
      initial: 'post',
      choices: [
        ...secretChoices,
        { value: 'none', label: 'none: a public client, which has no secret' },
      ],
      when: isUnknownService,
    },
    { ...questions.scopes, when: (auth) => presetOf(auth)?.exampleScopes.length !== 0 },
  ],
  environment: (auth) => [
    { suffix: 'CLIENT_ID', description: 'OAuth client id', secret: false },
    ...(complete(auth).clientAuthentication === 'none'
      ? []
      : [{ suffix: 'CLIENT_SECRET', description: 'OAuth client secret', secret: true }]),
    { suffix: 'ISSUER', description: 'Another authorization server, for tests', secret: false },
  ],
  storesCredentials: true,
  features: (auth) => [
    'credentials',
    'store',
    'renewal',
    'lock',
    'oauth',
    'authorization-code',
    'account-link',
    ...(complete(auth).quirks ? ['oauth-quirks'] : []),
    ...(hasDialect(auth) ? ['oauth-dialect'] : []),
  ],
  config: (auth, port) => ({ callback_url: callbackUrl(auth, port), scopes: scopesOf(auth) }),
  next(auth, { NAME, port }) {
    const { register } = presetOf(auth) ?? {};
    const variables = secretsOf(auth).map((name) => `${NAME}_${name.toUpperCase()}`);
    const redirect = redirectAddress(auth, port, (text) => text);
    return [
      `Register a client ${register ? `at ${register.url}` : 'with the service'}, with the redirect address ${redirect}.`,
      `Put ${variables.join(' and ')} into .env (see .env.example).`,
    ];
  },
  readme(auth, { name, NAME, authCommand, port }) {
    const { register } = presetOf(auth) ?? {};
    const code = (text: string) => `\`${text}\``;
    const variables = secretsOf(auth).map((name) => code(`${NAME}_${name.toUpperCase()}`));
    const file = secretsOf(auth).map(code).join(' and ');
    return [
      `Register a client ${register ? `at <${register.url}>` : 'with the service'}, with the redirect address ${redirectAddress(auth, port, code)}.`,
      `Set ${variables.join(' and ')} (see \`.env.example\`);`,
      `a JSON file with ${file} outside the project, named by \`credentials_path\` in \`provider-config.yaml\`, does as well.`,
      ...(register && register.notes.length > 0
        ? ['', ...register.notes.map((note) => `- ${note}`)]
        : []),
      '',
      `Sign in with \`${authCommand()}\`: the browser opens (\`${authCommand('--no-open')}\` only prints the address), and the tokens are stored encrypted and renewed by themselves.`,
      `\`${authCommand('--sign-out')}\` ends that.`,
      `\`${authCommand('--user alice')}\` signs in another person on this machine, whose client starts the server with \`--user alice\`, too.`,
      '',
      `Callers from elsewhere (see below) connect their accounts by a link that tools answer with, and disconnect them at \`<MCP_PUBLIC_URL>/${name}/link/disconnect\`, such as to connect others.`,
      `For that, register \`<MCP_PUBLIC_URL>/${name}/link/callback\` with the service as well, and at \`MCP_ISSUER\` a client of this server with the redirect address \`<MCP_PUBLIC_URL>/${name}/link/login\`: \`MCP_LOGIN_CLIENT_ID\` and \`MCP_LOGIN_CLIENT_SECRET\`.`,
    ].join('\n');
  },
  view(auth) {
    const settings = complete(auth);
    const stated = CLIENT_SETTINGS.filter((key) => settings[key] !== undefined);
    return {
      settings: Object.fromEntries(stated.map((key) => [key, settings[key]])),
      clientAuthentication: settings.clientAuthentication,
      quirks: settings.quirks,
      endpoints: endpointsOf(settings),
      hasDialect: hasDialect(auth),
    };
  },
  dependencies: [],
  devDependencies: [],
  sample: {
    style: 'oauth2',
    authorizationUrl: 'https://auth.acme.dev/authorize',
    tokenUrl: 'https://auth.acme.dev/token',
    scopes: ['rooms:read'],
  },
} satisfies AuthStyle;
