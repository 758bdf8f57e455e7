import { bad, ok } from '../example.js';

export default [
  ok`
    // src/providers/weather/tools/get-forecast.ts, changed
    -   description: 'The weather of the next days at a place.',
    +   description: 'The weather ' +
    +     'at a place.',
  `,
  ok`
    // src/providers/weather/tools/get-forecast.ts, changed
    -   description: 'The weather of the next days at a place.',
    +   description: ['The weather', 'at a place.'].join(' '),
  `,
  bad`
    // src/providers/weather/tools/get-forecast.ts, changed
    -   description: 'The weather of the next days at a place.',
    +   description: ‹['', ' '].join(' ').trim()›,
  `.finds('The description is empty.'),
  bad`
    // src/providers/weather/tools/get-forecast.ts, changed
      export const getForecastTool = ‹tool›({
    …
    -   description: 'The weather of the next days at a place.',
  `.finds('The tool has no description.'),
  bad`
    // src/providers/weather/tools/get-forecast.ts, changed
    -   description: 'The weather of the next days at a place.',
    +   description: ‹' '›,
  `.finds('The description is empty.'),
  bad`
    // src/providers/weather/tools/get-forecast.ts, changed
    -   description: 'The weather of the next days at a place.',
    +   description: ‹text()›,
  `.finds('Cannot determine the description of the tool.'),
];
