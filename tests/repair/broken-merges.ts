import { type Broken, broken } from './breaking.js';

/** Files that were emptied, cut off or changed by half, as failed writes, merges and renames leave them. */
export const BROKEN_MERGES: readonly Broken[] = [
  broken('the list of providers is empty')`// src/providers/index.ts`,
  broken('the server is empty')`// src/server.ts`,
  broken('the index of the provider is empty')`// src/providers/weather/index.ts`,
  broken('the API client is empty')`// src/providers/weather/api/client.ts`,
  broken('the sign-in is empty')`// src/providers/weather/server-auth.ts`,
  broken('tsconfig.json is cut off')`
    // tsconfig.json
    {
      "extends": "mcp-provider/tsconfig.json",
      "include": ["src", "tests"]
  `,
  broken('a key is indented like the provider')`
    // provider-config.yaml, changed
    -     auth: bearer
    +   auth: bearer
  `,
  broken('a blank is missing behind a key')`
    // provider-config.yaml, changed
    -     port: 8710
    +     port:8710
  `,
  broken('an export is left out')`
    // src/providers/weather/mcp-instance.ts, changed
    - export const { tool, resource, prompt, createServer, getInitializationOptions } = defineProvider({
    + export const { tool, resource, prompt, getInitializationOptions } = defineProvider({
  `,
  broken('the list has a provider that was removed')`
    // src/providers/index.ts, changed
        weather: () => import('./weather/index.js'),
    +   mail: () => import('./mail/index.js'),
  `,
  broken('only the entry is renamed')`
    // provider-config.yaml, changed
    -   weather:
    +   national_forecasts:
  `,
  broken('a test imports from the folder before it was renamed')`
    // tests/forecast.test.ts
    import { getForecast } from '../src/providers/forecasts/api/get-forecast.js';
  `,
  broken('an import is misspelled')`
    // src/providers/weather/tools/get-forecast.ts, changed
    - import { tool } from '../mcp-instance.js';
    + import { tool } from '../mcp-instnace.js';
  `,
  broken('an import leads into the package of the runtime')`
    // src/providers/weather/api/client.ts, changed
    - import { apiClient } from 'mcp-provider/api';
    + import { apiClient } from 'mcp-provider/dist/api.js';
  `,
  broken('the index of the provider has a merge conflict')`
    // src/providers/weather/index.ts, changed
    + <<<<<<< HEAD
      import './tools/get-forecast.js';
    + =======
    + import './tools/get-weather.js';
    + >>>>>>> weather
  `,
  broken('an import is lost')`
    // src/providers/weather/api/get-forecast.ts, changed
    - import { callApi } from './client.js';
  `,
  broken('the context of a call was taken for unused')`
    // src/providers/weather/api/get-forecast.ts, changed
    - export const getForecast: Call<typeof input, typeof output> = async ({ place, days }, context) => {
    + export const getForecast: Call<typeof input, typeof output> = async ({ place, days }, _context) => {
    …
    -     context,
  `,
  broken('an await is lost')`
    // src/providers/weather/api/get-forecast.ts, changed
    -   const response = await callApi(
    +   const response = callApi(
  `,
  broken('the entry has no auth style')`
    // provider-config.yaml, changed
    -     auth: bearer
  `,
];
