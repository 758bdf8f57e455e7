import { type Broken, broken, unrepaired } from './breaking.js';

/** Code that was copied, renamed, removed or written as for another library. */
export const BROKEN_CODE: readonly Broken[] = [
  broken('a test was copied from a provider with another sign-in')`
    // tests/weather.test.ts, changed
    - import { testProvider } from 'mcp-provider/testing';
    + import { noSignIn, testProvider } from 'mcp-provider/testing';
    …
    -   signIn: { token: 'a token' },
    +   signIn: noSignIn,
  `,
  broken('a test was copied from a provider of another kind')`
    // tests/weather.test.ts, changed
    - import { testProvider } from 'mcp-provider/testing';
    + import { testProvider } from 'mcp-provider/testing/remote';
  `,
  broken('a tool sends its request with fetch and a token of the environment')`
    // src/providers/weather/api/get-forecast.ts
    import type { Call } from 'mcp-provider/api';
    import type { input, output } from '../tools/get-forecast.js';

    export const getForecast: Call<typeof input, typeof output> = async ({ place, days }) => {
      const response = await fetch(\`https://api.weather.dev/v1/forecast/\${place}?days=\${days}\`, {
        headers: { authorization: \`Bearer \${process.env.WEATHER_TOKEN}\` },
      });
      if (!response.ok) throw new Error('No forecast.');
      return response.json();
    };
  `,
  broken('a tool is neither imported nor tested')`
    // src/providers/weather/tools/get-tide.ts
    import * as z from 'zod';
    import { getTide } from '../api/get-tide.js';
    import { tool } from '../mcp-instance.js';

    export const input = z.object({ coast: z.string().describe('Name of a coast.') });

    export const output = z.object({ meters: z.number() });

    export const getTideTool = tool({
      name: 'get_tide',
      description: 'Height of the tide.',
      input,
      output,
      annotations: { readOnlyHint: true },
      run: getTide,
    });

    // src/providers/weather/api/get-tide.ts
    import type { Call } from 'mcp-provider/api';
    import { path } from 'mcp-provider/api';
    import type { input, output } from '../tools/get-tide.js';
    import { callApi } from './client.js';

    export const getTide: Call<typeof input, typeof output> = async ({ coast }, context) => {
      const response = await callApi({ method: 'GET', path: path\`/coasts/\${coast}\` }, context);
      return response.body;
    };
  `,
  broken('an argument was renamed, but not in the function')`
    // src/providers/weather/tools/get-forecast.ts, changed
    -   place: z.string().min(1).describe('Name of a town.'),
    +   place_id: z.string().min(1).describe('ID of a town.'),

    // src/providers/weather/api/get-forecast.ts, changed
    - export const getForecast: Call<typeof input, typeof output> = async ({ place, days }, context) => {
    + export const getForecast: Call<typeof input, typeof output> = async ({ id, days }, context) => {
    …
    -     { method: 'GET', path: path\`/forecast/\${place}\`, query: { days } },
    +     { method: 'GET', path: path\`/forecast/\${id}\`, query: { days } },
  `,
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
