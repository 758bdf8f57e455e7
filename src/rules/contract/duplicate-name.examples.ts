import { bad, ok } from '../example.js';

export default [
  ok`
    // src/providers/weather/tools/get-alerts.ts
    import * as z from 'zod';
    import { tool } from '../mcp-instance.js';

    tool({
      name: 'get_alerts',
      description: 'Warnings of storms at a place.',
      input: z.object({}),
      run: async () => 'None.',
    });

    // src/providers/weather/index.ts, changed
    + import './tools/get-alerts.js';
      import './tools/get-forecast.js';
  `,
  bad`
    // src/providers/weather/tools/get-alerts.ts
    import * as z from 'zod';
    import { tool } from '../mcp-instance.js';

    tool({
      name: 'get_forecast',
      description: 'Warnings of storms at a place.',
      input: z.object({}),
      run: async () => 'None.',
    });

    // src/providers/weather/index.ts, changed
    + import './tools/get-alerts.js';
      import './tools/get-forecast.js';

    // src/providers/weather/tools/get-forecast.ts, unchanged
      name: ‹'get_forecast'›,
  `.fixed`
    // src/providers/weather/tools/get-alerts.ts, changed
    -   name: 'get_forecast',
    +   name: 'get_alerts',
  `
    .related('src/providers/weather/tools/get-alerts.ts:5:9 The other definition is here.')
    .finds('Two tools have the name "get_forecast".'),
  bad`
    // src/providers/weather/tools/get-alerts.ts
    import * as z from 'zod';
    import { tool } from '../mcp-instance.js';

    tool({
      name: 'Get-Forecast',
      description: 'Warnings of storms at a place.',
      input: z.object({}),
      run: async () => 'None.',
    });

    // src/providers/weather/index.ts, changed
    + import './tools/get-alerts.js';
      import './tools/get-forecast.js';

    // src/providers/weather/tools/get-forecast.ts, unchanged
      name: ‹'get_forecast'›,
  `
    .related('src/providers/weather/tools/get-alerts.ts:5:9 The other definition is here.')
    .finds('Some clients use one name for "Get-Forecast" and "get_forecast".'),
];
