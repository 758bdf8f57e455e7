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
    +       arguments: { ‹town›: 'a/b c', days: 2 },
    +       invalid: { town: 17, days: 2 },
  `.fixed`
    // tests/weather.test.ts, changed
    -       arguments: { town: 'a/b c', days: 2 },
    -       invalid: { town: 17, days: 2 },
    +       arguments: { place: 'a/b c', days: 2 },
    +       invalid: { place: 17, days: 2 },
  `.finds('The tool has no argument "town".'),
  bad`
    // tests/weather.test.ts, changed
    -       arguments: { place: 'a/b c', days: 2 },
    +       arguments: { place: 'a/b c', days: 2, ‹units›: 'metric' },
  `.finds('The tool has no argument "units".'),
  // An argument that may be omitted need not be meant.
  bad`
    // src/providers/weather/tools/get-forecast.ts, changed
    - export const input = z.object({
    + export const input = z.object({
    +   units: z.string().optional().describe('Units of the values.'),

    // tests/weather.test.ts, changed
    -       arguments: { place: 'a/b c', days: 2 },
    +       arguments: { place: 'a/b c', days: 2, ‹verbose›: true },
  `.finds('The tool has no argument "verbose".'),
  bad`
    // src/providers/weather/tools/get-forecast.ts, changed
    - export const input = z.object({
    + export const input = z.object({
    +   'area-code': z.string().describe('Code of the area.'),

    // tests/weather.test.ts, changed
    -       arguments: { place: 'a/b c', days: 2 },
    +       arguments: { place: 'a/b c', days: 2, ‹area›: 'x' },
  `.finds('The tool has no argument "area".'),
];
