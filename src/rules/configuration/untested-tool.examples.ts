import { bad, ok } from '../example.js';

export default [
  ok`
    // tests/weather.test.ts, deleted

    // src/providers/weather/tools/get-forecast.test.ts
    import './get-forecast.js';
  `,
  ok`
    // tests/weather.test.ts, deleted

    // tests/all.test.ts
    call('get_forecast');
  `,
  bad`
    // tests/weather.test.ts, deleted

    // src/providers/weather/tools/get-forecast.ts, unchanged
      name: ‹'get_forecast'›,
  `.finds('No test contains the tool name "get_forecast".'),
  bad`
    // tests/weather.test.ts, changed
    -     get_forecast: {
    +     get_forecasts: {

    // src/providers/weather/tools/get-forecast.ts, unchanged
      name: ‹'get_forecast'›,
  `.finds('No test contains the tool name "get_forecast".'),
  bad`
    // src/providers/weather/tools/get-tide.ts
    import * as z from 'zod';
    import { tool } from '../mcp-instance.js';

    export const getTideTool = tool({
      name: ‹'get_tide'›,
      description: 'Height of the tide.',
      input: z.object({}),
      run: () => Promise.resolve('High.'),
    });

    // src/providers/weather/index.ts, changed
      import './tools/get-forecast.js';
    + import './tools/get-tide.js';
  `.finds('No test contains the tool name "get_tide".'),
];
