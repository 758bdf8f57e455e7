import { bad, ok } from '../example.js';

export default [
  ok`
    // src/providers/weather/api/get-forecast.ts
    const escape = (text: string) => text.replace(/[.*+?^$\{}()|[\]\\]/g, '\\\$&');
    const days = /mon|tue/;

    export const getForecast = ({ place }: { place: string }) =>
      ['Oslo'].filter((each) => new RegExp(escape(place), 'i').test(each) && days.test(place));
  `,
  ok`
    // src/providers/weather/tools/get-forecast.ts, changed
    -   place: z.string().min(1).describe('Name of a town.'),
    +   place: z.enum(['north', 'south']).describe('Name of a town.'),

    // src/providers/weather/api/get-forecast.ts
    export const getForecast = ({ place }: { place: string }) => new RegExp(place).test('north');
  `,
  bad`
    // src/providers/weather/api/get-forecast.ts
    export const getForecast = ({ place }: { place: string }) =>
      ['Oslo'].filter((each) => new RegExp(‹place›, 'i').test(each));
  `
    .related('src/providers/weather/api/get-forecast.ts:1:29 The arguments of the tool enter here.')
    .finds('An argument of the tool becomes part of this regular expression.'),
  bad`
    // src/providers/weather/api/get-forecast.ts
    const matcher = (words: string[]) => RegExp(‹\`^(\${words.join('|')})$\`›);

    export const getForecast = ({ place }: { place: string }) =>
      ['Oslo'].filter((each) => matcher(place.split(' ')).test(each));
  `
    .related(
      'src/providers/weather/api/get-forecast.ts:3:29 The arguments of the tool enter here.',
      'src/providers/weather/api/get-forecast.ts:4:29 The argument is passed on here.',
    )
    .finds('An argument of the tool becomes part of this regular expression.'),
  bad`
    // src/providers/weather/api/get-forecast.ts
    export const getForecast = ({ place }: { place: string }) => 'Oslo'.match(‹place›) !== null;
  `.finds('An argument of the tool becomes part of this regular expression.'),
];
