import type { Known } from '../../model/code.js';
import { DESCRIPTION_SHOWN } from '../../model/limits.js';
import { defineRule } from '../define.js';
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
});
