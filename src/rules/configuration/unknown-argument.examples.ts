import { bad, ok } from '../example.js';

export default [
  ok`
    // src/providers/weather/tools/get-forecast.ts, changed
    - export const input = z.object({
    + export const input = z.looseObject({

    // tests/weather.test.ts, changed
    -       arguments: { place: 'a/b c', days: 2 },
    +       arguments: { place: 'a/b c', days: 2, units: 'metric' },
  `,
  bad`
    // tests/weather.test.ts, changed
    -       arguments: { place: 'a/b c', days: 2 },
    +       arguments: { ‹town›: 'a/b c', days: 2 },
  `.fixed`
    // tests/weather.test.ts, changed
    -       arguments: { town: 'a/b c', days: 2 },
    +       arguments: { place: 'a/b c', days: 2 },
  `.finds('The tool has no argument "town".'),
  bad`
    // tests/weather.test.ts, changed
    -       arguments: { place: 'a/b c', days: 2 },
    +       arguments: { place: 'a/b c', days: 2, ‹units›: 'metric' },
  `.finds('The tool has no argument "units".'),
];
