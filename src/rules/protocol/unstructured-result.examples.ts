import { bad, ok } from '../example.js';

export default [
  ok`
    // src/providers/weather/tools/get-forecast.ts, changed
    -   run: getForecast,
    +   run: async () => ({ summary: 'sunny' }),
  `,
  ok`
    // src/providers/weather/tools/get-forecast.ts, changed
    - export const output = z.object({ summary: z.string() });
    +
  `,
  bad`
    // src/providers/weather/tools/get-forecast.ts, changed
    -   run: getForecast,
    +   run: async () => ‹'sunny'›,
  `.finds('The tool has an output schema, but returns text.'),
  bad`
    // src/providers/weather/tools/get-forecast.ts, changed
    -   run: getForecast,
    +   run: async ({ place }) => ‹JSON.stringify({ place })›,
  `.finds('The tool has an output schema, but returns text.'),
  bad`
    // src/providers/weather/tools/get-forecast.ts, changed
    -   run: getForecast,
    +   run: async () => (‹{ content: [{ type: 'text', text: 'sunny' }] }›),
  `.finds('The tool has an output schema, but returns message content.'),
  bad`
    // src/providers/weather/api/get-forecast.ts
    export const getForecast = async (place: string, _context: unknown) => ‹\`sunny in \${place}\`›;
  `.finds('The tool has an output schema, but returns text.'),
];
