import type { ProviderModel, SourceFile } from '../../model/project.js';
import { defineRule } from '../define.js';
import { fixedUsers, tokenHandling } from './parts/tokens.js';

const CLIENT = 'src/providers/weather/api/client.ts';
const TOOL = 'src/providers/weather/tools/get-forecast.ts';
const before = (text: string) => ({ replace: 'export async', with: `${text}\n\nexport async` });

export default defineRule({
  severity: 'error',
  summary: 'Credentials are loaded, renewed and stored by api/auth.ts and server-auth.ts alone.',
  why: 'A second way to a token knows nothing of users, renewal and sealing: it serves everybody with one person’s rights.',
  source: {
    text: 'The contract of a provider, in the README; OAuth 2.0, RFC 6749 section 10.',
    url: 'https://www.rfc-editor.org/rfc/rfc6749#section-10',
  },
  on: 'provider',
  check(provider, report) {
    const allowed = signInFiles(provider);
    for (const file of provider.files) {
      if (allowed.has(file)) continue;
      for (const [at, what] of tokenHandling(file, provider)) {
        report({
          at,
          message: `This ${what} outside of "${provider.directory}/api/auth.ts".`,
          hint: 'Do it in `getCredentials()`, and use what that returns.',
        });
      }
      for (const [at, user] of fixedUsers(file, provider.project.code)) {
        report({
          at,
          message: `Whoever asks is served with the credentials of "${user}".`,
          hint: 'Ask for those of `principal.userId`.',
        });
      }
    }
  },
  examples: [
    { ok: {} },
    { ok: { [CLIENT]: before('const limit = Number(process.env.WEATHER_PAGE_SIZE);') } },
    {
      ok: {
        'src/providers/weather/api/auth.ts': {
          replace: 'export interface',
          with: "export { renew } from './renew.js';\n\nexport interface",
        },
        'src/providers/weather/api/renew.ts':
          "export const renew = () => new URLSearchParams({ grant_type: 'refresh_token' });\n",
      },
    },
    {
      bad: { [CLIENT]: before('const key = process.env.WEATHER_API_KEY;') },
      finds: [`${CLIENT}:6:13`],
    },
    {
      bad: { [CLIENT]: before('const { WEATHER_TOKEN: token } = process.env;') },
      finds: [`${CLIENT}:6:24`],
    },
    {
      bad: {
        [CLIENT]: before(
          "export const renewal = (token: string) => new URLSearchParams({ grant_type: 'refresh', token });",
        ),
      },
      finds: [`${CLIENT}:6:65`],
    },
    {
      bad: {
        [CLIENT]: before(
          'export const renewal = (token: string) => `grant_type=refresh&token=${token}`;',
        ),
      },
      finds: [`${CLIENT}:6:43`],
    },
    {
      bad: {
        [CLIENT]: before(
          "export const renewal = (token: string) => {\n  const body = new URLSearchParams();\n  body.set('grant_type', 'refresh_token');\n  return body;\n};",
        ),
      },
      finds: [`${CLIENT}:8:12`],
    },
    {
      bad: {
        [CLIENT]: { replace: 'getCredentials(principal.userId)', with: "getCredentials('admin')" },
      },
      finds: [`${CLIENT}:7:44`],
    },
    {
      bad: {
        [CLIENT]: before(
          "import { refreshTokenGrant } from 'openid-client';\nexport { refreshTokenGrant };",
        ),
      },
      finds: [`${CLIENT}:6:35`],
    },
    {
      bad: {
        'src/core/credentials/store.ts': 'export const credentialStore = (name: string) => name;\n',
        [CLIENT]: before(
          "import { credentialStore } from '../../../core/credentials/store.js';\nexport const store = credentialStore('weather');",
        ),
      },
      finds: [`${CLIENT}:7:22`],
    },
    {
      bad: {
        [TOOL]: {
          replace: 'tool({',
          with: "const headers = new Headers();\nheaders.set('authorization', 'Bearer 1');\n\ntool({",
        },
      },
      finds: [`${TOOL}:6:13`],
    },
    {
      bad: {
        [TOOL]: {
          replace: 'tool({',
          with: "const headers = { Authorization: 'Bearer 1' };\n\ntool({",
        },
      },
      finds: [`${TOOL}:5:19`],
    },
  ],
});

/** The two files of the contract, and what only they need. */
function signInFiles(provider: ProviderModel): ReadonlySet<SourceFile> {
  const { modules } = provider.project;
  const own = ['api/auth', 'server-auth'].flatMap((stem) => provider.file(stem) ?? []);
  const needed = own.flatMap((each) => [...modules.reachable(each, { dynamic: true })]);
  const allowed = new Set([...own, ...needed]);
  const isShared = (each: SourceFile) =>
    !own.includes(each) && modules.importers(each).some((by) => !by.test && !allowed.has(by));
  return new Set([...allowed].filter((each) => !isShared(each)));
}
