import { bad, ok } from '../example.js';

export default [
  ok`
    // src/providers/weather/tools/get-forecast.ts, changed
    -   place: z.string().min(1).describe('Name of a town.'),
    +   place: z.enum(['a', 'b']).describe('Name of a town.'),
  `,
  ok`
    // src/providers/weather/tools/get-forecast.ts, changed
    - export const output = z.object({ summary: z.string() });
    + export const output = z.object({ summary: z.string().nullish() });
  `,
  bad`
    // src/providers/weather/tools/get-forecast.ts, changed
    -   place: z.string().min(1).describe('Name of a town.'),
    +   place: ‹z.string().nullable()›.describe('Name of a town.'),
  `.finds(
    'A type that combines several types or null is rewritten by VS Code, not supported by Gemini, and reduced to its first type by Codex.',
  ),
  bad`
    // src/providers/weather/tools/get-forecast.ts, changed
    -   place: z.string().min(1).describe('Name of a town.'),
    +   place: ‹z.union([z.string(), z.number()])›.describe('Name of a town.'),
  `.finds(
    'A union of several schemas is rejected in arrays by Gemini, shown as a string by Codex, and turned into text by Copilot CLI.',
  ),
  bad`
    // src/providers/weather/tools/get-forecast.ts, changed
    -   place: z.string().min(1).describe('Name of a town.'),
    +   place: ‹z.literal([1, 2])›.describe('Name of a town.'),
  `.finds('An enum with values other than strings is rejected by Gemini.'),
  bad`
    // src/providers/weather/tools/get-forecast.ts, changed
    -   place: z.string().min(1).describe('Name of a town.'),
    +   place: ‹z.tuple([z.number(), z.number()])›.describe('Name of a town.'),
  `.finds('A tuple is rewritten by VS Code and rejected by Gemini.'),
  bad`
    // src/providers/weather/tools/get-forecast.ts, changed
    -   place: z.string().min(1).describe('Name of a town.'),
    +   place: ‹z.array(z.any())›.describe('Name of a town.'),
  `.finds('An array of untyped items is rejected by Gemini.'),
  bad`
    // src/providers/weather/tools/get-forecast.ts, changed
    -   place: z.string().min(1).describe('Name of a town.'),
    +   place: z.array(‹z.array(z.unknown())›).describe('Name of a town.'),
  `.finds('An array of untyped items is rejected by Gemini.'),
  bad`
    // src/providers/weather/tools/get-forecast.ts, changed
    -   place: z.string().min(1).describe('Name of a town.'),
    +   place: ‹z.any()›.describe('Name of a town.'),
  `.finds('An argument without a type is rejected by Kimi and Fireworks.'),
  bad`
    // src/providers/weather/tools/get-forecast.ts, changed
    -   place: z.string().min(1).describe('Name of a town.'),
    +   place: ‹z.record(z.string(), z.unknown())›.describe('Name of a town.'),
  `.finds('An object with untyped additional properties is rejected by Kimi and Fireworks.'),
];
