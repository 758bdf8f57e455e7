import { bad, ok } from '../example.js';

export default [
  ok`
    // src/providers/weather/api/auth.ts, changed
    + const names = { token: 'WEATHER_KEY' };
    - export const auth = bearerAuth(PROVIDER_NAME, { token: 'WEATHER_TOKEN' });
    + export const auth = bearerAuth(PROVIDER_NAME, names);
  `,
  ok`
    // src/providers/weather/api/auth.ts, changed
    - export const auth = bearerAuth(PROVIDER_NAME, { token: 'WEATHER_TOKEN' });
    + export const auth = bearerAuth(PROVIDER_NAME, { token: 'weather_token' });

    // .env.example
    weather_token=
  `,
  bad`
    // src/providers/weather/api/auth.ts, changed
    - export const auth = bearerAuth(PROVIDER_NAME, { token: 'WEATHER_TOKEN' });
    + export const auth = bearerAuth(PROVIDER_NAME, { token: ‹process.env.WEATHER_TOKEN ?? ''› });
  `.fixed`
    // src/providers/weather/api/auth.ts, changed
    - export const auth = bearerAuth(PROVIDER_NAME, { token: process.env.WEATHER_TOKEN ?? '' });
    + export const auth = bearerAuth(PROVIDER_NAME, { token: 'WEATHER_TOKEN' });
  `.finds('"token" is not the name of an environment variable.'),
  bad`
    // src/providers/weather/api/auth.ts, changed
    - export const auth = bearerAuth(PROVIDER_NAME, { token: 'WEATHER_TOKEN' });
    + export const auth = bearerAuth(PROVIDER_NAME, { token: ‹'a token'› });
  `.fixed`
    // src/providers/weather/api/auth.ts, changed
    - export const auth = bearerAuth(PROVIDER_NAME, { token: 'a token' });
    + export const auth = bearerAuth(PROVIDER_NAME, { token: 'WEATHER_TOKEN' });
  `.finds('"token" is not the name of an environment variable.'),
  ok`
    // src/providers/weather/api/auth.ts, changed
    - import { bearerAuth } from 'mcp-provider/auth';
    + import { oauthAuth } from 'mcp-provider/oauth';
    …
    - export const auth = bearerAuth(PROVIDER_NAME, { token: 'WEATHER_TOKEN' });
    + export const auth = oauthAuth(PROVIDER_NAME, { issuer: 'https://auth.weather.dev' });
  `,
  // No variable is known for it.
  bad`
    // src/providers/weather/api/auth.ts, changed
    - export const auth = bearerAuth(PROVIDER_NAME, { token: 'WEATHER_TOKEN' });
    + export const auth = bearerAuth(PROVIDER_NAME, { token: ‹'a token'› });

    // .env.example
    WEATHER_KEY=
  `.finds('"token" is not the name of an environment variable.'),
  bad`
    // src/providers/weather/api/auth.ts, changed
    + const { WEATHER_TOKEN: token = '' } = process.env;
    - export const auth = bearerAuth(PROVIDER_NAME, { token: 'WEATHER_TOKEN' });
    + export const auth = bearerAuth(PROVIDER_NAME, { ‹token› });
  `.fixed`
    // src/providers/weather/api/auth.ts, changed
    - export const auth = bearerAuth(PROVIDER_NAME, { token });
    + export const auth = bearerAuth(PROVIDER_NAME, { token: 'WEATHER_TOKEN' });
  `.finds('"token" is not the name of an environment variable.'),
  bad`
    // src/providers/weather/api/auth.ts, changed
    + const secret = process.env.WEATHER_TOKEN;
    - export const auth = bearerAuth(PROVIDER_NAME, { token: 'WEATHER_TOKEN' });
    + export const auth = bearerAuth(PROVIDER_NAME, { token: ‹secret› });
  `.fixed`
    // src/providers/weather/api/auth.ts, changed
    - export const auth = bearerAuth(PROVIDER_NAME, { token: secret });
    + export const auth = bearerAuth(PROVIDER_NAME, { token: 'WEATHER_TOKEN' });
  `.finds('"token" is not the name of an environment variable.'),
];
