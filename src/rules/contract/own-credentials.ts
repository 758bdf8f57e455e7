import type { ProviderModel, SourceFile } from '../../model/project.js';
import { defineRule } from '../define.js';
import { project } from '../example.js';
import { fixedUsers, tokenHandling } from './parts/tokens.js';

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
    {
      ok: project`
        // src/providers/weather/api/client.ts, changed
        + const limit = Number(process.env.WEATHER_PAGE_SIZE);
          export const callApi = apiClient(PROVIDER_NAME, { ...auth, getCredentials });
      `,
    },
    {
      ok: project`
        // src/providers/weather/api/auth.ts, changed
        + export { renew } from './renew.js';
        +
          export interface Credentials {

        // src/providers/weather/api/renew.ts
        export const renew = () => new URLSearchParams({ grant_type: 'refresh_token' });
      `,
    },
    {
      bad: project`
        // src/providers/weather/api/client.ts, changed
        + const key = ‹process.env.WEATHER_API_KEY›;
          export const callApi = apiClient(PROVIDER_NAME, { ...auth, getCredentials });
      `,
      finds: ['This reads a secret outside of "src/providers/weather/api/auth.ts".'],
    },
    {
      bad: project`
        // src/providers/weather/api/client.ts, changed
        + const { WEATHER_TOKEN: ‹token› } = process.env;
          export const callApi = apiClient(PROVIDER_NAME, { ...auth, getCredentials });
      `,
      finds: ['This reads a secret outside of "src/providers/weather/api/auth.ts".'],
    },
    {
      bad: project`
        // src/providers/weather/api/client.ts, changed
        + export const renewal = (token: string) => new URLSearchParams({ ‹grant_type›: 'refresh', token });
          export const callApi = apiClient(PROVIDER_NAME, { ...auth, getCredentials });
      `,
      finds: ['This asks for a token outside of "src/providers/weather/api/auth.ts".'],
    },
    {
      bad: project`
        // src/providers/weather/api/client.ts, changed
        + export const renewal = (token: string) => ‹\`grant_type=refresh&token=\${token}\`›;
          export const callApi = apiClient(PROVIDER_NAME, { ...auth, getCredentials });
      `,
      finds: ['This asks for a token outside of "src/providers/weather/api/auth.ts".'],
    },
    {
      bad: project`
        // src/providers/weather/api/client.ts, changed
        + export const renewal = (token: string) => {
        +   const body = new URLSearchParams();
        +   body.set(‹'grant_type'›, 'refresh_token');
        +   return body;
        + };
          export const callApi = apiClient(PROVIDER_NAME, { ...auth, getCredentials });
      `,
      finds: ['This asks for a token outside of "src/providers/weather/api/auth.ts".'],
    },
    {
      bad: project`
        // src/providers/weather/api/client.ts, changed
        -   const credentials = await getCredentials(principal.userId);
        +   const credentials = await getCredentials(‹'admin'›);
      `,
      finds: ['Whoever asks is served with the credentials of "admin".'],
    },
    {
      bad: project`
        // src/providers/weather/api/client.ts, changed
        + import { refreshTokenGrant } from ‹'openid-client'›;
        + export { refreshTokenGrant };
          export const callApi = apiClient(PROVIDER_NAME, { ...auth, getCredentials });
      `,
      finds: [
        'This asks for tokens with a package of its own outside of "src/providers/weather/api/auth.ts".',
      ],
    },
    {
      bad: project`
        // src/core/credentials/store.ts
        export const credentialStore = (name: string) => name;

        // src/providers/weather/api/client.ts, changed
        + import { credentialStore } from '../../../core/credentials/store.js';
        + export const store = ‹credentialStore›('weather');
          export const callApi = apiClient(PROVIDER_NAME, { ...auth, getCredentials });
      `,
      finds: ['This keeps credentials outside of "src/providers/weather/api/auth.ts".'],
    },
    {
      bad: project`
        // src/providers/weather/tools/get-forecast.ts, changed
        + const headers = new Headers();
        + headers.set(‹'authorization'›, 'Bearer 1');
          export const input = z.object({
      `,
      finds: ['This presents credentials outside of "src/providers/weather/api/auth.ts".'],
    },
    {
      bad: project`
        // src/providers/weather/tools/get-forecast.ts, changed
        + const headers = { ‹Authorization›: 'Bearer 1' };
          export const input = z.object({
      `,
      finds: ['This presents credentials outside of "src/providers/weather/api/auth.ts".'],
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
