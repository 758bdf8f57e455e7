import { bad, ok } from '../example.js';

export default [
  bad`
    // src/providers/weather/tools/get-forecast.ts, changed
      export const input = z.object({
    +   ‹'filter[town]'›: z.string().describe('Name of a town.'),
  `.finds(
    'An argument name with other characters than letters, digits, "_", "." and "-" is rejected by the Claude API.',
  ),
  ok`
    // src/providers/weather/tools/get-forecast.ts, changed
    -   place: z.string().min(1).describe('Name of a town.'),
    +   place: z.array(z.string()).describe('Name of a town.'),
  `,
  ok`
    // src/providers/weather/tools/get-forecast.ts, changed
      export const input = z.object({
    +   filter: z.object({ 'station/id': z.string(), 'sort[by]': z.string() }).describe('Which of them.'),
  `,
  bad`
    // src/providers/weather/tools/get-forecast.ts, changed
    -   place: z.string().min(1).describe('Name of a town.'),
    +   place: ‹z.any()›.meta({ type: 'array' }).describe('Name of a town.'),
  `.finds(
    'An array without a schema for its items is rejected by VS Code, Gemini, and the OpenAI API.',
  ),
  ok`
    // src/providers/weather/tools/get-forecast.ts, changed
    -   place: z.string().min(1).describe('Name of a town.'),
    +   place: z.tuple([z.number(), z.number()]).describe('Name of a town.'),
  `,
  ok`
    // src/providers/weather/tools/get-forecast.ts
    import { fromJsonSchema } from '@modelcontextprotocol/server';
    import { tool } from '../mcp-instance.js';

    tool({
      name: 'get_forecast',
      description: 'The weather.',
      input: fromJsonSchema({ type: 'object', properties: { a: { type: 'string' } }, required: ['a'] }),
      run: () => Promise.resolve('sunny'),
    });
  `,
  bad`
    // src/providers/weather/tools/get-forecast.ts
    import { fromJsonSchema } from '@modelcontextprotocol/server';
    import { tool } from '../mcp-instance.js';

    tool({
      name: 'get_forecast',
      description: 'The weather.',
      input: fromJsonSchema(‹{ type: 'object', properties: { a: { type: 'string' } }, required: ['b'] }›),
      run: () => Promise.resolve('sunny'),
    });
  `.finds('A name in "required" without a property is dropped by VS Code.'),
  bad`
    // src/providers/weather/tools/get-forecast.ts
    import { fromJsonSchema } from '@modelcontextprotocol/server';
    import { tool } from '../mcp-instance.js';

    tool({
      name: 'get_forecast',
      description: 'The weather.',
      input: fromJsonSchema({ type: 'object', properties: { a: ‹{ type: 'array' }› } }),
      run: () => Promise.resolve('sunny'),
    });
  `.finds(
    'An array without a schema for its items is rejected by VS Code, Gemini, and the OpenAI API.',
  ),
  bad`
    // src/providers/weather/tools/get-forecast.ts
    import { fromJsonSchema } from '@modelcontextprotocol/server';
    import { tool } from '../mcp-instance.js';

    tool({
      name: 'get_forecast',
      description: 'The weather.',
      input: fromJsonSchema({ type: 'object', properties: { a: ‹{ $ref: 'https://a.dev/room.json' }› } }),
      run: () => Promise.resolve('sunny'),
    });
  `.finds(
    'A reference to another document is left unresolved by Gemini and Kiro and rejected by Kimi.',
  ),
];
