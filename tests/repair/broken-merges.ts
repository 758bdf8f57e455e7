import { project } from '../../src/rules/example.js';
import type { Broken } from './broken.js';

/** Files that were emptied, cut off or changed by half, as failed writes, merges and renames leave them. */
export const BROKEN_MERGES: readonly Broken[] = [
  { what: 'the list of providers is empty', change: project`// src/providers/index.ts` },
  { what: 'the server is empty', change: project`// src/server.ts` },
  {
    what: 'the index of the provider is empty',
    change: project`// src/providers/weather/index.ts`,
  },
  { what: 'the API client is empty', change: project`// src/providers/weather/api/client.ts` },
  { what: 'the sign-in is empty', change: project`// src/providers/weather/server-auth.ts` },
  {
    what: 'tsconfig.json is cut off',
    change: project`
      // tsconfig.json
      {
        "extends": "mcp-provider/tsconfig.json",
        "include": ["src", "tests"]
    `,
  },
  {
    what: 'a key is indented like the provider',
    change: project`
      // provider-config.yaml, changed
      -     auth: bearer
      +   auth: bearer
    `,
  },
  {
    what: 'a blank is missing behind a key',
    change: project`
      // provider-config.yaml, changed
      -     port: 8710
      +     port:8710
    `,
  },
  {
    what: 'an export is left out',
    change: project`
      // src/providers/weather/mcp-instance.ts, changed
      - export const { tool, resource, prompt, createServer, getInitializationOptions } = defineProvider({
      + export const { tool, resource, prompt, getInitializationOptions } = defineProvider({
    `,
  },
  {
    what: 'the list has a provider that was removed',
    change: project`
      // src/providers/index.ts, changed
          weather: () => import('./weather/index.js'),
      +   mail: () => import('./mail/index.js'),
    `,
  },
  {
    what: 'only the entry is renamed',
    change: project`
      // provider-config.yaml, changed
      -   weather:
      +   national_forecasts:
    `,
  },
  {
    what: 'a test imports from the folder before it was renamed',
    change: project`
      // tests/forecast.test.ts
      import { getForecast } from '../src/providers/forecasts/api/get-forecast.js';
    `,
  },
  {
    what: 'an import is misspelled',
    change: project`
      // src/providers/weather/tools/get-forecast.ts, changed
      - import { tool } from '../mcp-instance.js';
      + import { tool } from '../mcp-instnace.js';
    `,
  },
  {
    what: 'an import leads into the package of the runtime',
    change: project`
      // src/providers/weather/api/client.ts, changed
      - import { apiClient } from 'mcp-provider/api';
      + import { apiClient } from 'mcp-provider/dist/api.js';
    `,
  },
  {
    what: 'the index of the provider has a merge conflict',
    change: project`
      // src/providers/weather/index.ts, changed
      + <<<<<<< HEAD
        import './tools/get-forecast.js';
      + =======
      + import './tools/get-weather.js';
      + >>>>>>> weather
    `,
    stays: true,
  },
];
