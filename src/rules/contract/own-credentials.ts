import type { ProviderModel, SourceFile } from '../../model/project.js';
import { defineRule } from '../define.js';
import { bad, ok } from '../example.js';
import { preferredUserExamples } from './examples/preferred-user.js';
import { ignoredUser } from './parts/ignored-user.js';
import { tokenHandling, wrongUsers } from './parts/tokens.js';

export default defineRule({
  severity: 'error',
  summary:
    'Only api/auth.ts and server-auth.ts get, refresh and store credentials, and getCredentials() gets the current user.',
  why: 'Other code paths bypass per-user storage, refresh and encryption, so all users share one account.',
  source: {
    text: 'The contract of a provider, in the README; OAuth 2.0, RFC 6749 section 10.',
    url: 'https://www.rfc-editor.org/rfc/rfc6749#section-10',
  },
  on: 'provider',
  check(provider, report) {
    const allowed = signInFiles(provider);
    for (const file of provider.files) {
      for (const [at, what] of allowed.has(file) ? [] : tokenHandling(file, provider)) {
        report({
          at,
          message: `This code ${what}, outside of "${provider.directory}/api/auth.ts".`,
          hint: 'Move it to `getCredentials()`, and use the result.',
        });
      }
      const wrong = [...wrongUsers(file, provider.project.code)];
      for (const { at, message } of [...wrong, ...ignoredUser(file, provider, wrong)]) {
        report({
          at,
          message,
          hint: 'Pass `principal.userId` of the caller as the first argument.',
        });
      }
    }
  },
  examples: [
    ...preferredUserExamples,
    ok`
      // src/providers/weather/tools/get-forecast.ts, changed
          days: z.int().min(1).max(7).default(3).describe('How many days.'),
      +   grant_type: z.enum(['client_credentials']).describe('The grant_type of the new client.'),
    `,
    ok`
      // src/providers/weather/api/client.ts, changed
      + export const limit = Number(process.env.WEATHER_PAGE_SIZE);
        export const callApi = apiClient(PROVIDER_NAME, { ...auth, getCredentials });
    `,
    ok`
      // src/providers/weather/api/hook.ts
      export const key = process.env.WEATHER_WEBHOOK_SECRET;
    `,
    bad`
      // src/providers/weather/api/hook.ts
      export const key = ‹process.env.WEATHER_WEBHOOK_API_KEY›;
    `.finds('This code reads a secret, outside of "src/providers/weather/api/auth.ts".'),
    ok`
      // src/providers/weather/api/local.ts
      import { getCredentials } from './auth.js';

      const load = (user: string) => getCredentials(user);
      export const loadFor = (principal: { userId: string }) => load(principal.userId);
      export const loadOwn = () => load(process.env.WEATHER_TEST_USER ?? 'test');
      export const loadLocal = (userId?: string) =>
        getCredentials(userId ?? process.env.WEATHER_USER ?? 'local');
    `,
    ok`
      // src/providers/weather/api/auth.ts, changed
      + export { refresh } from './refresh.js';
        export const { getCredentials, saveCredentials, signOut } = auth;

      // src/providers/weather/api/refresh.ts
      export const refresh = () => new URLSearchParams({ grant_type: 'refresh_token' });
    `,
    bad`
      // src/providers/weather/api/client.ts, changed
      + const key = ‹process.env.WEATHER_API_KEY›;
        export const callApi = apiClient(PROVIDER_NAME, { ...auth, getCredentials });
    `.finds('This code reads a secret, outside of "src/providers/weather/api/auth.ts".'),
    bad`
      // src/providers/weather/api/client.ts, changed
      + const { ‹WEATHER_PAT› } = process.env;
        export const callApi = apiClient(PROVIDER_NAME, { ...auth, getCredentials });
    `.finds('This code reads a secret, outside of "src/providers/weather/api/auth.ts".'),
    bad`
      // src/providers/weather/api/client.ts, changed
      + const body = { ‹grant_type›: 'refresh_token' };
        export const callApi = apiClient(PROVIDER_NAME, { ...auth, getCredentials });
    `.finds('This code requests a token, outside of "src/providers/weather/api/auth.ts".'),
    bad`
      // src/providers/weather/api/client.ts, changed
      + const body = (token: string) => ‹\`grant_type=refresh_token&refresh_token=\${token}\`›;
        export const callApi = apiClient(PROVIDER_NAME, { ...auth, getCredentials });
    `.finds('This code requests a token, outside of "src/providers/weather/api/auth.ts".'),
    bad`
      // src/providers/weather/api/client.ts, changed
      + import { refreshTokenGrant } from ‹'openid-client'›;
        import { apiClient } from 'mcp-provider/api';
    `.finds(
      'This code requests tokens with a package of its own, outside of "src/providers/weather/api/auth.ts".',
    ),
    bad`
      // src/providers/weather/api/client.ts, changed
      + import { bearerAuth } from 'mcp-provider/auth';
        import { auth, getCredentials } from './auth.js';
      …
      - export const callApi = apiClient(PROVIDER_NAME, { ...auth, getCredentials });
      + export const other = ‹bearerAuth›(PROVIDER_NAME, { token: 'OTHER_TOKEN' });
      + export const callApi = apiClient(PROVIDER_NAME, { ...auth, getCredentials });
    `.finds(
      'This code loads and stores credentials, outside of "src/providers/weather/api/auth.ts".',
    ),
    bad`
      // src/providers/weather/api/auth.ts, changed
      - export const { getCredentials, saveCredentials, signOut } = auth;
      + export const { saveCredentials, signOut } = auth;
      + const owner = process.env.WEATHER_OWNER ?? '';
      + export const getCredentials = (_userId: string) => auth.getCredentials(‹owner›);
    `.finds('Every caller gets the credentials of the user in "WEATHER_OWNER".'),
    bad`
      // src/providers/weather/api/client.ts, changed
      + export const admin = () => getCredentials(‹'admin'›);
        export const callApi = apiClient(PROVIDER_NAME, { ...auth, getCredentials });
    `.finds('Every caller gets the credentials of "admin".'),
    bad`
      // src/providers/weather/api/robot.ts
      import { getCredentials } from './auth.js';

      const users = { robot: process.env.WEATHER_ROBOT ?? 'robot' };

      class Robot {
        readonly #variables = process.env;
        load = () => getCredentials(‹this.#variables['WEATHER_ROBOT'] ?? ''›);
      }

      export const load = () => getCredentials(‹users.robot›);
      export const robot = new Robot();
    `.finds(
      'Every caller gets the credentials of the user in "WEATHER_ROBOT".',
      'Every caller gets the credentials of the user in "WEATHER_ROBOT".',
    ),
    bad`
      // src/providers/weather/api/client.ts, changed
      + export const anyone = () => ‹getCredentials›();
        export const callApi = apiClient(PROVIDER_NAME, { ...auth, getCredentials });
    `.finds('`getCredentials` is called without a user.'),
    bad`
      // src/providers/weather/api/client.ts, changed
      - import { auth, getCredentials } from './auth.js';
      + import { auth, getCredentials, saveCredentials } from './auth.js';
      …
      + export const save = (userId: string) => saveCredentials(‹{ token: '' }›, userId);
        export const callApi = apiClient(PROVIDER_NAME, { ...auth, getCredentials });
    `.finds('The first argument of `saveCredentials` is not a user.'),
    bad`
      // src/providers/weather/server-auth.ts, changed
        export const runAuthServer = signInForm(auth);
      +
      + export const restore = (userId: string, credentials: never) =>
      +   auth.saveCredentials(‹credentials›, userId as never);
    `.finds('The first argument of `saveCredentials` is not a user.'),
    bad`
      // src/providers/weather/tools/get-forecast.ts, changed
      + const headers = new Headers();
      + headers.set(‹'authorization'›, 'Bearer 1');
        export const input = z.object({
    `.finds('This code sends credentials, outside of "src/providers/weather/api/auth.ts".'),
    bad`
      // src/providers/weather/tools/get-forecast.ts, changed
      + const headers = { ‹Authorization›: 'Bearer 1' };
        export const input = z.object({
    `.finds('This code sends credentials, outside of "src/providers/weather/api/auth.ts".'),
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
