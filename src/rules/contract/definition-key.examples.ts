import { bad, ok } from '../example.js';

export default [
  bad`
    // tests/weather.test.ts, changed
    -       arguments: { place: 'a/b c', days: 2 },
    +       ‹args›: { place: 'a/b c', days: 2 },
  `.fixed`
    // tests/weather.test.ts, changed
    -       args: { place: 'a/b c', days: 2 },
    +       arguments: { place: 'a/b c', days: 2 },
  `.finds('A test case has no key "args".'),
  ok`
    // src/providers/weather/tools/reports.ts
    import * as z from 'zod';
    import { tool } from '../mcp-instance.js';

    const report = ({ days, ...described }: { days: number; name: string; description: string }) =>
      tool({ ...described, input: z.object({}), run: () => Promise.resolve(String(days)) });

    export const weekly = report({ name: 'get_week', description: 'The week.', days: 7 });
  `,
  ok`
    // src/tool.ts
    export const tool = (definition: object) => definition;

    // src/providers/weather/tools/get-forecast.ts, changed
    - import { tool } from '../mcp-instance.js';
    + import { tool } from '../../../tool.js';
    …
    -   input,
    +   inputSchema: input,
  `,
  bad`
    // src/providers/weather/tools/get-forecast.ts, changed
    -   input,
    -   output,
    +   ‹inputSchema›: input,
    +   ‹outputSchema›: output,
    …
    -   run: getForecast,
    +   ‹handler›: getForecast,
  `.fixed`
    // src/providers/weather/tools/get-forecast.ts, changed
    -   inputSchema: input,
    -   outputSchema: output,
    +   input: input,
    +   output: output,
    …
    -   handler: getForecast,
    +   run: getForecast,
  `.finds(
    'A tool has no key "inputSchema".',
    'A tool has no key "outputSchema".',
    'A tool has no key "handler".',
  ),
  bad`
    // src/providers/weather/tools/get-forecast.ts, changed
    + const execute = getForecast;
      export const getForecastTool = tool({
    …
    -   run: getForecast,
    +   ‹execute›,
  `.fixed`
    // src/providers/weather/tools/get-forecast.ts, changed
    -   execute,
    +   run: execute,
  `.finds('A tool has no key "execute".'),
  bad`
    // src/providers/weather/tools/get-forecast.ts, changed
    -   run: getForecast,
    +   ‹execute›: getForecast,
    +   ‹handler›: getForecast,
  `.finds('A tool has no key "execute".', 'A tool has no key "handler".'),
];
