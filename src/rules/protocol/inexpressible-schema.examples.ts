import { bad, ok } from '../example.js';

export default [
  ok`
    // src/providers/weather/tools/get-forecast.ts, changed
    -   place: z.string().min(1).describe('Name of a town.'),
    +   place: z.string().transform((text) => text.trim()).describe('Name of a town.'),
  `,
  ok`
    // src/providers/weather/tools/get-forecast.ts, changed
    - export const output = z.object({ summary: z.string() });
    + export const output = z.object({ summary: z.string().transform(Number).pipe(z.number()) });
  `,
  bad`
    // src/providers/weather/tools/get-forecast.ts, changed
    -   place: z.string().min(1).describe('Name of a town.'),
    +   place: ‹z.date()›.describe('Name of a town.'),
  `.finds('"z.date()" cannot be converted to JSON Schema.'),
  bad`
    // src/providers/weather/tools/get-forecast.ts, changed
    -   place: z.string().min(1).describe('Name of a town.'),
    +   place: z.array(‹z.bigint()›).describe('Name of a town.'),
  `.finds('"z.bigint()" cannot be converted to JSON Schema.'),
  bad`
    // src/providers/weather/tools/get-forecast.ts, changed
    - export const output = z.object({ summary: z.string() });
    + export const output = z.object({ summary: ‹z.coerce.date()› });
  `.finds('"z.coerce.date()" cannot be converted to JSON Schema.'),
  ok`
    // src/providers/weather/tools/get-forecast.ts, changed
    -   place: z.string().min(1).describe('Name of a town.'),
    +   place: z.codec(z.iso.datetime(), z.date(), { decode: (t) => new Date(t), encode: String }).describe('Name of a town.'),
  `,
  bad`
    // src/providers/weather/tools/get-forecast.ts, changed
    - export const output = z.object({ summary: z.string() });
    + export const output = z.object({ summary: z.codec(z.iso.datetime(), ‹z.date()›, { decode: (t) => new Date(t), encode: String }) });
  `.finds('"z.date()" cannot be converted to JSON Schema.'),
  bad`
    // src/providers/weather/tools/get-forecast.ts, changed
    -   place: z.string().min(1).describe('Name of a town.'),
    +   place: ‹z.literal([1n, 2n])›.describe('Name of a town.'),
  `.finds('"z.literal(1)" cannot be converted to JSON Schema.'),
  bad`
    // src/providers/weather/tools/get-forecast.ts, changed
    -   place: z.string().min(1).describe('Name of a town.'),
    +   place: ‹z.literal(undefined)›.describe('Name of a town.'),
  `.finds('"z.literal(undefined)" cannot be converted to JSON Schema.'),
  bad`
    // src/providers/weather/tools/get-forecast.ts, changed
    - export const output = z.object({ summary: z.string() });
    + export const output = z.object({ summary: ‹z.string().transform(Number)› });
  `.finds('".transform()" cannot be converted to JSON Schema.'),
];
