import { bad, ok } from '../example.js';

export default [
  ok`
    // src/providers/weather/index.ts, changed
    - import './tools/get-forecast.js';
    + import './tools/index.js';

    // src/providers/weather/tools/index.ts
    export * from './get-forecast.js';
  `,
  ok`
    // src/providers/weather/index.ts, changed
    + import { offer } from './tools/get-alerts.js';
    +
    + offer();
      import './tools/get-forecast.js';

    // src/providers/weather/tools/get-alerts.ts
    import * as z from 'zod';
    import { tool } from '../mcp-instance.js';

    export function offer() {
    tool({ name: 'get_alerts', description: 'Storms.', input: z.object({}), run: async () => '' });
    }
  `,
  bad`
    // src/providers/weather/index.ts, changed
    + import './tools/get-alerts.js';
      import './tools/get-forecast.js';

    // src/providers/weather/tools/get-alerts.ts
    import * as z from 'zod';
    import { tool } from '../mcp-instance.js';

    export function offer() {
    ‹tool›({ name: 'get_alerts', description: 'Storms.', input: z.object({}), run: async () => '' });
    }
  `.finds('"offer" is never called, so "get_alerts" is not registered.'),
  bad`
    // src/providers/weather/tools/get-forecast-copy.ts
    import * as z from 'zod';
    import { tool } from '../mcp-instance.js';
    ‹tool›({ name: 'get_forecast', description: 'Rain.', input: z.object({}), run: async () => '' });
  `.finds('The provider "weather" does not import this file, so "get_forecast" is not registered.'),
  bad`
    // src/providers/weather/index.ts, changed
    - import './tools/get-forecast.js';

    // src/providers/weather/tools/get-forecast.ts, unchanged
    export const getForecastTool = ‹tool›({
  `.fixed`
    // src/providers/weather/index.ts, changed
    + import './tools/get-forecast.js';
    +
      export * as apiAuth from './api/auth.js';
  `.finds('The provider "weather" does not import this file, so "get_forecast" is not registered.'),
  bad`
    // src/providers/weather/index.ts, changed
    - import './tools/get-forecast.js';
    + import type {} from './tools/get-forecast.js';

    // src/providers/weather/tools/get-forecast.ts, unchanged
    export const getForecastTool = ‹tool›({
  `.fixed`
    // src/providers/weather/index.ts, changed
      import type {} from './tools/get-forecast.js';
    + import './tools/get-forecast.js';
  `.finds('The provider "weather" does not import this file, so "get_forecast" is not registered.'),
  bad`
    // src/providers/weather/index.ts, changed
    - import './tools/get-forecast.js';
    + if (process.env.WEATHER_FORECASTS) await import(‹'./tools/get-forecast.js'›);
  `.finds('Cannot determine whether this import runs, which registers "get_forecast".'),
  bad`
    // src/providers/weather/index.ts, changed
    - import './tools/get-forecast.js';
    + async function load() {
    +   if (!process.env.WEATHER_FORECASTS) return;
    +   await import(‹'./tools/get-forecast.js'›);
    + }
    + await load();
  `.finds('Cannot determine whether this import runs, which registers "get_forecast".'),
  bad`
    // src/providers/weather/index.ts, changed
    - import './tools/get-forecast.js';
    + try {
    +   await import(‹'./tools/get-forecast.js'›);
    + } catch {
    +   // The forecast is optional.
    + }
  `.finds('Cannot determine whether this import runs, which registers "get_forecast".'),
  bad`
    // src/providers/weather/index.ts, changed
    - import './tools/get-forecast.js';
    + await import(‹'./tools/get-forecast.js'›).catch(() => {});
  `.finds('Cannot determine whether this import runs, which registers "get_forecast".'),
  ok`
    // src/providers/weather/index.ts, changed
    - import './tools/get-forecast.js';
    + try {
    +   await import('./tools/get-forecast.js');
    + } catch (error) {
    +   throw new Error('The forecast is broken.', { cause: error });
    + }
  `,
  ok`
    // src/providers/weather/index.ts, changed
    - import './tools/get-forecast.js';
    + await import('./tools/get-forecast.js');
    + if (process.env.WEATHER_TRACE) await import('./trace.js');

    // src/providers/weather/trace.ts
    console.error('trace');
  `,
  bad`
    // tsconfig.json
    { "compilerOptions": { "paths": { "@/*": ["./src/*"] } } }

    // src/providers/weather/index.ts, changed
    - import './tools/get-forecast.js';
    + import '@/providers/weather/tools/get-forecast.js';

    // src/providers/weather/tools/get-alerts.ts
    import * as z from 'zod';
    import { tool } from '../mcp-instance.js';

    ‹tool›({ name: 'get_alerts', description: 'Storms.', input: z.object({}), run: async () => '' });
  `.fixed`
    // src/providers/weather/index.ts, changed
      import '@/providers/weather/tools/get-forecast.js';
    + import '@/providers/weather/tools/get-alerts.js';
  `.finds('The provider "weather" does not import this file, so "get_alerts" is not registered.'),
  bad`
    // src/providers/weather/index.ts, changed
    - import './tools/get-forecast.js';
    + import { readdirSync } from 'node:fs';
    + for (const name of readdirSync('tools')) await import(‹name›);
  `.finds(
    'Cannot determine whether this import loads "src/providers/weather/tools/get-forecast.ts".',
  ),
];
