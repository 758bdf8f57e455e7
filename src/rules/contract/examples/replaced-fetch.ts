import type { Example } from '../../../model/rule.js';
import { bad, ok } from '../../example.js';

export const replacedFetchExamples: readonly Example[] = [
  // All of the request has a place in a call of "callApi".
  bad`
    // src/providers/weather/api/get-forecast.ts
    import type { Call } from 'mcp-provider/api';
    import type { input, output } from '../tools/get-forecast.js';

    const BASE = 'https://api.weather.dev/v1';

    export const getForecast: Call<typeof input, typeof output> = async ({ place, days }) => {
      const response = await ‹fetch›(\`\${BASE}/forecast/\${encodeURIComponent(place)}?days=\${days}&units=metric\`, {
        headers: { Authorization: \`Bearer \${process.env.WEATHER_TOKEN}\`, accept: 'application/json' },
      });
      if (!response.ok) throw new Error(\`Status \${response.status}\`);
      const forecast = await response.json();
      return forecast;
    };
  `.fixed`
    // src/providers/weather/api/get-forecast.ts
    import type { Call } from 'mcp-provider/api';
    import { path } from 'mcp-provider/api';
    import type { input, output } from '../tools/get-forecast.js';
    import { callApi } from './client.js';

    const BASE = 'https://api.weather.dev/v1';

    export const getForecast: Call<typeof input, typeof output> = async ({ place, days }, context) => {
      const response = await callApi({ method: 'GET', path: path\`/forecast/\${place}\`, query: { days, units: 'metric' } }, context);
      if (response.status >= 400) throw new Error(\`Status \${response.status}\`);
      const forecast = response.body;
      return forecast;
    };
  `.finds('This request is sent without credentials from getCredentials().'),
  bad`
    // src/providers/weather/api/get-forecast.ts
    export async function getForecast({ place, days }: { place: string; days: number }) {
      return (
        await ‹fetch›('https://api.weather.dev/v1/forecast', {
          method: 'POST',
          headers: { 'x-key': process.env.WEATHER_TOKEN ?? '', 'x-version': '2' },
          body: JSON.stringify({ place, days }),
        })
      ).json();
    }
  `.fixed`
    // src/providers/weather/api/get-forecast.ts
    import { type CallContext } from 'mcp-provider/api';
    import { callApi } from './client.js';
    export async function getForecast({ place, days }: { place: string; days: number }, context: CallContext) {
      return (
        await callApi({ method: 'POST', path: '/forecast', headers: { 'x-version': '2' }, body: { place, days } }, context)
      ).body;
    }
  `.finds('This request is sent without credentials from getCredentials().'),
  // Another host, an option and a use that callApi does not have.
  bad`
    // src/providers/weather/api/get-forecast.ts
    export async function getForecast({ place }: { place: string }) {
      const away = await ‹fetch›('https://weather.example/v1/forecast');
      const slow = await ‹fetch›('https://api.weather.dev/v1/slow', { signal: AbortSignal.timeout(9) });
      const blob = await ‹fetch›('https://api.weather.dev/v1/blob');
      return { place, away: await away.json(), slow: await slow.json(), blob: await blob.blob() };
    }
  `.finds(
    'This request is sent without credentials from getCredentials().',
    'This request is sent without credentials from getCredentials().',
    'This request is sent without credentials from getCredentials().',
  ),
  bad`
    // src/providers/weather/api/get-forecast.ts, changed
    - export const getForecast: Call<typeof input, typeof output> = async ({ place, days }, context) => {
    -   const response = await callApi(
    -     { method: 'GET', path: path\`/forecast/\${place}\`, query: { days } },
    -     context,
    -   );
    + export const getForecast: Call<typeof input, typeof output> = async ({ place, days }) => {
    +   const response = await ‹callApi›({ method: 'GET', path: path\`/forecast/\${place}\`, query: { days } });
  `.fixed`
    // src/providers/weather/api/get-forecast.ts, changed
    - export const getForecast: Call<typeof input, typeof output> = async ({ place, days }) => {
    -   const response = await callApi({ method: 'GET', path: path\`/forecast/\${place}\`, query: { days } });
    + export const getForecast: Call<typeof input, typeof output> = async ({ place, days }, context) => {
    +   const response = await callApi({ method: 'GET', path: path\`/forecast/\${place}\`, query: { days } }, context);
  `.finds('This request is sent without the context, which tells whose credentials it needs.'),
  ok`
    // src/providers/weather/api/spread.ts
    export async function spread(url: string, init: RequestInit): Promise<Response> {
      return fetch(url, { ...init, redirect: 'manual' });
    }

    // src/providers/weather/api/client.ts
    import { apiClient } from 'mcp-provider/api';
    import { PROVIDER_NAME } from '../mcp-instance.js';
    import { auth, getCredentials } from './auth.js';
    import { spread } from './spread.js';

    export const callApi = apiClient(PROVIDER_NAME, { ...auth, getCredentials }, { fetch: spread });
  `,
  bad`
    // src/providers/weather/api/spread.ts
    export async function spread(url: string, _init: RequestInit): Promise<Response> {
      return ‹fetch›(url);
    }

    // src/providers/weather/api/client.ts
    import { apiClient } from 'mcp-provider/api';
    import { PROVIDER_NAME } from '../mcp-instance.js';
    import { auth, getCredentials } from './auth.js';
    import { spread } from './spread.js';

    export const callApi = apiClient(PROVIDER_NAME, { ...auth, getCredentials }, { fetch: spread });
  `.finds('This request is sent without credentials from getCredentials().'),
];
