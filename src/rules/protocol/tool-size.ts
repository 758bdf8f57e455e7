import { MOST_TOKENS } from '../../model/limits.js';
import { defineRule } from '../define.js';
import { bad, ok } from '../example.js';
import { tokensOf } from './size/estimate.js';

/** An ordinary tool has 100 to 500. */
const MOST = MOST_TOKENS.tool;

const fields = (count: number, schema: string) =>
  Array.from({ length: count }, (_, index) => `p${index}: ${schema},`).join(' ');

export default defineRule({
  severity: 'warning',
  summary: `A tool definition has at most ${MOST} tokens.`,
  why: 'Clients send the definitions of all tools with every request, so large definitions shorten the conversation.',
  source: {
    text: 'anthropics/claude-code#13717: 98 of 200 thousand tokens for six servers',
    url: 'https://github.com/anthropics/claude-code/issues/13717',
  },
  on: 'provider',
  check({ tools, project: { code } }, report) {
    for (const tool of tools) {
      const tokens = tokensOf(tool, code);
      if (tokens <= MOST) continue;
      report({
        at: tool.name.is === 'known' ? tool.name.at : tool.at,
        message: `The tool definition has about ${tokens} tokens; the recommended maximum is ${MOST}.`,
        hint: 'Shorten descriptions, remove rarely used arguments, or split the tool.',
      });
    }
  },
  examples: [
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
  ],
});
