import { bad, ok } from '../example.js';

export default [
  ok`
    // src/providers/weather/tools/get-forecast.ts, changed
    - export const input = z.object({
    + export const input = z.strictObject({
  `,
  bad`
    // src/providers/weather/tools/get-forecast.ts, changed
    - export const output = z.object({ summary: z.string() });
    + export const output = ‹z.string()›;
  `.finds('The output schema is not an object.'),
  ok`
    // src/providers/weather/tools/get-forecast.ts
    import * as z from 'zod';
    import { tool } from '../mcp-instance.js';

    const Either = z.union([z.object({ a: z.string() }), z.object({ b: z.string() })]);
    tool({
      name: 'get_forecast',
      description: 'The weather.',
      input: z.object({}),
      run: () => Promise.resolve('sunny'),
    });
  `,
  bad`
    // src/providers/weather/tools/get-forecast.ts
    import * as z from 'zod';
    import { tool } from '../mcp-instance.js';

    const Either = ‹z.union([z.object({ a: z.string() }), z.object({ b: z.string() })])›;
    tool({
      name: 'get_forecast',
      description: 'The weather.',
      input: Either,
      run: () => Promise.resolve('sunny'),
    });
  `.finds('The input schema has "anyOf" at its root.'),
  bad`
    // src/providers/weather/tools/get-forecast.ts
    import * as z from 'zod';
    import { tool } from '../mcp-instance.js';

    const Either = z.union([z.object({ a: z.string() }), z.object({ b: z.string() })]);
    tool({
      name: 'get_forecast',
      description: 'The weather.',
      input: ‹z.record(z.string(), z.string())›,
      run: () => Promise.resolve('sunny'),
    });
  `.finds('The input schema is not an object with named properties.'),
  bad`
    // src/providers/weather/tools/get-forecast.ts
    import * as z from 'zod';
    import { tool } from '../mcp-instance.js';

    const Either = z.union([z.object({ a: z.string() }), z.object({ b: z.string() })]);
    tool({
      name: 'get_forecast',
      description: 'The weather.',
      input: ‹{ place: z.string() }›,
      run: () => Promise.resolve('sunny'),
    });
  `.fixed`
    // src/providers/weather/tools/get-forecast.ts, changed
    -   input: { place: z.string() },
    +   input: z.object({ place: z.string() }),
  `.finds('"input" is an object, not a schema.'),
  bad`
    // src/providers/weather/tools/get-forecast.ts
    import * as z from 'zod';
    import { tool } from '../mcp-instance.js';

    const Either = z.union([z.object({ a: z.string() }), z.object({ b: z.string() })]);
    ‹tool›({
      name: 'get_forecast',
      description: 'The weather.',
      arguments: z.object({}),
      run: () => Promise.resolve('sunny'),
    });
  `.finds('The tool has no input schema.'),
];
