import type { AuthStyle } from '../../model/auth-style.js';
import type { AuthSpec } from '../../model/spec.js';
import { oauthProperties, questions, secretChoices } from '../oauth-settings.js';
import {
  authPreset,
  callbackUrl,
  clientCredentialNames,
  completeSection,
  needsTunnel,
  oauthScopes,
  presetsByName,
  redirectAddress,
  returnsHere,
} from './section.js';

/** Order of the settings in the rendered source. */
const CLIENT_SETTINGS = [
  'issuer',
  'authorizationUrl',
  'tokenUrl',
  'refreshUrl',
  'revocationUrl',
  'sendsIssuer',
  'resource',
  'clientAuthentication',
  'registration',
  'scopeSeparator',
  'scopeParameter',
  'withoutPkce',
  'authorizationParams',
  'quirks',
];

/** Settings in the terms of `accessToken`. */
const TESTED_SETTINGS = [
  'issuer',
  'authorizationUrl',
  'tokenUrl',
  'refreshUrl',
  'revocationUrl',
  'sendsIssuer',
  'resource',
  'clientAuthentication',
];

function sectionSettings(auth: AuthSpec, keys: readonly string[]): Record<string, unknown> {
  const settings = completeSection(auth);
  const presentKeys = keys.filter((key) => settings[key] !== undefined);
  return Object.fromEntries(presentKeys.map((key) => [key, settings[key]]));
}

const urlHost = (url: unknown) =>
  typeof url === 'string' && URL.canParse(url) ? new URL(url).host : undefined;
const isAutomatic = ({ registration }: AuthSpec) => registration === 'automatic';
/** Returns the OAuth client to register, as a noun phrase. */
function clientToRegister(auth: AuthSpec): string {
  const { clientAuthentication, withoutPkce } = completeSection(auth);
  if (clientAuthentication !== 'none') return 'an OAuth client';
  return `a public OAuth client (${withoutPkce === undefined ? 'PKCE, ' : ''}no secret)`;
}

function scopeClause(auth: AuthSpec): string {
  const scopes = oauthScopes(auth).map((scope) => `\`${scope}\``);
  return scopes.length === 0
    ? ''
    : ` for the ${scopes.length === 1 ? 'scope' : 'scopes'} ${scopes.join(', ')}`;
}

const isUnknownService = ({ preset }: Partial<AuthSpec>) => preset === undefined;
const hasNoIssuer = (auth: Partial<AuthSpec>) =>
  isUnknownService(auth) && auth.issuer === undefined;

const issuer = questions.issuerUnless('authorizationUrl', 'tokenUrl');

