import { bad, ok } from '../example.js';

export default [
  ok`
    // src/providers/weather/api/client.ts, changed
    + export const now = () => performance.now();
      export const callApi = apiClient(PROVIDER_NAME, { ...auth, getCredentials });
  `,
  bad`
    // src/providers/weather/api/get-forecast.ts, changed
    - import { callApi } from './client.js';
    …
    -   const response = await callApi(
    +   const response = await ‹callApi›(
  `.fixed`
    // src/providers/weather/api/get-forecast.ts, changed
      import type { input, output } from '../tools/get-forecast.js';
    + import { callApi } from './client.js';
  `.finds('"callApi" is not imported.'),
  bad`
    // src/providers/weather/api/get-forecast.ts, changed
    - import { path } from 'mcp-provider/api';
    …
    -     { method: 'GET', path: path\`/forecast/\${place}\`, query: { days } },
    +     { method: 'GET', path: ‹path›\`/forecast/\${place}\`, query: { days } },
  `.fixed`
    // src/providers/weather/api/get-forecast.ts, changed
      import type { Call } from 'mcp-provider/api';
    + import { path } from 'mcp-provider/api';
  `.finds('"path" is not imported.'),
];
