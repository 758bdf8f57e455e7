import { MOST_TOKENS } from '../../model/limits.js';
import { defineRule } from '../define.js';
import { tokensOf } from './size/estimate.js';

const TOOL = 'src/providers/weather/tools/get-forecast.ts';
const described = (length: number) => ({
  [TOOL]: { replace: 'Name of a town.', with: 'x'.repeat(length) },
});
const many = (schema: string, count: number) => ({
  [TOOL]: {
    replace: "place: z.string().min(1).describe('Name of a town.'),",
    with: Array.from({ length: count }, (_, index) => `p${index}: ${schema},`).join(' '),
  },
});

/** An ordinary tool has 100 to 500. */
const MOST = MOST_TOKENS.tool;

export default defineRule({
  severity: 'warning',
  summary: `A tool’s definition has at most ${MOST} tokens.`,
  why: 'Every request carries the definitions of all tools, so that each of them takes room from the conversation.',
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
        message: `The definition of the tool has about ${tokens} tokens; more than ${MOST} are much.`,
        hint: 'Shorten descriptions, leave out arguments that are hardly used, or make two tools of it.',
      });
    }
  },
  examples: [
    { ok: described(1_900) },
    { bad: described(2_200), finds: [`${TOOL}:6:9`] },
    { ok: many("z.string().meta({ format: 'date-time' })", 10) },
    { bad: many('z.iso.datetime()', 10), finds: [`${TOOL}:6:9`] },
  ],
});
