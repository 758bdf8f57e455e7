import { bad, ok } from '../example.js';

export default [
  ok`
    // src/providers/weather/api/get-forecast.ts, changed
      import { callApi } from './client.js';
    + export * from 'node:timers';

    // src/providers/weather/tools/get-forecast.ts, changed
      import { tool } from '../mcp-instance.js';
    + import { type Lost, setTimeout } from '../api/get-forecast.js';
  `,
  ok`
    // src/limits.d.ts
    declare const days: number;

    // src/providers/weather/tools/get-forecast.ts, changed
      import { tool } from '../mcp-instance.js';
    + import { days } from '../../../limits.js';
  `,
  // "contract/missing-export" reports it.
  ok`
    // src/providers/weather/mcp-instance.ts, changed
    - export const { tool, resource, prompt, createServer, getInitializationOptions } = defineProvider({
    + export const { prompt, resource, createServer, getInitializationOptions } = defineProvider({
  `,
  bad`
    // src/providers/weather/api/get-forecast.ts, changed
    - export const getForecast: Call<typeof input, typeof output> = async ({ place, days }, context) => {
    + export const forecast: Call<typeof input, typeof output> = async ({ place, days }, context) => {

    // src/providers/weather/tools/get-forecast.ts, unchanged
    import { ‹getForecast› } from '../api/get-forecast.js';
  `.fixed`
    // src/providers/weather/tools/get-forecast.ts, changed
    - import { getForecast } from '../api/get-forecast.js';
    + import { forecast as getForecast } from '../api/get-forecast.js';
  `.finds('"src/providers/weather/api/get-forecast.ts" does not export "getForecast".'),
  bad`
    // src/providers/weather/api/client.ts, changed
    - export const callApi = apiClient(PROVIDER_NAME, { ...auth, getCredentials });
    + export default apiClient(PROVIDER_NAME, { ...auth, getCredentials });

    // src/providers/weather/api/get-forecast.ts, unchanged
    import { ‹callApi› } from './client.js';
  `.fixed`
    // src/providers/weather/api/client.ts, changed
    - export default apiClient(PROVIDER_NAME, { ...auth, getCredentials });
    + export const callApi = apiClient(PROVIDER_NAME, { ...auth, getCredentials });
  `.finds('"src/providers/weather/api/client.ts" does not export "callApi".'),
  // What it passes on has another name elsewhere.
  bad`
    // src/providers/weather/api/wind.ts
    export const wind = 3;

    // src/providers/weather/api/all.ts
    export { ‹getWind as strength› } from './wind.js';
  `.finds('"src/providers/weather/api/wind.ts" does not export "getWind".'),
  bad`
    // src/providers/weather/api/wind.ts
    export const wind = 3;

    // src/providers/weather/api/gust.ts
    import { ‹getWind as wind› } from './wind.js';

    export const gust = wind * 2;
  `.fixed`
    // src/providers/weather/api/gust.ts, changed
    - import { getWind as wind } from './wind.js';
    + import { wind } from './wind.js';
  `.finds('"src/providers/weather/api/wind.ts" does not export "getWind".'),
  bad`
    // src/providers/weather/api/client.ts, changed
    - export const callApi = apiClient(PROVIDER_NAME, { ...auth, getCredentials });
    + const callApi = apiClient(PROVIDER_NAME, { ...auth, getCredentials });

    // src/providers/weather/api/get-forecast.ts, unchanged
    import { ‹callApi› } from './client.js';
  `.fixed`
    // src/providers/weather/api/client.ts, changed
    - const callApi = apiClient(PROVIDER_NAME, { ...auth, getCredentials });
    + export const callApi = apiClient(PROVIDER_NAME, { ...auth, getCredentials });
  `.finds('"src/providers/weather/api/client.ts" does not export "callApi".'),
  bad`
    // src/providers/weather/tools/get-forecast.ts, changed
    - export const output = z.object({ summary: z.string() });
    + const output = z.object({ summary: z.string() });

    // src/providers/weather/api/get-forecast.ts, unchanged
    import type { input, ‹output› } from '../tools/get-forecast.js';
  `.fixed`
    // src/providers/weather/tools/get-forecast.ts, changed
    - const output = z.object({ summary: z.string() });
    + export const output = z.object({ summary: z.string() });
  `.finds('"src/providers/weather/tools/get-forecast.ts" does not export "output".'),
  bad`
    // src/providers/weather/tools/get-forecast.ts, changed
    - import { getForecast } from '../api/get-forecast.js';
    + import * as api from '../api/get-forecast.js';
    …
    -   run: getForecast,
    +   run: api.‹getForcast›,
  `.fixed`
    // src/providers/weather/tools/get-forecast.ts, changed
    -   run: api.getForcast,
    +   run: api.getForecast,
  `.finds('"src/providers/weather/api/get-forecast.ts" does not export "getForcast".'),
  bad`
    // src/providers/weather/api/all.ts
    export * from './auth.js';
    export { ‹store› } from './auth.js';

    // src/providers/weather/api/client.ts, changed
    - import { auth, getCredentials } from './auth.js';
    + import { auth, getCredentials } from './all.js';
  `.finds('"src/providers/weather/api/auth.ts" does not export "store".'),
];
