import { bad, ok } from '../example.js';

export default [
  ok`
    // src/providers/weather/tools/get-forecast.ts, changed
    -   days: z.int().min(1).max(7).default(3).describe('How many days.'),
    +   days: z.int().min(1).max(7).default(3).meta({ description: 'How many days.' }),
  `,
  bad`
    // src/providers/weather/tools/get-forecast.ts, changed
    -   days: z.int().min(1).max(7).default(3).describe('How many days.'),
    +   ‹days›: z.int().min(1).max(7).default(3),
  `.finds('The argument "days" has no description.'),
  ok`
    // src/providers/weather/tools/get-forecast.ts, changed
    -   days: z.int().min(1).max(7).default(3).describe('How many days.'),
    +   days: z.int().min(1).max(7).default(3).describe('How many days.').nullable(),
  `,
  bad`
    // src/providers/weather/tools/get-forecast.ts, changed
    -   days: z.int().min(1).max(7).default(3).describe('How many days.'),
    +   ‹days›: z.int().min(1).max(7).default(3).describe(''),
  `.finds('The argument "days" has no description.'),
];
