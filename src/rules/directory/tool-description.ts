import type { Rule } from '../../model/rule.js';
import { listedToolCheck, listing } from '../listed-tools.js';

export default {
  severity: 'error',
  summary: 'Every tool of a submitted server has a description.',
  why: 'Models select tools by their descriptions, and directories reject servers without them.',
  source: {
    text: 'Anthropic, Software directory policy.',
    url: 'https://support.claude.com/en/articles/11697096-anthropic-mcp-directory-policy',
  },
  submission: listedToolCheck(({ name, description = '' }) =>
    description.trim() === ''
      ? [`The tool "${name}" has no description.`, 'Add "description".']
      : undefined,
  ),
  examples: {
    pass: [{}],
    fail: [
      [listing('Get the forecast of a place.', ' '), 'The tool "get_forecast" has no description.'],
    ],
  },
} satisfies Rule;
