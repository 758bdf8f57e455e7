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
];
