import type { Example } from '../../../model/rule.js';
import { bad, ok } from '../../example.js';

export const unauthenticatedCallExamples: readonly Example[] = [
  // "configuration/lost-export" and "contract/missing-export" report what does not exist.
  ok`
    // src/providers/weather/api/get-forecast.ts, changed
    - export const getForecast: Call<typeof input, typeof output> = async ({ place, days }, context) => {
    + export const forecast: Call<typeof input, typeof output> = async ({ place, days }, context) => {
  `,
  ok`
    // src/providers/weather/api/client.ts, changed
    - export const callApi = apiClient(PROVIDER_NAME, { ...auth, getCredentials });
    + export const request = apiClient(PROVIDER_NAME, { ...auth, getCredentials });
  `,
  ok`
    // src/providers/weather/api/auth.ts, changed
    - export const { getCredentials, saveCredentials, signOut } = auth;
    + export const { saveCredentials, signOut } = auth;
  `,
  ok`
    // src/providers/weather/api/client.ts
    import type { CallContext } from 'mcp-provider';
    import { ToolError } from 'mcp-provider';
    import { getCredentials } from './auth.js';

    export async function callApi(path: string, { principal, signal }: CallContext) {
      const credentials = await getCredentials(principal.userId);
      if (!credentials) throw new ToolError('Sign in to Weather first.');
      const headers = { authorization: \`Bearer \${credentials.token}\` };
      return fetch(new URL(path, 'https://api.weather.dev'), { signal, headers });
    }
  `,
  ok`
    // src/providers/weather/api/client.ts
    import type { CallContext } from 'mcp-provider';
    import { ToolError } from 'mcp-provider';
    import { getCredentials } from './auth.js';

    export async function callApi(path: string, { principal, signal }: CallContext) {
      let credentials = known.get(principal.userId);
      if (!credentials) {
        credentials = await getCredentials(principal.userId);
      }
      const headers = { authorization: \`Bearer \${credentials.token}\` };
      return fetch(new URL(path, 'https://api.weather.dev'), { signal, headers });
    }
  `,
  ok`
    // src/providers/weather/api/get-forecast.ts, changed
    -   return response.body;
    +   const download = await fetch(response.body.url);
    +   return { summary: await download.text() };
  `,
  // An address from an argument is not that of the API: "security/free-address" decides about it.
  ok`
    // src/providers/weather/api/shared-file.ts
    import got from 'got';

    const HOSTS = new Set(['share.example.com']);

    async function download(url: URL) {
      if (!HOSTS.has(url.hostname)) throw new Error('Not one of our files.');
      return got(url, { followRedirect: false }).buffer();
    }

    export const sharedFile = async (address: string) =>
      (await download(new URL(address))).toString('base64');

    // src/providers/weather/tools/get-forecast.ts, changed
    - import { getForecast } from '../api/get-forecast.js';
    + import { sharedFile } from '../api/shared-file.js';
    …
    -   run: getForecast,
    +   run: async ({ place }) => ({ summary: await sharedFile(place) }),
  `,
  bad`
    // src/providers/weather/api/client.ts, changed
    - export const callApi = apiClient(PROVIDER_NAME, { ...auth, getCredentials });
    + const none = async () => null;
    + export const callApi = apiClient(PROVIDER_NAME, { ...auth, getCredentials: ‹none› });
  `.finds('This client does not use `getCredentials` of "src/providers/weather/api/auth.ts".'),
  bad`
    // src/providers/weather/api/get-forecast.ts, changed
    -   return response.body;
    +   return response.body ?? ‹fetch›(\`https://api.weather.dev/v2/\${place}\`);
  `.finds('This request is sent without credentials from getCredentials().'),
  bad`
    // src/providers/weather/api/get-forecast.ts, changed
    + const send = fetch;
      export const getForecast: Call<typeof input, typeof output> = async ({ place, days }, context) => {
    …
    -   return response.body;
    +   await ‹send›('https://api.weather.dev/v2/visits', { method: 'POST' });
    +   return response.body;
  `.finds('This request is sent without credentials from getCredentials().'),
  bad`
    // src/providers/weather/api/client.ts
    import type { CallContext } from 'mcp-provider';
    import { ToolError } from 'mcp-provider';
    import { getCredentials } from './auth.js';

    export async function callApi(path: string, { principal, signal }: CallContext) {
      if (path === '/me') {
        await getCredentials(principal.userId);
        return null;
      }
      return ‹fetch›(new URL(path, 'https://api.weather.dev'), { signal });
    }
  `.finds('This request is sent without credentials from getCredentials().'),
  bad`
    // src/providers/weather/api/guest.ts
    export const getCredentials = async (_user: string) => ({ token: 'guest' });

    // src/providers/weather/api/client.ts
    import type { CallContext } from 'mcp-provider';
    import { ToolError } from 'mcp-provider';
    import { getCredentials } from './guest.js';

    export async function callApi(path: string, { principal, signal }: CallContext) {
      const credentials = await getCredentials(principal.userId);
      const headers = { authorization: \`Bearer \${credentials.token}\` };
      return ‹fetch›(new URL(path, 'https://api.weather.dev'), { signal, headers });
    }
  `.finds('This request is sent without credentials from getCredentials().'),
  bad`
    // src/providers/weather/api/get-forecast.ts
    import axios from 'axios';

    const api = axios.create({ baseURL: 'https://api.weather.dev/v1' });

    export const getForecast = async ({ place }: { place: string }) =>
      (await ‹api.get›(\`/forecast/\${encodeURIComponent(place)}\`)).data;
  `.finds('This request is sent without credentials from getCredentials().'),
  bad`
    // src/providers/weather/api/client.ts
    import type { CallContext } from 'mcp-provider';
    import { ToolError } from 'mcp-provider';
    import { getCredentials } from './auth.js';

    export async function callApi(path: string, { principal, signal }: CallContext) {
      await getCredentials(principal.userId);
      return ‹fetch›(new URL(path, 'https://api.weather.dev'), { signal });
    }
  `
    .related('src/providers/weather/api/client.ts:6:9 The credentials are loaded here.')
    .finds('This request does not use the credentials that getCredentials() returned.'),
  bad`
    // src/providers/weather/api/client.ts
    import type { CallContext } from 'mcp-provider';
    import { ToolError } from 'mcp-provider';
    import { getCredentials } from './auth.js';

    export async function callApi(path: string, { principal, signal }: CallContext) {
      const credentials = await getCredentials(principal.userId);
      if (!credentials) throw new ToolError('Sign in to Weather first.');
      return ‹fetch›(new URL(path, 'https://api.weather.dev'), { signal });
    }
  `
    .related('src/providers/weather/api/client.ts:6:29 The credentials are loaded here.')
    .finds('This request does not use the credentials that getCredentials() returned.'),
  bad`
    // src/providers/weather/api/client.ts
    import type { CallContext } from 'mcp-provider';
    import { ToolError } from 'mcp-provider';
    import { getCredentials } from './auth.js';

    export async function callApi(path: string, { principal, signal }: CallContext) {
      const credentials = await getCredentials(principal.userId);
      if (!credentials) throw new ToolError('Sign in to Weather first.');
      const headers = { authorization: \`Bearer \${credentials.token}\` };
      await ‹fetch›('https://api.weather.dev/visits', { method: 'POST' });
      return fetch(new URL(path, 'https://api.weather.dev'), { signal, headers });
    }
  `
    .related('src/providers/weather/api/client.ts:6:29 The credentials are loaded here.')
    .finds('This request does not use the credentials that getCredentials() returned.'),
  bad`
    // src/providers/weather/api/client.ts
    import type { CallContext } from 'mcp-provider';
    import { ToolError } from 'mcp-provider';
    import { getCredentials } from './auth.js';

    export async function callApi(path: string, { principal, signal }: CallContext) {
      return ‹fetch›(new URL(path, 'https://api.weather.dev'), { signal });
    }
  `.finds('This request is sent without credentials from getCredentials().'),
  bad`
    // src/providers/weather/api/client.ts
    import type { CallContext } from 'mcp-provider';
    import { ToolError } from 'mcp-provider';
    import { getCredentials } from './auth.js';

    export async function callApi(path: string, { principal, signal }: CallContext) {
      await ‹fetch›('https://api.weather.dev/status', { signal });
      const credentials = await getCredentials(principal.userId);
      if (!credentials) throw new ToolError('Sign in to Weather first.');
      const headers = { authorization: \`Bearer \${credentials.token}\` };
      return fetch(new URL(path, 'https://api.weather.dev'), { signal, headers });
    }
  `.finds('This request is sent without credentials from getCredentials().'),
  bad`
    // src/providers/weather/tools/get-forecast.ts, changed
    -   run: getForecast,
    +   run: ({ place }) => ‹fetch›(\`https://api.weather.dev/v1/\${place}\`).then((response) => response.json()),
  `.finds('This request is sent without credentials from getCredentials().'),
  bad`
    // src/providers/weather/api/get-forecast.ts, changed
    + export const getAlerts = () => ‹fetch›('https://api.weather.dev/v1/alerts');
    +
      export const getForecast: Call<typeof input, typeof output> = async ({ place, days }, context) => {
  `.finds('This request is sent without credentials from getCredentials().'),
  bad`
    // src/providers/weather/tools/get-forecast.ts, changed
    -   run: getForecast,
    +   ‹run›: handlers[0],
  `.finds('Cannot determine which function runs here and which credentials it uses.'),
  bad`
    // src/providers/weather/api/get-forecast.ts, changed
    + const BASE = 'https://api.weather.dev/v1';
    +
      export const getForecast: Call<typeof input, typeof output> = async ({ place, days }, context) => {
    +   const open = await ‹fetch›(\`\${BASE}/public/\${encodeURIComponent(place)}\`);
    +   if (open.ok) return open.json();
  `.finds('This request is sent without credentials from getCredentials().'),
  bad`
    // src/providers/weather/api/client.ts
    import { apiClient } from 'mcp-provider/api';
    import { noAuth } from 'mcp-provider/auth';
    import { PROVIDER_NAME } from '../mcp-instance.js';

    export const callApi = apiClient(PROVIDER_NAME, ‹noAuth()›);
  `.fixed`
    // src/providers/weather/api/client.ts, changed
    - import { noAuth } from 'mcp-provider/auth';
    + import { auth, getCredentials } from './auth.js';
    …
    - export const callApi = apiClient(PROVIDER_NAME, noAuth());
    + export const callApi = apiClient(PROVIDER_NAME, { ...auth, getCredentials });
  `.finds('This client does not use `getCredentials` of "src/providers/weather/api/auth.ts".'),
];
