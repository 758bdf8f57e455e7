import type { Place, ProviderModel, SourceFile } from '../../model/project.js';
import { defineRule } from '../define.js';

const CLIENT = 'src/providers/weather/api/client.ts';
const TOOL = 'src/providers/weather/tools/get-forecast.ts';
const before = (text: string) => ({ replace: 'export async', with: `${text}\n\nexport async` });

/** Environment variables that hold what is presented to an API. */
const SECRET = /(^|_)(TOKEN|SECRET|API_?KEY|PASSWORD|CREDENTIALS?)$/i;
/** Parameters of token requests (RFC 6749 sections 4 and 6). */
const GRANT = /\b(grant_type|refresh_token)\b/;

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
      for (const [at, what] of tokenHandling(provider, file)) {
        report({
          at,
          message: `This ${what} outside of "${provider.directory}/api/auth.ts".`,
          hint: 'Do it in `getCredentials()`, and use what that returns.',
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

/** Places of it in a file, each with what it does. */
function* tokenHandling(
  { directory, project: { code } }: ProviderModel,
  file: SourceFile,
): Generator<[Place, string]> {
  const { members, declarations, objects, texts } = file.facts;
  for (const value of members) {
    const origin = code.origin({ file, value });
    if (origin.is === 'global' && isSecret(origin.path)) yield [file.at(value), 'reads a secret'];
  }
  for (const declared of declarations) {
    if (!declared.init || declared.path.length === 0) continue;
    const origin = code.origin({ file, value: declared.init });
    const path = origin.is === 'global' ? [origin.path, ...declared.path].join('.') : '';
    if (isSecret(path)) yield [file.at(declared), 'reads a secret'];
  }
  const isApi = file.logicalPath.startsWith(`${directory}/api/`);
  for (const { entries } of objects) {
    for (const entry of entries) {
      if (entry.is !== 'entry') continue;
      if (entry.key === 'grant_type') yield [file.at(entry), 'asks for a token'];
      // An API module presents what it got from getCredentials().
      if (!isApi && /^authorization$/i.test(entry.key)) {
        yield [file.at(entry), 'presents credentials'];
      }
    }
  }
  for (const text of texts) {
    const words = text.is === 'string' ? text.value : text.chunks.join('');
    if (GRANT.test(words) && words.includes('=')) yield [file.at(text), 'asks for a token'];
  }
}

const isSecret = (path: string) =>
  path.startsWith('process.env.') && SECRET.test(path.slice('process.env.'.length));
