import type { Located } from '../../model/code.js';
import type { CallValue, Value } from '../../model/facts.js';
import type { ProviderModel, SourceFile } from '../../model/project.js';
import { isSameOrigin } from '../../model/origin.js';
import { defineRule } from '../define.js';
import { bad, ok } from '../example.js';
import { mandatoryExports } from './parts/mandatory.js';
import { foreignAuth, ownerOf } from './parts/other-owner.js';
import { isLostName } from './parts/lost-name.js';
import { ownImport } from './parts/own-import.js';
import { staleTestName } from './parts/tested-name.js';

export default defineRule({
  severity: 'error',
  summary:
    'A provider passes only its own name and sign-in to the functions of mcp-provider, and sends requests with its own client.',
  why: 'With another name, the provider registers its tools elsewhere or uses the credentials and settings of another provider.',
  source: { text: 'The contract of a provider, in the README.' },
  on: 'provider',
  check(provider, report) {
    const { name, files, project } = provider;
    const { code } = project;
    const instance = provider.file('mcp-instance');
    const own = instance && code.exports(instance).get('PROVIDER_NAME')?.origin;
    const stale = staleTestName(provider);
    if (stale) {
      report({
        at: stale.at,
        message: `The tests of the provider "${name}" use the name "${stale.name}".`,
        hint: `Write "${name}", and rename the file of the test to "tests/${name}.test.ts".`,
        fix: [{ at: stale.at, text: name }],
      });
    }
    for (const { name: exported, file, found } of mandatoryExports(provider)) {
      const of = found && exported !== 'tool' ? ownerOf(found.origin, code) : undefined;
      if (!found || of === undefined || of === name) continue;
      report({
        at: file.at(found.fact),
        message: `"${exported}" is that of the provider "${of}".`,
        hint: 'Make it with the functions of mcp-provider and PROVIDER_NAME, as other providers do.',
      });
    }
    const fixOf = (value: Value, file: SourceFile) => {
      const fix = value.is === 'name' ? ownImport(value.name, file, provider) : undefined;
      return fix && { fix };
    };
    for (const file of files) {
      for (const value of file.test ? [] : file.facts.calls) {
        const foreign = foreignAuth({ file, value }, provider);
        if (foreign) {
          report({
            at: file.at(foreign.value),
            message: `The provider "${name}" uses the sign-in of "${foreign.of}" here.`,
            hint: 'Use what the provider’s own "api/auth.ts" exports.',
            ...fixOf(foreign.value, file),
          });
        }
        const owner = ownerOfClient({ file, value }, provider);
        if (owner !== undefined) {
          report({
            at: file.at(value.callee),
            message: `The provider "${name}" sends this request with the client of "${owner}".`,
            hint: 'Use the client of the provider’s own "api/client.ts".',
            ...fixOf(value.callee, file),
          });
        }
        const path = code.runtime({ file, value: value.callee })?.provider;
        const given = path === undefined ? undefined : code.argument({ file, value }, path);
        // "contract/provider-name" reports a wrong PROVIDER_NAME.
        if (!given || (own && isSameOrigin(given.origin, own))) continue;
        const used = code.constant(given);
        if (used === name || isLostName(given, project.modules)) continue;
        const at = given.file.at(given.value);
        const hint = 'Use PROVIDER_NAME of the provider’s "mcp-instance.ts".';
        if (typeof used === 'string') {
          const message = `The provider "${name}" uses the name "${used}" here.`;
          report({ at, message, hint, ...fixOf(given.value, given.file) });
        } else {
          const message = 'Cannot determine which provider name this call uses.';
          report.unseen({ at, message, hint });
        }
      }
    }
  },
  examples: [
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
  ],
});

/** The other provider whose client, the function that sends requests, a call runs. */
function ownerOfClient(
  { file, value: { callee } }: Located<CallValue>,
  { name, project: { code } }: ProviderModel,
): string | undefined {
  if (!code.runtime({ file, value: callee })?.sends) return undefined;
  const origin = code.origin({ file, value: callee });
  const owner = 'file' in origin ? origin.file.provider : undefined;
  return owner === name ? undefined : owner;
}
