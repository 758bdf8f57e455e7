import type { Example } from '../../../model/rule.js';
import { bad, ok } from '../../example.js';

/** Secrets of the API that its responses hold, as the tests show. */
export const passedOnExamples: readonly Example[] = [
  bad`
    // tests/weather.test.ts, changed
    -       response: { summary: 'Sunny.' },
    +       response: { summary: 'Sunny.', upload_secret: 'a secret' },

    // src/providers/weather/api/get-forecast.ts, unchanged
      return ‹response.body›;
  `
    .related('src/providers/weather/api/get-forecast.ts:7:9 "response" gets its value here.')
    .finds(
      'Responses hold "upload_secret", as the tests show, and this result contains all of the response.',
    ),
  ok`
    // tests/weather.test.ts, changed
    -       response: { summary: 'Sunny.' },
    +       response: { summary: 'Sunny.', upload_secret: 'a secret', next_page_token: 'a' },

    // src/providers/weather/api/get-forecast.ts, changed
      import { path } from 'mcp-provider/api';
    + import { select } from 'mcp-provider/api';
    …
    -   return response.body;
    +   return select(response.body, { exclude: ['upload_secret'] });
  `,
  ok`
    // tests/weather.test.ts, changed
    -       response: { summary: 'Sunny.' },
    +       response: { summary: 'Sunny.', upload_secret: 'a secret' },

    // src/providers/weather/api/get-forecast.ts, changed
    -   return response.body;
    +   const { upload_secret: _, ...forecast } = response.body as Record<string, string>;
    +   return forecast;
  `,
  ok`
    // tests/weather.test.ts, changed
    -       response: { summary: 'Sunny.' },
    +       response: { summary: 'Sunny.', upload_secret: 'a secret' },

    // src/providers/weather/tools/get-forecast.ts, changed
    - export const output = z.object({ summary: z.string() });
    + export const output = z.object({ summary: z.string(), upload_secret: z.string() });
  `,
];
