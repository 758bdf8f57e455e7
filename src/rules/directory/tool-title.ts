import type { Rule } from '../../model/rule.js';
import { listedToolCheck, listing } from '../listed-tools.js';

export default {
  for: ['claude'],
  severity: 'error',
  summary: 'Every tool of a submitted server has a title.',
  why: 'The Claude connectors directory shows titles to users and rejects servers without them.',
  source: {
    text: 'Anthropic, Software directory policy.',
    url: 'https://support.claude.com/en/articles/11697096-anthropic-mcp-directory-policy',
  },
  submission: listedToolCheck(({ name, title, annotations }) =>
    (title ?? annotations?.title)
      ? undefined
      : [`The tool "${name}" has no title.`, 'Add "title".'],
  ),
  examples: {
    pass: [{}],
    fail: [[listing('"title": "Get forecast",', ''), 'The tool "get_forecast" has no title.']],
  },
} satisfies Rule;
