import { bad, ok } from '../example.js';

export default [
  ok`
    // src/providers/weather/tools/get-forecast.ts, changed
    -   name: 'get_forecast',
    +   name: 'xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx',
  `,
  bad`
    // src/providers/weather/tools/get-forecast.ts, changed
    -   name: 'get_forecast',
    +   name: ‹'xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx'›,
  `.finds(
    'The tool name "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx" and the provider name have 51 characters together; above 50, Claude Code in a plugin cannot add the name of the plugin.',
  ),
  bad`
    // src/providers/weather/tools/get-forecast.ts, changed
    -   name: 'get_forecast',
    +   name: ‹'get-forecast'›,
  `.fixed`
    // src/providers/weather/tools/get-forecast.ts, changed
    -   name: 'get-forecast',
    +   name: 'get_forecast',
  `.finds('The tool name "get-forecast" is not in snake_case, so some clients change it.'),
  // Other code can use the constant.
  bad`
    // src/providers/weather/tools/get-forecast.ts, changed
    + const NAME = 'get-forecast';
    - export const getForecastTool = tool({
    + export const getForecastTool = tool({
    -   name: 'get_forecast',
    +   name: ‹NAME›,
  `.finds('The tool name "get-forecast" is not in snake_case, so some clients change it.'),
  bad`
    // src/providers/weather/tools/get-forecast.ts, changed
    -   name: 'get_forecast',
    +   name: ‹'getForecast'›,
  `.fixed`
    // src/providers/weather/tools/get-forecast.ts, changed
    -   name: 'getForecast',
    +   name: 'get_forecast',
  `.finds('The tool name "getForecast" is not in snake_case, so some clients change it.'),
  bad`
    // src/providers/weather/tools/get-forecast.ts, changed
    -   name: 'get_forecast',
    +   name: ‹'2_day_forecast'›,
  `.finds('The tool name "2_day_forecast" is not in snake_case, so some clients change it.'),
];
