import { bad, ok } from '../example.js';
import { renamedFile } from './examples/renamed-file.js';

export default [
  ok`
    // tsconfig.json
    { "compilerOptions": { "module": "ESNext", "moduleResolution": "Bundler" } }

    // src/providers/weather/tools/get-forecast.ts, changed
    - import { tool } from '../mcp-instance.js';
    + import { tool } from '../mcp-instance';
  `,
  bad`
    // src/providers/weather/tools/get-forecast.ts, changed
    - import { tool } from '../mcp-instance.js';
    + import { tool } from ‹'../mcp-instance'›;
  `.fixed`
    // src/providers/weather/tools/get-forecast.ts, changed
    - import { tool } from '../mcp-instance';
    + import { tool } from '../mcp-instance.js';
  `.finds('Node.js cannot find "../mcp-instance".'),
  bad`
    // src/providers/weather/api/get-forecast.ts, changed
    - import type { input, output } from '../tools/get-forecast.js';
    + import type { input, output } from ‹'../tools/get-forecast'›;
  `.fixed`
    // src/providers/weather/api/get-forecast.ts, changed
    - import type { input, output } from '../tools/get-forecast';
    + import type { input, output } from '../tools/get-forecast.js';
  `.finds('The compiler cannot find "../tools/get-forecast".'),
  bad`
    // src/server.ts, changed
    - import { providers } from './providers/index.js';
    + import { providers } from ‹'./providers'›;
  `.fixed`
    // src/server.ts, changed
    - import { providers } from './providers';
    + import { providers } from './providers/index.js';
  `.finds('Node.js cannot find "./providers".'),
  bad`
    // src/providers/weather/index.ts, changed
    - export * as apiAuth from './api/auth.js';
    + export * as apiAuth from ‹'./api/auth.ts'›;
  `.fixed`
    // src/providers/weather/index.ts, changed
    - export * as apiAuth from './api/auth.ts';
    + export * as apiAuth from './api/auth.js';
  `.finds('Node.js cannot find "./api/auth.ts".'),
  bad`
    // src/providers/index.ts, changed
        weather: () => import('./weather/index.js'),
    +   mail: () => import(‹'./mail/index.js'›),
  `.fixed`
    // src/providers/index.ts, changed
    -   mail: () => import('./mail/index.js'),
  `.finds('Node.js cannot find "./mail/index.js".'),
  bad`
    // src/providers/weather/index.ts, changed
    - import './tools/get-forecast.js';
    + import ‹'./tools/get-forcast.js'›;
  `.fixed`
    // src/providers/weather/index.ts, changed
    - import './tools/get-forcast.js';
    + import './tools/get-forecast.js';
  `.finds('Node.js cannot find "./tools/get-forcast.js".'),
  bad`
    // src/providers/weather/tools/get-forecast.ts, deleted

    // src/providers/weather/tools/daily/get-forecast.ts
    import { tool } from ‹'../mcp-instance.js'›;

    // src/providers/weather/index.ts, unchanged
    import ‹'./tools/get-forecast.js'›;

    // src/providers/weather/api/get-forecast.ts
    import type { input } from ‹'../tools/get-forecast.js'›;
  `.fixed`
    // src/providers/weather/tools/daily/get-forecast.ts
    import { tool } from '../../mcp-instance.js';

    // src/providers/weather/index.ts, changed
    - import './tools/get-forecast.js';
    + import './tools/daily/get-forecast.js';

    // src/providers/weather/api/get-forecast.ts
    import type { input } from '../tools/daily/get-forecast.js';
  `.finds(
    'The compiler cannot find "../tools/get-forecast.js".',
    'Node.js cannot find "./tools/get-forecast.js".',
    'Node.js cannot find "../mcp-instance.js".',
  ),
  ok`
    // .gitignore
    src/generated/

    // src/providers/weather/index.ts, changed
    - import './tools/get-forecast.js';
    + import '../../generated/tools.js';
  `,
  bad`
    // tsconfig.json
    { "extends": "@acme/tsconfig" }

    // src/providers/weather/tools/get-forecast.ts, changed
    - import { tool } from '../mcp-instance.js';
    + import { tool } from ‹'../mcp-instance'›;
  `.finds(
    'Cannot determine whether "../mcp-instance" needs an extension: the compiler options are missing.',
  ),
  bad`
    // src/providers/weather/index.ts, changed
    - export * as apiAuth from './api/auth.js';
    + export * as apiAuth from ‹'./api/nothing'›;
  `.finds('Node.js cannot find "./api/nothing".'),
  bad`
    // src/providers/weather/tools/get-forecast.ts, changed
    - import { tool } from '../mcp-instance.js';
    + import { tool } from ‹'../mcp-instnace.js'›;
  `.fixed`
    // src/providers/weather/tools/get-forecast.ts, changed
    - import { tool } from '../mcp-instnace.js';
    + import { tool } from '../mcp-instance.js';
  `.finds('Node.js cannot find "../mcp-instnace.js".'),
  bad`
    // tests/forecast.test.ts
    import { getForecast } from ‹'../src/providers/forecasts/api/get-forecast.js'›;
  `.fixed`
    // tests/forecast.test.ts
    import { getForecast } from '../src/providers/weather/api/get-forecast.js';
  `.finds('Node.js cannot find "../src/providers/forecasts/api/get-forecast.js".'),
  bad`
    // tests/forecast.test.ts
    import { other } from ‹'../src/providers/forecasts/api/other.js'›;
  `.finds('Node.js cannot find "../src/providers/forecasts/api/other.js".'),
  bad`
    // src/providers/weather/index.ts, changed
      import './tools/get-forecast.js';
    + import ‹'./tools/get-tide.js'›;
  `.fixed`
    // src/providers/weather/index.ts, changed
    - import './tools/get-tide.js';
  `.finds('Node.js cannot find "./tools/get-tide.js".'),
  // What the statement around it does with it cannot be determined.
  bad`
    // src/providers/weather/index.ts, changed
      import './tools/get-forecast.js';
    + await import(‹'./tools/get-tide.js'›);
  `.finds('Node.js cannot find "./tools/get-tide.js".'),
  bad`
    // src/providers/weather/index.ts, changed
      import './tools/get-forecast.js';
    + import ‹'./tools/get-tide.js'›;

    // src/providers/weather/api/get-tide.ts
    export const getTide = () => 'High.';
  `.finds('Node.js cannot find "./tools/get-tide.js".'),
  bad`
    // tests/weather.test.ts, changed
    - import { testProvider } from 'mcp-provider/testing';
    + import { testProvider } from ‹'mcp-provider/test.js'›;
  `.fixed`
    // tests/weather.test.ts, changed
    - import { testProvider } from 'mcp-provider/test.js';
    + import { testProvider } from 'mcp-provider/testing';
  `.finds('Node.js cannot find "mcp-provider/test.js".'),
  bad`
    // src/providers/weather/api/client.ts, changed
    - import { apiClient } from 'mcp-provider/api';
    + import { apiClient } from ‹'mcp-provider/dist/api.js'›;
  `.fixed`
    // src/providers/weather/api/client.ts, changed
    - import { apiClient } from 'mcp-provider/dist/api.js';
    + import { apiClient } from 'mcp-provider/api';
  `.finds('Node.js cannot find "mcp-provider/dist/api.js".'),
  bad`
    // src/providers/weather/api/client.ts, changed
    + import { isUrl } from ‹'mcp-provider/src/provider/addresses.js'›;
      import { apiClient } from 'mcp-provider/api';
  `.finds('Node.js cannot find "mcp-provider/src/provider/addresses.js".'),
  ok`
    // tests/forecast.test.ts
    import { providers } from '../src/providers/index';
  `,
  ...renamedFile,
];
