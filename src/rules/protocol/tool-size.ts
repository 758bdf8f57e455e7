import { MOST_TOKENS } from '../../model/limits.js';
import { defineRule } from '../define.js';
import { tokensOf } from './size/estimate.js';

/** An ordinary tool has 100 to 500. */
const MOST = MOST_TOKENS.tool;

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
});
