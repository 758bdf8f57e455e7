import { bad, ok } from '../example.js';

export default [
  ok`
    // src/providers/weather/tools/get-forecast.ts, changed
    -   description: 'The weather of the next days at a place.',
    +   description: '${'x'.repeat(2048)}',
  `,
  bad`
    // src/providers/weather/tools/get-forecast.ts, changed
    -   description: 'The weather of the next days at a place.',
    +   description: ‹'${'x'.repeat(2049)}'›,
  `.finds('The tool description has 2049 characters; Claude Code shows the first 2048.'),
  bad`
    // src/providers/weather/mcp-instance.ts, changed
    -   instructions: 'Forecasts for any place.',
    +   instructions: ‹'${'x'.repeat(2049)}'›,
  `.finds('The instructions have 2049 characters; Claude Code shows the first 2048.'),
];
