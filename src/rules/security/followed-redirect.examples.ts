import { bad, ok } from '../example.js';

export default [
  ok`
    // src/providers/weather/api/load.ts
    export const load = (url: string) => fetch(url, { redirect: 'error' });
  `,
  bad`
    // src/providers/weather/api/load.ts
    export const load = (url: string, init: RequestInit) =>
      fetch(url, { ...init, ‹redirect›: 'follow' });
  `.finds('Redirects are followed with the credentials of the request.'),
  bad`
    // src/core/request.ts
    const defaults: RequestInit = { ‹redirect›: 'follow' };

    export const request = (url: string, init: RequestInit = {}) => fetch(url, { ...defaults, ...init });

    // src/core/download.ts
    export const download = (url: string) => fetch(url, { redirect: 'follow' });

    // src/providers/weather/api/load.ts
    import { request } from '../../../core/request.js';
    import { getCredentials } from './auth.js';

    const init = (headers: HeadersInit, follow = true) => ({ headers, ‹redirect›: follow ? 'follow' : 'error' });

    export async function load({ userId }: Principal) {
      const headers = { authorization: \`Bearer \${(await getCredentials(userId))?.token}\` };
      await request('https://api.weather.dev/v1', { headers });
      return fetch('https://api.weather.dev/v1', init(headers));
    }
  `.finds(
    'Redirects are followed with the credentials of the request.',
    'Redirects are followed with the credentials of the request.',
  ),
  bad`
    // src/extensions/introspection.ts
    import type { TokenVerifier } from 'mcp-provider/server';

    const { INTROSPECTION_SECRET } = process.env;
    export const introspect = (endpoint: string, token: string) =>
      fetch(endpoint, {
        method: 'POST',
        headers: { authorization: \`Bearer \${INTROSPECTION_SECRET}\` },
        body: new URLSearchParams({ token }),
        ‹redirect›: 'follow',
      });
  `.finds('Redirects are followed with the credentials of the request.'),
  bad`
    // src/city-fetch.ts
    export function cityFetch(url: string, init: RequestInit): Promise<Response> {
      const { method = 'GET', body = null } = init;
      const headers = new Headers(init.headers);
      headers.set('x-city-client', 'mcp');
      return ‹fetch›(url, { method, headers, body });
    }

    // src/providers/weather/api/client.ts
    import { apiClient } from 'mcp-provider/api';
    import { cityFetch } from '../../../city-fetch.js';
    import { PROVIDER_NAME } from '../mcp-instance.js';
    import { auth, getCredentials } from './auth.js';

    export const callApi = apiClient(PROVIDER_NAME, { ...auth, getCredentials }, { fetch: cityFetch });
  `.finds('This request follows redirects, because "redirect" of the given request is lost.'),
  ok`
    // src/city-fetch.ts
    export const cityFetch = (url: string, init: RequestInit): Promise<Response> =>
      fetch(url, { ...init, headers: new Headers(init.headers) });
    export const named = (url: string, { method, headers, redirect }: RequestInit): Promise<Response> =>
      fetch(url, { method, headers, redirect });
    export const status = (url: string) => fetch(url, { method: 'HEAD', redirect: 'follow' });

    // src/providers/weather/api/client.ts
    import { apiClient } from 'mcp-provider/api';
    import { cityFetch } from '../../../city-fetch.js';
    import { PROVIDER_NAME } from '../mcp-instance.js';
    import { auth, getCredentials } from './auth.js';

    export const callApi = apiClient(PROVIDER_NAME, { ...auth, getCredentials }, { fetch: cityFetch });
  `,
  bad`
    // src/providers/fetch-options.ts
    export const fetchOptions: RequestInit = { cache: 'no-store', redirect: 'follow' };
    export const ownOptions: RequestInit = { cache: 'no-store' };

    // src/providers/weather/api/client.ts
    import { apiClient } from 'mcp-provider/api';
    import { fetchOptions, ownOptions } from '../../fetch-options.js';
    import { auth } from './auth.js';

    export const callApi = apiClient('weather', auth, {
      fetch: (url, init) => fetch(url, ‹{ ...init, ...fetchOptions }›),
    });
    export const callOther = apiClient('weather', auth, {
      fetch: (url, init) => fetch(url, { ...init, ...ownOptions }),
    });
    export const callThird = apiClient('weather', auth, {
      fetch: (url, init) => fetch(url, { ...fetchOptions, ...init, redirect: 'manual' }),
    });
  `
    .related('src/providers/fetch-options.ts:1:63 It is set here.')
    .finds('Redirects are followed with the credentials of the request.'),
  bad`
    // src/providers/weather/api/client.ts
    import axios from 'axios';
    import { apiClient } from 'mcp-provider/api';
    import { Agent, interceptors } from 'undici';
    import { auth } from './auth.js';

    const dispatcher = new Agent().compose(‹interceptors.redirect›({ maxRedirections: 5 }));
    export const callApi = apiClient('weather', auth, {
      fetch: (url, init) => fetch(url, { ...init, dispatcher }),
    });
    export const callOther = apiClient('weather', auth, {
      fetch: async (url, init) =>
        new Response((await ‹axios.request›({ url, headers: init.headers, responseType: 'arraybuffer' })).data),
    });
  `.finds(
    'This package follows redirects with the credentials of the request.',
    'This package follows redirects with the credentials of the request.',
  ),
  ok`
    // src/providers/weather/api/client.ts
    import axios from 'axios';
    import { apiClient } from 'mcp-provider/api';
    import { auth } from './auth.js';

    export const callApi = apiClient('weather', auth, {
      fetch: async (url, init) =>
        new Response((await axios.request({ url, headers: init.headers, maxRedirects: 0, responseType: 'arraybuffer' })).data),
    });
  `,
];
