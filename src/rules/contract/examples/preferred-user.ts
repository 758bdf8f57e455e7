import type { Example } from '../../../model/rule.js';
import { bad, ok } from '../../example.js';

/** Of "contract/own-credentials": a user in the environment who replaces the caller. */
export const preferredUserExamples: readonly Example[] = [
  // For callers without a user.
  ok`
    // src/providers/weather/api/auth.ts, changed
    - export const { getCredentials, saveCredentials, signOut } = auth;
    + const known = (userId: string) => {
    +   if (!userId) return process.env.WEATHER_USER ?? '';
    +   return userId;
    + };
    + export const getCredentials = (userId: string) => auth.getCredentials(known(userId));
    + export const { saveCredentials, signOut } = auth;
  `,
  ok`
    // src/providers/weather/api/auth.ts, changed
    - export const { getCredentials, saveCredentials, signOut } = auth;
    + const prefix = process.env.WEATHER_TENANT ?? 'main';
    + export const getCredentials = (userId: string) =>
    +   auth.getCredentials(process.env.WEATHER_TENANTS ? \`\${prefix}/\${userId}\` : userId);
    + export const { saveCredentials, signOut } = auth;
  `,
  bad`
    // src/providers/weather/api/auth.ts, changed
    - export const { getCredentials, saveCredentials, signOut } = auth;
    + export const getCredentials = (userId: string) =>
    +   auth.getCredentials(‹process.env.WEATHER_USER || userId›);
    + export const { saveCredentials, signOut } = auth;
  `.finds('Every caller gets the credentials of the user in "WEATHER_USER".'),
  bad`
    // src/core/acting.ts
    const { WEATHER_USER } = process.env;
    export const acting = (userId: string) => WEATHER_USER ?? userId;

    // src/providers/weather/api/auth.ts, changed
    + import { acting } from '../../../core/acting.js';
      import { bearerAuth } from 'mcp-provider/auth';
    …
    - export const { getCredentials, saveCredentials, signOut } = auth;
    + export const getCredentials = (userId: string) => auth.getCredentials(‹acting(userId)›);
    + export const { saveCredentials, signOut } = auth;
  `.finds('Every caller gets the credentials of the user in "WEATHER_USER".'),
  bad`
    // src/providers/weather/api/auth.ts, changed
    - export const { getCredentials, saveCredentials, signOut } = auth;
    + function acting(userId: string) {
    +   if (process.env.WEATHER_USER !== undefined) return process.env.WEATHER_USER;
    +   return userId;
    + }
    + export async function getCredentials(userId: string) {
    +   const user = acting(userId);
    +   return auth.getCredentials(‹user›);
    + }
    + export const { saveCredentials, signOut } = auth;
  `.finds('Every caller gets the credentials of the user in "WEATHER_USER".'),
  bad`
    // src/providers/weather/api/auth.ts, changed
    - export const { getCredentials, saveCredentials, signOut } = auth;
    + const owner = process.env.WEATHER_USER;
    + export const getCredentials = (userId: string) =>
    +   auth.getCredentials(‹owner ? owner : userId›);
    + export const { saveCredentials, signOut } = auth;
  `.finds('Every caller gets the credentials of the user in "WEATHER_USER".'),
];
