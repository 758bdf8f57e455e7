import { kindContract } from '../../kinds/contract-of.js';
import type { DataNode } from '../../model/document.js';
import { camelCase } from '../../model/names.js';
import type { Rule } from '../../model/rule.js';
import { nearestOf } from '../../model/text/nearest.js';
import { styleIds } from '../../styles/ids.gen.js';

/** The function of the runtime for each value of "auth". It is stated here, because loading the styles loads many modules. */
const FUNCTIONS: Readonly<Record<(typeof styleIds)[number], string>> = {
  'access-key': 'accessKeyAuth',
  'api-key': 'apiKeyAuth',
  basic: 'basicAuth',
  'basic-key': 'apiKeyAuth',
  bearer: 'bearerAuth',
  'client-credentials': 'clientCredentialsAuth',
  login: 'basicAuth',
  none: 'noAuth',
  oauth2: 'oauthAuth',
  'path-key': 'apiKeyAuth',
  program: 'programAuth',
  'token-exchange': 'tokenExchangeAuth',
};
const STYLES: readonly string[] = styleIds;
const functionByStyle = new Map<string, string>(Object.entries(FUNCTIONS));
const AUTH = 'src/providers/weather/api/auth.ts';

export default {
  severity: 'error',
  summary:
    '"auth" in provider-config.yaml is a known style, fits the storage or database, and names the function that api/auth.ts calls.',
  why: 'Commands and clients ask for the credentials of the configuration; api/auth.ts reads others, and the system rejects every request.',
  source: { text: 'The contract, in docs/contract.md of create-mcp-provider.' },
  limits: 'An api/auth.ts with a sign-in of its own is not compared.',
  provider(provider, report) {
    const { entry, module } = provider;
    const setting = entry?.get('auth');
    if (!entry || typeof setting?.value !== 'string') return;
    const style = setting.value;
    if (!STYLES.includes(style)) {
      const suggestion = nearestOf(style, STYLES);
      report(
        setting.range,
        `There is no auth style "${style}".`,
        suggestion === undefined ? `Use one of ${STYLES.join(', ')}.` : `Use "${suggestion}".`,
        suggestion === undefined ? undefined : [{ at: setting.range, text: suggestion }],
      );
      return;
    }
    const requiredStyle = kindContract(provider).authFor?.(settingsIn(entry));
    if (requiredStyle !== undefined && requiredStyle !== style) {
      report(
        setting.range,
        `The auth style "${style}" does not fit the storage or database of this provider.`,
        `Use "${requiredStyle}", and its function in api/auth.ts.`,
      );
      return;
    }
    const expectedFunction = functionByStyle.get(style);
    const authCall = module('api/auth')?.variables.find(({ name }) => name === 'auth')?.init?.call;
    if (!expectedFunction || !authCall || authCall.callee === expectedFunction) return;
    const [otherStyle] = [...functionByStyle].find(([, name]) => name === authCall.callee) ?? [];
    if (otherStyle !== undefined)
      report(
        setting.range,
        `"auth" is "${style}", but api/auth.ts calls ${authCall.callee}.`,
        `Use "${otherStyle}", or call ${expectedFunction}.`,
      );
  },
  examples: {
    pass: [{ [AUTH]: ["= bearerAuth('weather', { token", '= ownAuth({ token'] }],
    fail: [
      [
        { 'provider-config.yaml': ['auth: bearer', 'auth: ‹oauth2›'] },
        '"auth" is "oauth2", but api/auth.ts calls bearerAuth.',
      ],
      [
        { 'provider-config.yaml': ['auth: bearer', 'auth: ‹none›'] },
        '"auth" is "none", but api/auth.ts calls bearerAuth.',
      ],
      [
        { 'provider-config.yaml': ['auth: bearer', 'auth: ‹basic-key›'] },
        '"auth" is "basic-key", but api/auth.ts calls bearerAuth.',
      ],
      [
        { 'provider-config.yaml': ['auth: bearer', 'auth: ‹baerer›'] },
        'There is no auth style "baerer".',
      ],
    ],
    fix: [[{ 'provider-config.yaml': ['auth: bearer', 'auth: baerer'] }, {}]],
  },
} satisfies Rule;

const settingsIn = ({ members }: DataNode): Record<string, unknown> =>
  Object.fromEntries(Array.from(members, ([key, { value }]) => [camelCase(key), value]));