export default {
  label: 'A browser: users sign in at the service (OAuth 2.0)',
  place: 'request',
  settings: {
    required: [],
    properties: oauthProperties,
    oneOf: [['preset'], ['issuer'], ['authorizationUrl', 'tokenUrl']],
  },
  provides(auth) {
    const { baseUrl } = authPreset(auth) ?? {};
    return baseUrl === undefined ? {} : { baseUrl };
  },
  extras(auth) {
    const { headers, success } = authPreset(auth) ?? {};
    return { ...(headers && { headers }), ...(success !== undefined && { success }) };
  },
  service(auth) {
    const preset = authPreset(auth);
    return preset && { name: String(auth.preset), displayName: preset.displayName };
  },
  summary(auth) {
    const place = authPreset(auth)?.displayName ?? urlHost(auth.authorizationUrl ?? auth.issuer);
    return `OAuth 2.0${place === undefined ? '' : ` at ${place}`}`;
  },
  warning({ scopes, ...auth }) {
    const [scope] = authPreset(auth)?.exampleScopes ?? [];
    if (scope === undefined || scopes !== undefined) return undefined;
    return {
      setting: 'preset',
      predicate: `is ${JSON.stringify(auth.preset)}, which sets no scopes; add "scopes" (--auth-scopes), such as "${scope}"`,
    };
  },
  questions: [
    {
      key: 'preset',
      ask: 'Service',
      initial: '',
      isDerived: true,
      get choices() {
        const services = Object.entries(presetsByName());
        return [
          { value: '', label: 'Another service' },
          ...services.map(([value, { displayName }]) => ({ value, label: displayName })),
        ];
      },
    },
    { ...questions.authorizationUrl, when: hasNoIssuer },
    {
      ...questions.tokenUrl,
      when: (auth) => hasNoIssuer(auth) && auth.authorizationUrl !== undefined,
    },
    { ...issuer, when: (auth) => isUnknownService(auth) && issuer.when?.(auth) !== false },
    {
      key: 'clientAuthentication',
      ask: 'Client authentication at the token URL',
      initial: 'post',
      isDerived: true,
      choices: [
        ...secretChoices,
        { value: 'none', label: 'none: a public client, which has no secret' },
      ],
      when: isUnknownService,
    },
    {
      ...questions.scopes,
      suggest: (auth) => authPreset(auth)?.exampleScopes.join(' '),
      // The metadata of a resource, such as an MCP server, names the scopes that it needs (RFC 9728).
      when: (auth) => auth.resource === undefined && authPreset(auth)?.exampleScopes.length !== 0,
    },
  ],
  environment: (auth) => [
    {
      suffix: 'CLIENT_ID',
      description: isAutomatic(auth)
        ? 'OAuth client id, if you register a client yourself'
        : 'OAuth client id',
      secret: false,
      ...(isAutomatic(auth) && { use: 'optional' }),
    },
    ...(completeSection(auth).clientAuthentication === 'none'
      ? []
      : [
          {
            suffix: 'CLIENT_SECRET',
            description: 'OAuth client secret',
            secret: true,
            ...(isAutomatic(auth) && ({ use: 'optional' } as const)),
          },
        ]),
    {
      suffix: 'ISSUER',
      description: 'Another authorization server, for tests',
      secret: false,
      use: 'tests',
    },
  ],
  storesCredentials: true,
  linksAccounts: true,
  config: (auth, port) => ({
    ...(!returnsHere(auth) && { port }),
    callback_url: callbackUrl(auth, port),
    scopes: oauthScopes(auth),
  }),
  next(auth, { NAME, port }) {
    if (isAutomatic(auth)) return [];
    const { register } = authPreset(auth) ?? {};
    const variables = clientCredentialNames(auth).map((name) => `${NAME}_${name.toUpperCase()}`);
    const redirect = redirectAddress(auth, port, (text) => text);
    return [
      `Register an OAuth client ${register ? `at ${register.url}` : 'with the service'}, with the redirect URI ${redirect}.`,
      `Set ${variables.join(' and ')} in .env (see .env.example).`,
    ];
  },
  readme(auth, { name, NAME, signInCommand, port }) {
    const { register } = authPreset(auth) ?? {};
    const code = (text: string) => `\`${text}\``;
    const variables = clientCredentialNames(auth).map((name) =>
      code(`${NAME}_${name.toUpperCase()}`),
    );
    const file = clientCredentialNames(auth).map(code).join(' and ');
    const signIn = `Sign in with \`${signInCommand}\`.`;
    const ownClient = `\`<MCP_PUBLIC_URL>/${name}/link/callback\``;
    const lines = isAutomatic(auth)
      ? [
          `The server registers its OAuth client itself. To use a client of your own, register it with the redirect URIs ${redirectAddress(auth, port, code)} and, for callers over HTTP, ${ownClient}, and set ${variables.join(' and ')} (see \`.env.example\`).`,
          signIn,
        ]
      : [
          `1. Register ${clientToRegister(auth)} ${register ? `at <${register.url}>` : 'with the service'}${scopeClause(auth)}, with the redirect URIs ${redirectAddress(auth, port, code)} and, for callers over HTTP, ${ownClient}.`,
          ...(register?.notes ?? []).map((note) => `   - ${note}`),
          `2. Set ${variables.join(' and ')} (see \`.env.example\`). Alternatively, set \`credentials_path\` in \`provider-config.yaml\` to a JSON file outside the project with ${file}.`,
          `3. ${signIn}`,
        ];
    return lines.join('\n');
  },
  view: (auth) => ({
    settings: sectionSettings(auth, CLIENT_SETTINGS),
    hasScopes: oauthScopes(auth).length > 0,
  }),
  testing(auth, port) {
    const argument = sectionSettings(auth, TESTED_SETTINGS);
    if (argument.clientAuthentication === 'none') delete argument.clientAuthentication;
    const scopes = oauthScopes(auth);
    return {
      name: 'accessToken',
      from: 'mcp-provider/testing/oauth',
      argument: {
        ...argument,
        ...(!needsTunnel(auth) && { redirectUri: callbackUrl(auth, port) }),
        ...(scopes.length > 0 && { scopes }),
      },
    };
  },
  dependencies: ['openid-client'],
  sample: {
    style: 'oauth2',
    authorizationUrl: 'https://auth.acme.dev/authorize',
    tokenUrl: 'https://auth.acme.dev/token',
    scopes: ['rooms:read'],
  },
} satisfies AuthStyle;
