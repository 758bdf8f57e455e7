import { bad, ok } from '../example.js';

export default [
  ok`
    // src/providers/weather/api/client.ts, changed

    + export const url = (page: string) => \`/rooms?page_token=\${page}\`;
    + export const rotate = (rotateWorkerToken: boolean) => new URLSearchParams({ rotateWorkerToken: String(rotateWorkerToken) });
    + export const body = (secret: string) => new URLSearchParams({ client_secret: secret });
    +
  `,
  bad`
    // src/providers/weather/api/client.ts, changed

    + export const url = (key: string) => \`/rooms?limit=5&api_key=\${‹key›}\`;
    +
  `.finds('The URL contains a secret, "api_key".'),
  bad`
    // src/providers/weather/api/client.ts, changed

    + export const sign = (url: URL, token: string) => url.searchParams.set(‹'access_token'›, token);
    +
  `.finds('The URL contains a secret, "access_token".'),
  bad`
    // src/providers/weather/api/client.ts, changed

    + export const url = (user: string, password: string) => \`https://\${user}:\${‹password›}@api.weather.dev\`;
    +
  `.finds('The URL contains a secret, "password".'),
  bad`
    // src/providers/weather/api/client.ts, changed

    + export const url = (key: string) => '/rooms?limit=5&api_key=' + ‹key›;
    +
  `.finds('The URL contains a secret, "api_key".'),
  bad`
    // src/providers/weather/api/client.ts, changed

    + export function url(token: string) {
    +   const search = new URLSearchParams({ key: token });
    +   return \`/rooms?\${‹search›}\`;
    + }
    +
  `
    .related('src/providers/weather/api/client.ts:6:9 "search" gets its value here.')
    .finds('The URL contains a secret, "search".'),
  bad`
    // src/providers/weather/api/rooms.ts
    import type { CallContext } from 'mcp-provider';
    import { callApi } from './client.js';

    export const rooms = (token: string, context: CallContext) =>
      callApi({ method: 'GET', path: '/rooms', query: { key: ‹token› } }, context);
  `
    .related('src/providers/weather/api/rooms.ts:4:23 "token" gets its value here.')
    .finds('The URL contains a secret, "token".'),
  ok`
    // src/providers/weather/api/client.ts, changed

    + export const authorize = (request: object, apiKey: string) => ({ ...request, query: { key: apiKey } });
    +
  `,
  bad`
    // src/providers/weather/api/client.ts, changed

    + export const url = (token: string) => ['https://api.weather.dev?t', ‹token›].join('=');
    + export const get = async (user: string) =>
    +   fetch(\`https://api.weather.dev/\${‹(await getCredentials(user))?.token›}\`);
    + export const call = async (user: string) =>
    +   callApi({ path: path\`/\${‹(await getCredentials(user))?.token›}\` }, context);
    +
  `.finds(
    'The URL contains a secret, "token".',
    'The URL contains a secret, "(await getCredentials(user))?.token".',
    'The URL contains a secret, "(await getCredentials(user))?.token".',
  ),
  ok`
    // src/providers/weather/api/client.ts, changed

    + export function shown(address: string) {
    +   const url = new URL(address);
    +   url.password = '';
    +   return url.href;
    + }
    +
  `,
  ok`
    // src/providers/weather/api/client.ts, changed

    + export const form = (password: string) =>
    +   fetch('https://api.weather.dev/in', { method: 'POST', body: new URLSearchParams({ password }) });
    +
  `,
];
