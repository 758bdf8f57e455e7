import type { Example } from '../../../model/rule.js';
import { bad, ok } from '../../example.js';

/** What errors of HTTP clients say about their request, in logs. */
export const loggedRequests: readonly Example[] = [
  bad`
    // src/core/describe.ts
    import type { AxiosError } from 'axios';

    export const describe = (error: AxiosError) => JSON.stringify(error.config);

    // src/providers/weather/api/http.ts
    import axios from 'axios';
    import { describe } from '../../../core/describe.js';

    const client = axios.create({ baseURL: 'https://api.weather.dev' });
    export const load = (path: string) => client.get(path);
    export const safely = (path: string) =>
      load(path).catch(({ config, response }) => {
        console.error(‹config›, response.status);
      });
    export const told = (path: string) => load(path).catch((error) => console.error(‹describe(error)›));

    // src/providers/weather/api/get-forecast.ts
    import { isAxiosError } from 'axios';
    import { load } from './http.js';

    export async function getForecast() {
      try {
        return await load('/v1');
      } catch (error) {
        if (isAxiosError(error)) console.error(‹error.toJSON()›);
        throw error;
      }
    }
  `
    .related('src/providers/weather/api/http.ts:7:23 "config" gets its value here.')
    .finds(
      '"error.toJSON()" contains a secret and is written to the log.',
      '"config" contains a secret and is written to the log.',
      '"describe(error)" contains a secret and is written to the log.',
    ),
  bad`
    // src/providers/weather/api/http.ts
    import axios from 'axios';

    const client = axios.create({ baseURL: 'https://api.weather.dev' });
    client.interceptors.response.use(undefined, (error) => {
      console.error('failed', ‹error.config›);
      return Promise.reject(error);
    });
    export async function load(path: string) {
      try {
        return await client.get(path);
      } catch (error) {
        console.error(JSON.stringify(‹error.config?.headers›));
        console.error({ failed: path, sent: ‹error.response?.config› });
        throw error;
      }
    }
  `.fixed`
    // src/providers/weather/api/http.ts, changed
    -   console.error('failed', error.config);
    +   console.error('failed');
    …
    -     console.error(JSON.stringify(error.config?.headers));
    -     console.error({ failed: path, sent: error.response?.config });
    +     console.error({ failed: path });
  `
    .related('src/providers/weather/api/http.ts:4:46 "error" gets its value here.')
    .finds(
      '"error.config" contains a secret and is written to the log.',
      '"error.config?.headers" contains a secret and is written to the log.',
      '"error.response?.config" contains a secret and is written to the log.',
    ),
  // Parts that have no credentials, another request, and errors of the project.
  ok`
    // src/providers/weather/api/get-forecast.ts
    import axios from 'axios';

    class SetupError extends Error {
      config = { path: 'provider-config.yaml' };
    }

    export async function getForecast() {
      try {
        return await axios.get('https://api.weather.dev/v1');
      } catch (error) {
        if (error instanceof SetupError) console.error(error.config);
        else if (axios.isAxiosError(error)) {
          console.error(error.message, error.code, error.response?.status, error.response?.data);
          console.error(error.config?.method, error.config?.url, error.config?.headers.accept);
        }
        throw error;
      }
    }
  `,
  ok`
    // src/providers/weather/api/settings.ts
    export function read(text: string, options: object) {
      try {
        return JSON.parse(text);
      } catch (error) {
        console.error((error as { options: object }).options, options);
        return undefined;
      }
    }
  `,
  // Errors of the project say what it has put there, errors of `fetch` nothing.
  ok`
    // src/core/errors.ts
    export class ApiError extends Error {
      constructor(
        message: string,
        readonly request: { method: string; path: string },
      ) {
        super(message);
      }
    }
    export const isApiError = (error: unknown): error is ApiError => error instanceof ApiError;

    // src/providers/weather/api/http.ts
    import axios from 'axios';
    import { isApiError } from '../../../core/errors.js';

    export async function load(path: string) {
      try {
        return await axios.get(path);
      } catch (error) {
        if (isApiError(error)) console.error(error.request);
        throw error;
      }
    }
    export const told = (error: { options: string[] }) => console.error(error.options);

    // src/providers/weather/api/get-forecast.ts
    export async function getForecast() {
      try {
        return await fetch('https://api.weather.dev/v1');
      } catch (error) {
        console.error((error as { config?: string }).config);
        throw error;
      }
    }
  `,
  bad`
    // src/providers/weather/api/auth.ts, changed
    - export const auth = bearerAuth(PROVIDER_NAME, { token: 'WEATHER_TOKEN' });
    + export const auth = apiKeyAuth(
    +   PROVIDER_NAME,
    +   { apiKey: 'WEATHER_KEY' },
    +   { in: 'query', name: 'key' },
    + );

    // src/providers/weather/api/client.ts
    import { apiClient } from 'mcp-provider/api';
    import { PROVIDER_NAME } from '../mcp-instance.js';
    import { auth, getCredentials } from './auth.js';

    export const callApi = apiClient(PROVIDER_NAME, { ...auth, getCredentials }, {
      fetch: (url, init) => {
        console.error(init.method, ‹url›);
        return fetch(url, init);
      },
    });
  `.fixed`
    // src/providers/weather/api/client.ts, changed
    -     console.error(init.method, url);
    +     console.error(init.method);
  `
    .related('src/providers/weather/api/client.ts:6:11 "url" gets its value here.')
    .finds('"url" contains a secret and is written to the log.'),
  ok`
    // src/providers/weather/api/client.ts
    import { apiClient } from 'mcp-provider/api';
    import { PROVIDER_NAME } from '../mcp-instance.js';
    import { auth, getCredentials } from './auth.js';

    export const callApi = apiClient(PROVIDER_NAME, { ...auth, getCredentials }, {
      fetch: (url, init) => {
        console.error(init.method, url);
        return fetch(url, init);
      },
    });
  `,
];
