import type { AuthStyle } from '../../../src/model/auth-style.js';
import type { Preset } from '../../../src/model/preset.js';
import type { AuthSpec } from '../../../src/model/spec.js';
import { presets } from '../../../src/presets/register.gen.js';
import { properties, questions, secretChoices } from '../oauth-settings.js';

const known: Readonly<Record<string, Preset>> = presets;
const presetOf = ({ preset }: Partial<AuthSpec>): Preset | undefined =>
  typeof preset === 'string' ? known[preset] : undefined;

/** The section, with what its preset says of the rest. */
const complete = (auth: AuthSpec): AuthSpec => ({
  clientAuthentication: 'post',
  ...presetOf(auth)?.settings,
  ...auth,
});

/** In this order in the rendered source. */
const CLIENT_SETTINGS = [
  'issuer',
  'authorizationUrl',
  'tokenUrl',
  'refreshUrl',
  'revocationUrl',
  'clientAuthentication',
  'scopeSeparator',
  'scopeParameter',
  'authorizationParams',
];

function callbackUrl(auth: AuthSpec, port: number): string {
  if (typeof auth.callbackUrl === 'string') return auth.callbackUrl;
  const host = presetOf(auth)?.loopback === 'localhost' ? 'localhost' : '127.0.0.1';
  return `http://${host}:${port}/auth/callback`;
}

function scopesOf(auth: AuthSpec): string[] {
  const stated = Array.isArray(auth.scopes) ? auth.scopes.map(String) : [];
  return [...new Set([...stated, ...(presetOf(auth)?.alwaysScopes ?? [])])];
}

/** Requests are not those of RFC 6749; only the tests have to know. */
function hasDialect(auth: AuthSpec): boolean {
  const { scopeSeparator = ' ', scopeParameter = 'scope', quirks } = complete(auth);
  const isJson = typeof quirks === 'object' && quirks !== null && 'jsonRequest' in quirks;
  return scopeSeparator !== ' ' || scopeParameter !== 'scope' || isJson;
}

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
  readme(auth, { name, NAME, authCommand, port }) {
    const { register, loopback } = presetOf(auth) ?? {};
    const isPublic = complete(auth).clientAuthentication === 'none';
    const variables = isPublic
      ? `\`${NAME}_CLIENT_ID\``
      : `\`${NAME}_CLIENT_ID\` and \`${NAME}_CLIENT_SECRET\``;
    const address = `\`${callbackUrl(auth, port)}\``;
    const needsTunnel = loopback === 'https' && auth.callbackUrl === undefined;
    const redirect = needsTunnel
      ? `the https address of a tunnel to ${address}, which goes into \`callback_url\` in \`provider-config.yaml\`, too`
      : address;
    const file = isPublic ? '`client_id`' : '`client_id` and `client_secret`';
    return [
      `Register a client ${register ? `at <${register.url}>` : 'with the service'}, with the redirect address ${redirect}.`,
      `Set ${variables} (see \`.env.example\`);`,
      `a JSON file with ${file} outside the project, named by \`credentials_path\` in \`provider-config.yaml\`, does as well.`,
      ...(register && register.notes.length > 0
        ? ['', ...register.notes.map((note) => `- ${note}`)]
        : []),
      '',
      `Sign in with \`${authCommand()}\`: the browser opens (\`${authCommand('--no-open')}\` only prints the address), and the tokens are stored encrypted and renewed by themselves.`,
      `\`${authCommand('--sign-out')}\` ends that.`,
      `\`${authCommand('--user alice')}\` signs in another person on this machine, whose client starts the server with \`--user alice\`, too.`,
      '',
      'Callers from elsewhere (see below) connect their accounts by a link that tools answer with.',
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
