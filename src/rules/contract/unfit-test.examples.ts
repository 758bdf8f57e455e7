import { bad, ok } from '../example.js';

export default [
  bad`
    // tests/weather.test.ts, changed
    - import { testProvider } from 'mcp-provider/testing';
    + import { testProvider } from 'mcp-provider';
    …
    - testProvider(providers, 'weather', {
    + ‹testProvider›(providers, 'weather', {
  `.fixed`
    // tests/weather.test.ts, changed
    - import { testProvider } from 'mcp-provider';
    + import { testProvider } from 'mcp-provider/testing';
  `.finds('"testProvider" of "mcp-provider" does not test the provider "weather".'),
  bad`
    // tests/weather.test.ts, changed
    - import { testProvider } from 'mcp-provider/testing';
    + import { testProvider } from 'mcp-provider/testing/remote';
    …
    - testProvider(providers, 'weather', {
    + ‹testProvider›(providers, 'weather', {
  `.fixed`
    // tests/weather.test.ts, changed
    - import { testProvider } from 'mcp-provider/testing/remote';
    + import { testProvider } from 'mcp-provider/testing';
  `.finds('"testProvider" of "mcp-provider/testing/remote" does not test the provider "weather".'),
  bad`
    // provider-config.yaml
    providers:
      weather:
        kind: mcp
        name: Weather
        description: Forecasts for any place.
        server: https://mcp.weather.dev/mcp
        auth: none

    // src/providers/weather/api/client.ts
    import { remoteServer } from 'mcp-provider/remote';
    import { PROVIDER_NAME } from '../mcp-instance.js';
    import { auth, getCredentials } from './auth.js';

    export const remote = remoteServer(PROVIDER_NAME, { ...auth, getCredentials });

    // src/providers/weather/api/get-forecast.ts, deleted

    // tests/weather.test.ts
    import {
      noSignIn,
      testProvider,
    } from 'mcp-provider/testing';
    import { providers } from '../src/providers/index.js';

    ‹testProvider›(providers, 'weather', { signIn: noSignIn, tools: {} });
  `.fixed`
    // tests/weather.test.ts
    import {
      noSignIn,
      } from 'mcp-provider/testing';
    import { testProvider } from 'mcp-provider/testing/remote';
    import { providers } from '../src/providers/index.js';

    testProvider(providers, 'weather', { signIn: noSignIn, tools: {} });
  `.finds('"testProvider" of "mcp-provider/testing" does not test the provider "weather".'),
  bad`
    // provider-config.yaml
    providers:
      weather:
        kind: sql
        name: Weather
        description: Forecasts for any place.
        database_url: sqlite:data/weather.db
        auth: none

    // src/providers/weather/api/client.ts
    import { sqliteDatabase } from 'mcp-provider/sql/sqlite';
    import { PROVIDER_NAME } from '../mcp-instance.js';
    import { auth, getCredentials } from './auth.js';

    export const database = sqliteDatabase(PROVIDER_NAME, { ...auth, getCredentials }, { users: 'shared' });

    // tests/weather.test.ts
    import { noSignIn } from 'mcp-provider/testing';
    import { testProvider } from 'mcp-provider/testing/sql/postgres';
    import { providers } from '../src/providers/index.js';

    ‹testProvider›(providers, 'weather', { signIn: noSignIn });
  `.fixed`
    // tests/weather.test.ts
    import { noSignIn } from 'mcp-provider/testing';
    import { testProvider } from 'mcp-provider/testing/sql/sqlite';
    import { providers } from '../src/providers/index.js';

    testProvider(providers, 'weather', { signIn: noSignIn });
  `.finds(
    '"testProvider" of "mcp-provider/testing/sql/postgres" does not test the provider "weather".',
  ),
  // The code connects to the database that the test is for: the entry may be wrong.
  bad`
    // provider-config.yaml
    providers:
      weather:
        kind: sql
        name: Weather
        description: Forecasts for any place.
        database_url: sqlite:data/weather.db
        auth: none

    // src/providers/weather/api/client.ts
    import { postgresDatabase } from 'mcp-provider/sql/postgres';
    import { PROVIDER_NAME } from '../mcp-instance.js';
    import { auth, getCredentials } from './auth.js';

    export const database = postgresDatabase(PROVIDER_NAME, { ...auth, getCredentials }, { users: 'shared' });

    // tests/weather.test.ts
    import { noSignIn } from 'mcp-provider/testing';
    import { testProvider } from 'mcp-provider/testing/sql/postgres';
    import { providers } from '../src/providers/index.js';

    ‹testProvider›(providers, 'weather', { signIn: noSignIn });
  `.finds(
    '"testProvider" of "mcp-provider/testing/sql/postgres" does not test the provider "weather".',
  ),
  // The settings of the entry are those of another kind.
  ok`
    // provider-config.yaml
    providers:
      weather:
        kind: api
        name: Weather
        description: Forecasts for any place.
        server: https://mcp.weather.dev/mcp
        auth: none

    // tests/weather.test.ts, changed
    - import { testProvider } from 'mcp-provider/testing';
    + import { testProvider } from 'mcp-provider/testing/remote';
  `,
  // A function of that name of the project.
  ok`
    // tests/weather.test.ts, changed
    - import { testProvider } from 'mcp-provider/testing';
    + import { testProvider } from './project.js';

    // tests/project.ts
    export function testProvider(...given: unknown[]): void {
      console.error(given.length);
    }
  `,
];
