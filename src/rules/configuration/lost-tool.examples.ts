import { bad, ok } from '../example.js';

export default [
  ok`
    // src/providers/weather/tools/get-forecast.ts, changed
    + const NAMES = { forecast: 'get_forecast' };
    - export const getForecastTool = tool({
    -   name: 'get_forecast',
    + export const getForecastTool = tool({
    +   name: NAMES[process.env.VARIANT ?? 'forecast'],
  `,
  ok`
    // src/providers/weather/tools/get-forecast.ts, changed
    -   name: 'get_forecast',
    +   name: 'get-forecast',
  `,
  // Cases of two tools that were renamed.
  bad`
    // src/providers/weather/tools/get-forecast.ts, changed
    -   name: 'get_forecast',
    +   name: 'read_forecast',

    // src/providers/weather/tools/get-tide.ts
    import { z } from 'zod';
    import { tool } from '../mcp-instance.js';

    export const getTideTool = tool({
      name: 'get_tide',
      description: 'Height of the tide.',
      input: z.object({}),
      run: () => Promise.resolve('High.'),
    });

    // src/providers/weather/index.ts, changed
      import './tools/get-forecast.js';
    + import './tools/get-tide.js';

    // tests/weather.test.ts, unchanged
        ‹get_forecast›: {
  `.finds('The tests contain cases for "get_forecast", but no tool has this name.'),
  // The directory was renamed.
  ok`
    // src/providers/weather/tools/get-forecast.ts, deleted

    // src/providers/forecasts/tools/get-forecast.ts
    export const NAME = 'get_forecast';
  `,
  bad`
    // src/providers/weather/tools/get-forecast.ts, changed
    -   name: 'get_forecast',
    +   name: 'read_forecast',

    // tests/weather.test.ts, unchanged
        ‹get_forecast›: {
  `.fixed`
    // tests/weather.test.ts, changed
    -     get_forecast: {
    +     read_forecast: {
  `.finds('The tests contain cases for "get_forecast", but no tool has this name.'),
  // Another tool was pasted with its name: the cases can be those of this tool.
  bad`
    // src/providers/weather/tools/get-tide.ts
    import { z } from 'zod';
    import { tool } from '../mcp-instance.js';

    export const getTideTool = tool({
      name: 'get_forecast',
      description: 'Height of the tide.',
      input: z.object({}),
      run: () => Promise.resolve('High.'),
    });

    // src/providers/weather/index.ts, changed
      import './tools/get-forecast.js';
    + import './tools/get-tide.js';

    // tests/weather.test.ts, changed
        tools: {
    +     ‹get_tide›: {
    +       arguments: {},
    +     },
  `.finds('The tests contain cases for "get_tide", but no tool has this name.'),
  // The file of the tool was emptied: the cases tell what it was.
  bad`
    // src/providers/weather/tools/get-tide.ts
    export {};

    // tests/weather.test.ts, changed
        tools: {
    +     ‹get_tide›: {
    +       arguments: {},
    +     },
  `.finds('The tests contain cases for "get_tide", but no tool has this name.'),
  bad`
    // tests/weather.test.ts, changed
        tools: {
    +     ‹get_tide›: {
    +       arguments: {},
    +     },
  `.fixed`
    // tests/weather.test.ts, changed
    -     get_tide: {
    -       arguments: {},
    -     },
  `.finds('The tests contain cases for "get_tide", but no tool has this name.'),
];
