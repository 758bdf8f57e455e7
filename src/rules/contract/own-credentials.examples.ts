import { bad, ok } from '../example.js';
import { boundUserExamples } from './examples/bound-user.js';
import { selfNamedExamples } from './examples/self-named.js';
import { preferredUserExamples } from './examples/preferred-user.js';
import { swappedUserExamples } from './examples/swapped-user.js';

export default [
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
  bad`
    // src/providers/weather/api/auth.ts, changed
    - export const { getCredentials, saveCredentials, signOut } = auth;
    + const recordOf = (_userId: string) => ‹PROVIDER_NAME›;
    + export const getCredentials = (userId: string) => auth.getCredentials(recordOf(userId));
    + export const saveCredentials = (userId: string, credentials: Credentials) => {
    +   const record = recordOf(userId);
    +   return auth.saveCredentials(record, credentials);
    + };
    + export const { signOut } = auth;
  `
    .related(
      'src/providers/weather/api/auth.ts:7:71 This call uses it as the user.',
      'src/providers/weather/api/auth.ts:10:31 This call uses it as the user.',
    )
    .finds('Every caller gets the credentials of "weather".'),
  ok`
    // src/providers/weather/api/scheme.ts
    import { bearerAuth } from 'mcp-provider/auth';
    import { PROVIDER_NAME } from '../mcp-instance.js';

    export const auth = bearerAuth(PROVIDER_NAME, { token: 'WEATHER_TOKEN' });
    export const { getCredentials, saveCredentials, signOut } = auth;

    // src/providers/weather/api/auth.ts
    export { auth, getCredentials, saveCredentials, signOut } from './scheme.js';

    // src/providers/weather/api/client.ts
    import { apiClient } from 'mcp-provider/api';
    import { PROVIDER_NAME } from '../mcp-instance.js';
    import { auth, getCredentials } from './scheme.js';

    export const callApi = apiClient(PROVIDER_NAME, { ...auth, getCredentials });
  `,
  ...swappedUserExamples,
  ...boundUserExamples,
  ...selfNamedExamples,
];
