import { bad } from '../example.js';

export default [
  bad`
    // src/providers/weather/tools/get-forecast.ts, changed
    +   ‹// mcp-provider-disable-next-line configuration/unused-silence -- not needed›
        name: 'get_forecast',
  `.fixed`
    // src/providers/weather/tools/get-forecast.ts, changed
    -   // mcp-provider-disable-next-line configuration/unused-silence -- not needed
        name: 'get_forecast',
  `.finds('The rule "configuration/unused-silence" has no finding in the next line.'),
  bad`
    // src/providers/weather/tools/get-forecast.ts, changed
    +   ‹// mcp-provider-disable-next-line configuration/unused-silence›
        name: 'get_forecast',
  `.finds(
    'The suppression of "configuration/unused-silence" has no reason and therefore no effect.',
  ),
  bad`
    // src/providers/weather/tools/get-forecast.ts, changed
    +   ‹// mcp-provider-disable-next-line configuration/unused-silence because›
        name: 'get_forecast',
  `.finds(
    'The suppression of "configuration/unused-silence" has no reason and therefore no effect.',
  ),
  bad`
    // src/providers/weather/tools/get-forecast.ts, changed
    +   ‹// mcp-provider-disable-next-line no/such-rule -- because›
        name: 'get_forecast',
  `.finds('Unknown rule "no/such-rule".'),
];
