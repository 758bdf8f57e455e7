import { type Broken, broken, unrepaired } from './breaking.js';

/** Code that was copied, renamed, removed or written as for another library. */
export const BROKEN_CODE: readonly Broken[] = [
  broken('a removed tool is still imported')`
    // src/providers/weather/index.ts, changed
    + import './tools/get-tide.js';
      import './tools/get-forecast.js';
  `,
  broken('the registrar comes from the package')`
    // src/providers/weather/tools/get-forecast.ts, changed
    - import { tool } from '../mcp-instance.js';
    + import { tool } from 'mcp-provider';
  `,
  broken('the input schema is a raw shape')`
    // src/providers/weather/tools/get-forecast.ts, changed
    -   input,
    +   input: { place: z.string().describe('Name of the place.'), days: z.int().describe('How many.') },
  `,
  broken('a tool has the keys of the MCP SDK')`
    // src/providers/weather/tools/get-forecast.ts, changed
    -   input,
    -   output,
    +   inputSchema: input,
    +   outputSchema: output,
    …
    -   run: getForecast,
    +   handler: getForecast,
  `,
  broken('the list of providers loads another file')`
    // src/providers/index.ts, changed
    -   weather: () => import('./weather/index.js'),
    +   weather: () => import('./weather/mcp-instance.js'),
  `,
  broken('an argument is renamed in the schema only')`
    // src/providers/weather/tools/get-forecast.ts, changed
    -   place: z.string().min(1).describe('Name of a town.'),
    +   place_name: z.string().min(1).describe('Name of a town.'),
  `,
  broken('a function is misspelled behind a namespace')`
    // src/providers/weather/tools/get-forecast.ts, changed
    - import { getForecast } from '../api/get-forecast.js';
    + import * as api from '../api/get-forecast.js';
    …
    -   run: getForecast,
    +   run: api.getForcast,
  `,
  broken('zod is imported as a type')`
    // src/providers/weather/tools/get-forecast.ts, changed
    - import * as z from 'zod';
    + import type * as z from 'zod';
  `,
  broken('an annotation is misspelled in the code')`
    // src/providers/weather/tools/get-forecast.ts, changed
    -   annotations: { readOnlyHint: true, openWorldHint: true },
    +   annotations: { readonlyHint: true, openWorldHint: true },
  `,
  broken('the name of a tool is in kebab-case')`
    // src/providers/weather/tools/get-forecast.ts, changed
    -   name: 'get_forecast',
    +   name: 'get-forecast',
  `,
  broken('a function is renamed in its file only')`
    // src/providers/weather/api/get-forecast.ts, changed
    - export const getForecast: Call<typeof input, typeof output> = async ({ place, days }, context) => {
    + export const forecast: Call<typeof input, typeof output> = async ({ place, days }, context) => {
  `,
  broken('a test imports from an entry that does not exist')`
    // tests/weather.test.ts, changed
    - import { testProvider } from 'mcp-provider/testing';
    + import { testProvider } from 'mcp-provider/test.js';
  `,
  broken('the entry appears twice')`
    // provider-config.yaml, changed
          token_path: weather
    +   weather:
    +     name: Weather
    +     description: Forecasts for any place.
    +     base_url: https://api.weather.dev/v1
    +     auth: bearer
    +     port: 8710
    +     token_path: weather
  `,
  broken('the port of a registered callback URL is changed')`
    // provider-config.yaml, changed
    -     port: 8710
    +     port: 8710
    +     callback_url: http://127.0.0.1:8711/auth/callback
  `,
  broken('a description has a colon and no quotes')`
    // provider-config.yaml, changed
    -     description: Forecasts for any place.
    +     description: Weather: forecasts for any place
  `,
  unrepaired('a request is sent with the key of the environment')`
    // src/providers/weather/api/get-forecast.ts, changed
      import { callApi } from './client.js';
    + export const getAlerts = () => fetch(\`https://api.weather.dev/v1/alerts?key=\${process.env.WEATHER_TOKEN}\`);
  `,
];
