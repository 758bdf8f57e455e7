import { bad, ok } from '../example.js';

export default [
  ok`
    // .env.example
    WEATHER_TOKEN=
  `,
  bad`
    // .env.example, deleted

    // src/providers/weather/api/auth.ts, unchanged
    export const auth = bearerAuth(PROVIDER_NAME, { token: ‹'WEATHER_TOKEN'› });
  `.finds('The file ".env.example", which lists "WEATHER_TOKEN", is missing.'),
  // The tests set the usual variable.
  bad`
    // src/providers/weather/api/auth.ts, changed
    - export const auth = bearerAuth(PROVIDER_NAME, { token: 'WEATHER_TOKEN' });
    + export const auth = bearerAuth(PROVIDER_NAME, { token: ‹'WEATHER_KEY'› });
  `.fixed`
    // src/providers/weather/api/auth.ts, changed
    - export const auth = bearerAuth(PROVIDER_NAME, { token: 'WEATHER_KEY' });
    + export const auth = bearerAuth(PROVIDER_NAME, { token: 'WEATHER_TOKEN' });
  `.finds('The file ".env.example" lists "WEATHER_TOKEN", not "WEATHER_KEY".'),
  // Renamed on purpose.
  bad`
    // src/providers/weather/api/auth.ts, changed
    - export const auth = bearerAuth(PROVIDER_NAME, { token: 'WEATHER_TOKEN' });
    + export const auth = bearerAuth(PROVIDER_NAME, { token: ‹'WEATHER_KEY'› });

    // README.md
    Set WEATHER_KEY to your key.
  `.fixed`
    // .env.example, changed
      # WEATHER_TOKEN=
    + # WEATHER_KEY=
  `.finds('The file ".env.example" does not list "WEATHER_KEY".'),
  bad`
    // src/providers/weather/api/auth.ts, changed
    - export const auth = bearerAuth(PROVIDER_NAME, { token: 'WEATHER_TOKEN' });
    + export const auth = bearerAuth(PROVIDER_NAME, { token: ‹'WEATHER_KEY'› });

    // tests/weather.test.ts, changed
        signIn: { token: 'a token' },
    +   environment: { token: 'WEATHER_KEY' },
  `.fixed`
    // .env.example, changed
      # WEATHER_TOKEN=
    + # WEATHER_KEY=
  `.finds('The file ".env.example" does not list "WEATHER_KEY".'),
  bad`
    // .env.example
    WEATHER_TOKEN_URL=

    // src/providers/weather/api/auth.ts, unchanged
    export const auth = bearerAuth(PROVIDER_NAME, { token: ‹'WEATHER_TOKEN'› });
  `.fixed`
    // .env.example, changed
      WEATHER_TOKEN_URL=
    + # WEATHER_TOKEN=
  `.finds('The file ".env.example" does not list "WEATHER_TOKEN".'),
  bad`
    // src/providers/weather/api/auth.ts, changed
    + const names = { token: ‹'WEATHER_KEY'› };
    - export const auth = bearerAuth(PROVIDER_NAME, { token: 'WEATHER_TOKEN' });
    + export const auth = bearerAuth(PROVIDER_NAME, names);
  `.fixed`
    // src/providers/weather/api/auth.ts, changed
    - const names = { token: 'WEATHER_KEY' };
    + const names = { token: 'WEATHER_TOKEN' };
  `.finds('The file ".env.example" lists "WEATHER_TOKEN", not "WEATHER_KEY".'),
];
