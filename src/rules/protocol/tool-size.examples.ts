import { bad, ok } from '../example.js';

const fields = (count: number, schema: string) =>
  Array.from({ length: count }, (_, index) => `p${index}: ${schema},`).join(' ');

export default [
  ok`
    // src/providers/weather/tools/get-forecast.ts, changed
    -   place: z.string().min(1).describe('Name of a town.'),
    +   place: z.string().min(1).describe('${'x'.repeat(1900)}'),
  `,
  bad`
    // src/providers/weather/tools/get-forecast.ts, changed
        name: ‹'get_forecast'›,
    …
    -   place: z.string().min(1).describe('Name of a town.'),
    +   place: z.string().min(1).describe('${'x'.repeat(2200)}'),
  `.finds('The tool definition has about 625 tokens; the recommended maximum is 600.'),
  ok`
    // src/providers/weather/tools/get-forecast.ts, changed
    -   place: z.string().min(1).describe('Name of a town.'),
    +   ${fields(10, "z.string().meta({ format: 'date-time' })")}
  `,
  bad`
    // src/providers/weather/tools/get-forecast.ts, changed
        name: ‹'get_forecast'›,
    …
    -   place: z.string().min(1).describe('Name of a town.'),
    +   ${fields(10, 'z.iso.datetime()')}
  `.finds('The tool definition has about 894 tokens; the recommended maximum is 600.'),
];
