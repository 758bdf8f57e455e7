import { sharedNameExamples } from './examples/shared-name.js';
import { bad, ok } from '../example.js';

export default [
  // "contract/missing-export" reports it.
  ok`
    // src/providers/weather/mcp-instance.ts, changed
    - export const PROVIDER_NAME = 'weather';
    + export const NAME = 'weather';
    …
    -   name: PROVIDER_NAME,
    +   name: NAME,
  `,
  ok`
    // src/providers/weather/api/client.ts, changed
    + const NAME = PROVIDER_NAME;
    - export const callApi = apiClient(PROVIDER_NAME, { ...auth, getCredentials });
    + export const callApi = apiClient(NAME, { ...auth, getCredentials });
  `,
  ok`
    // tests/weather.test.ts, changed
    - testProvider(providers, 'weather', {
    + // testProvider(providers, 'forecasts', {})
    + test('get_forecast', {
  `,
  // The tests of a provider that was removed.
  ok`
    // tests/weather.test.ts, deleted

    // tests/mail.test.ts
    import { testProvider } from 'mcp-provider/testing';
    import { providers } from '../src/providers/index.js';

    testProvider(providers, 'mail', { tools: { send_mail: {} } });
  `,
  bad`
    // tests/weather.test.ts, changed
    - testProvider(providers, 'weather', {
    + testProvider(providers, '‹forecasts›', {
  `.fixed`
    // tests/weather.test.ts, changed
    - testProvider(providers, 'forecasts', {
    + testProvider(providers, 'weather', {
  `.finds('The tests of the provider "weather" use the name "forecasts".'),
  bad`
    // src/providers/weather/mcp-instance.ts, changed
    -   name: PROVIDER_NAME,
    +   name: ‹'wether'›,
  `.finds('The provider "weather" uses the name "wether" here.'),
  bad`
    // src/providers/weather/api/auth.ts, changed
    - export const auth = bearerAuth(PROVIDER_NAME, { token: 'WEATHER_TOKEN' });
    + export const auth = bearerAuth(‹\`\${PROVIDER_NAME}_v2\`›, { token: 'WEATHER_TOKEN' });
  `.finds('The provider "weather" uses the name "weather_v2" here.'),
  bad`
    // src/providers/weather/api/client.ts, changed
    + const SHARED = 'mail';
    - export const callApi = apiClient(PROVIDER_NAME, { ...auth, getCredentials });
    + export const callApi = apiClient(‹SHARED›, { ...auth, getCredentials });
  `.finds('The provider "weather" uses the name "mail" here.'),
  bad`
    // src/providers/weather/api/client.ts, changed
    + const NAMES = { post: 'mail', sky: 'weather' } as const;
    + const nameOf = (area: keyof typeof NAMES) => NAMES[area];
    + export const callOwn = apiClient(nameOf('sky'), { ...auth, getCredentials });
    - export const callApi = apiClient(PROVIDER_NAME, { ...auth, getCredentials });
    + export const callApi = apiClient(‹nameOf('post')›, { ...auth, getCredentials });
  `.finds('The provider "weather" uses the name "mail" here.'),
  bad`
    // src/providers/mail/mcp-instance.ts
    export const PROVIDER_NAME = 'mail';

    // src/providers/weather/api/client.ts, changed
    - import { PROVIDER_NAME } from '../mcp-instance.js';
    + import { PROVIDER_NAME } from '../../mail/mcp-instance.js';
    …
      export const callApi = apiClient(‹PROVIDER_NAME›, { ...auth, getCredentials });
  `.fixed`
    // src/providers/weather/api/client.ts, changed
    - import { PROVIDER_NAME } from '../../mail/mcp-instance.js';
    + import { PROVIDER_NAME } from '../mcp-instance.js';
  `.finds('The provider "weather" uses the name "mail" here.'),
  bad`
    // src/providers/mail/api/auth.ts
    import { bearerAuth } from 'mcp-provider/auth';

    export const auth = bearerAuth('mail', { token: 'MAIL_TOKEN' });

    // src/providers/weather/server-auth.ts, changed
    - import { auth } from './api/auth.js';
    + import { auth } from '../mail/api/auth.js';
    …
      export const runAuthServer = signInForm(‹auth›);
  `.fixed`
    // src/providers/weather/server-auth.ts, changed
    - import { auth } from '../mail/api/auth.js';
    + import { auth } from './api/auth.js';
  `.finds('The provider "weather" uses the sign-in of "mail" here.'),
  bad`
    // src/providers/mail/api/auth.ts
    import { bearerAuth } from 'mcp-provider/auth';

    export const auth = bearerAuth('mail', { token: 'MAIL_TOKEN' });
    export const getCredentials = (userId: string) => auth.getCredentials(userId);
    export const { saveCredentials, signOut } = auth;

    // src/providers/weather/api/auth.ts
    import { auth } from '../../mail/api/auth.js';
    export { ‹getCredentials› } from '../../mail/api/auth.js';
    export const { ‹saveCredentials› } = auth;
  `.finds(
    '"getCredentials" is that of the provider "mail".',
    '"saveCredentials" is that of the provider "mail".',
  ),
  bad`
    // src/providers/mail/api/client.ts
    import { apiClient } from 'mcp-provider/api';
    import { bearerAuth } from 'mcp-provider/auth';

    const auth = bearerAuth('mail', { token: 'MAIL_TOKEN' });
    export const callApi = apiClient('mail', auth);

    // src/providers/weather/api/get-forecast.ts, changed
    - import { callApi } from './client.js';
    + import { callApi } from '../../mail/api/client.js';
    …
    -   const response = await callApi(
    +   const response = await ‹callApi›(
  `.fixed`
    // src/providers/weather/api/get-forecast.ts, changed
    - import { callApi } from '../../mail/api/client.js';
    + import { callApi } from './client.js';
  `.finds('The provider "weather" sends this request with the client of "mail".'),
  bad`
    // src/providers/weather/api/get-forecast.ts, changed
    + import { configOf } from 'mcp-provider';
      import { path } from 'mcp-provider/api';
    …
    + export const base = configOf(‹process.env.PROVIDER ?? ''›).base_url;
    +
      export const getForecast: Call<typeof input, typeof output> = async ({ place, days }, context) => {
  `.finds('Cannot determine which provider name this call uses.'),
  ...sharedNameExamples,
];
