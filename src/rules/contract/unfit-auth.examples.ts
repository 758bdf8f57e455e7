import { bad, ok } from '../example.js';

export default [
  bad`
    // provider-config.yaml, changed
    -     auth: bearer
    +     auth: ‹api-key›
  `.fixed`
    // provider-config.yaml, changed
    -     auth: api-key
    +     auth: bearer
  `.finds('"auth" is "api-key", but "api/auth.ts" calls "bearerAuth".'),
  // Several styles call the function: where the key is sent tells which one it is.
  bad`
    // provider-config.yaml, changed
    -     auth: bearer
    +     auth: ‹basic›

    // src/providers/weather/api/auth.ts, changed
    - import { bearerAuth } from 'mcp-provider/auth';
    + import { apiKeyAuth } from 'mcp-provider/auth';
    …
    - export const auth = bearerAuth(PROVIDER_NAME, { token: 'WEATHER_TOKEN' });
    + export const auth = apiKeyAuth(PROVIDER_NAME, { apiKey: 'WEATHER_API_KEY' }, { in: 'path' });

    // .env.example
    # WEATHER_API_KEY=
  `.fixed`
    // provider-config.yaml, changed
    -     auth: basic
    +     auth: path-key
  `.finds('"auth" is "basic", but "api/auth.ts" calls "apiKeyAuth".'),
  // Entry and code agree: the test was copied.
  bad`
    // tests/weather.test.ts, changed
    - import { testProvider } from 'mcp-provider/testing';
    + import { noSignIn, testProvider } from 'mcp-provider/testing';
    …
    -   signIn: { token: 'a token' },
    +   signIn: ‹noSignIn›,
  `.fixed`
    // tests/weather.test.ts, changed
    - import { noSignIn, testProvider } from 'mcp-provider/testing';
    + import { bearer, testProvider } from 'mcp-provider/testing';
    …
    -   signIn: noSignIn,
    +   signIn: bearer,
  `.finds('This test signs in with "noSignIn", which is for another auth style.'),
  bad`
    // provider-config.yaml, changed
    -     auth: bearer
    +     auth: oauth2
    +     callback_url: http://127.0.0.1:8710/auth/callback
    +     scopes: []

    // src/providers/weather/api/auth.ts, changed
    - import { bearerAuth } from 'mcp-provider/auth';
    + import { oauthAuth } from 'mcp-provider/oauth';
    …
    - export const auth = bearerAuth(PROVIDER_NAME, { token: 'WEATHER_TOKEN' });
    + export const auth = oauthAuth(PROVIDER_NAME, { issuer: 'https://auth.weather.dev', quirks: {} });

    // tests/weather.test.ts, changed
    - import { testProvider } from 'mcp-provider/testing';
    + import { apiKey, testProvider } from 'mcp-provider/testing';
    …
    -   signIn: { token: 'a token' },
    +   signIn: ‹apiKey({ header: 'X-Key' })›,
  `.fixed`
    // tests/weather.test.ts, changed
    - import { apiKey, testProvider } from 'mcp-provider/testing';
    + import { testProvider } from 'mcp-provider/testing';
    + import { accessToken } from 'mcp-provider/testing/oauth';
    …
    -   signIn: apiKey({ header: 'X-Key' }),
    +   signIn: accessToken({ issuer: 'https://auth.weather.dev', clientAuthentication: 'post' }),
  `.finds('This test signs in with "apiKey", which is for another auth style.'),
  // The style is about to change.
  bad`
    // provider-config.yaml, changed
    -     auth: bearer
    +     auth: ‹api-key›

    // .env.example
    # WEATHER_TOKEN=
    # WEATHER_API_KEY=
  `.finds('"auth" is "api-key", but "api/auth.ts" calls "bearerAuth".'),
  // "contract/config-entry" corrects the kind.
  ok`
    // provider-config.yaml
    providers:
      weather:
        name: Weather
        description: Reports.
        database_url: postgres://db.weather.dev/reports
        auth: login

    // src/providers/weather/api/auth.ts
    import { basicAuth } from 'mcp-provider/auth';

    export const auth = basicAuth('weather', { username: 'WEATHER_USERNAME', password: 'WEATHER_PASSWORD' });

    // .env.example
    # WEATHER_USERNAME=
    # WEATHER_PASSWORD=
  `,
  ok`
    // src/providers/weather/api/auth.ts
    import { bearerAuth, noAuth } from 'mcp-provider/auth';

    export const auth = process.env.WEATHER_URL
      ? noAuth()
      : bearerAuth('weather', { token: 'WEATHER_TOKEN' });
  `,
  ok`
    // provider-config.yaml
    providers:
      weather:
        kind: files
        name: Weather
        description: Reports.
        storage: https://s3.eu-central-1.amazonaws.com/weather
        auth: access-key

    // src/providers/weather/api/auth.ts
    import { accessKeyAuth } from 'mcp-provider/files/bucket';

    export const auth = accessKeyAuth('weather', { region: 'eu-central-1' });
  `,
  bad`
    // provider-config.yaml
    providers:
      weather:
        kind: files
        name: Weather
        description: Reports.
        storage: https://s3.eu-central-1.amazonaws.com/weather
        auth: ‹none›
  `.finds('"none" does not fit this "storage".'),
  bad`
    // provider-config.yaml
    providers:
      weather:
        kind: sql
        name: Weather
        description: Reports.
        database_url: postgres://db.weather.dev/weather
        auth: ‹none›
  `.finds('"none" does not fit this "database_url".'),
];
