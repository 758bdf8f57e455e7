import type { Known } from '../../model/code.js';
import { DESCRIPTION_SHOWN } from '../../model/limits.js';
import { defineRule } from '../define.js';
import { bad, ok } from '../example.js';
import { instructionsOf } from './texts/instructions.js';

export default defineRule({
  severity: 'warning',
  summary: `Descriptions and instructions have at most ${DESCRIPTION_SHOWN} characters.`,
  why: 'Claude Code cuts longer texts without a warning, so the model never sees the end.',
  source: {
    text: 'anthropics/claude-code#87650, #41593',
    url: 'https://github.com/anthropics/claude-code/issues/87650',
  },
  on: 'provider',
  check(provider, report) {
    const { tools, project } = provider;
    const texts: [what: string, text: Known<string>][] = [
      ...tools.map(
        ({ description }) => ['The tool description has', description] as [string, Known<string>],
      ),
      ['The instructions have', instructionsOf(provider, project.code)],
    ];
    for (const [what, text] of texts) {
      if (text.is !== 'known') continue;
      const { length } = Array.from(text.value);
      if (length <= DESCRIPTION_SHOWN) continue;
      report({
        at: text.at,
        message: `${what} ${length} characters; Claude Code shows the first ${DESCRIPTION_SHOWN}.`,
        hint: 'Shorten the text, and put the most important sentence first.',
      });
    }
  },
  examples: [
    ok`
      // src/providers/weather/tools/get-forecast.ts, changed
      -   description: 'The weather of the next days at a place.',
      +   description: '${'x'.repeat(2048)}',
    `,
    bad`
      // src/providers/weather/tools/get-forecast.ts, changed
      -   description: 'The weather of the next days at a place.',
      +   description: ‹'${'x'.repeat(2049)}'›,
    `.finds('The tool description has 2049 characters; Claude Code shows the first 2048.'),
    bad`
      // src/providers/weather/mcp-instance.ts, changed
      -   instructions: 'Forecasts for any place.',
      +   instructions: ‹'${'x'.repeat(2049)}'›,
    `.finds('The instructions have 2049 characters; Claude Code shows the first 2048.'),
  ],
});
