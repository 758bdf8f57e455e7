import { bad, ok } from '../example.js';

export default [
  ok`
    // src/providers/weather/tools/reports.ts
    import * as z from 'zod';
    import { tool } from '../mcp-instance.js';

    const report = ({ days, ...described }: { days: number; name: string; description: string }) =>
      tool({ ...described, input: z.object({}), run: () => Promise.resolve(String(days)) });

    export const weekly = report({ name: 'get_week', description: 'The week.', days: 7 });
  `,
  ok`
    // src/providers/weather/tools/get-forecast.ts, changed
    -   name: 'get_forecast',
    +   name: 'xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx',
  `,
  ok`
    // src/providers/weather/tools/get-forecast.ts, changed
    + const NAME = 'get_forecast';
      export const getForecastTool = tool({
    -   name: 'get_forecast',
    +   name: NAME,
  `,
  bad`
    // src/providers/weather/tools/get-forecast.ts, changed
    -   name: 'get_forecast',
    +   name: ‹'get.forecast'›,
  `.finds('The tool name "get.forecast" has characters that clients reject.'),
  bad`
    // src/providers/weather/tools/get-forecast.ts, changed
    -   name: 'get_forecast',
    +   name: ‹''›,
  `.finds('The tool name is empty.'),
  bad`
    // src/providers/weather/tools/get-forecast.ts, changed
    -   name: 'get_forecast',
    +   name: ‹'xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx'›,
  `.finds(
    'The tool name "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx" and the provider name have 58 characters together; above 57, Claude Code sends a name that the API rejects.',
  ),
  bad`
    // src/providers/weather/tools/get-forecast.ts, changed
    -   name: 'get_forecast',
    +   name: ‹process.env.NAME›,
  `.finds('Cannot determine the name of the tool.'),
];
