import type { Rule } from '../../model/rule.js';
import { listedToolCheck, listing } from '../listed-tools.js';

export default {
  for: ['claude'],
  severity: 'warning',
  summary: 'Every tool of a submitted server that changes data is marked as destructive.',
  why: 'Reviewers of the Claude connectors directory expect each tool to be read-only or destructive.',
  source: {
    text: 'Anthropic, Software directory policy.',
    url: 'https://support.claude.com/en/articles/11697096-anthropic-mcp-directory-policy',
  },
  submission: listedToolCheck(({ name, annotations }) =>
    annotations?.readOnlyHint === false && annotations.destructiveHint === false
      ? [
          `The tool "${name}" changes data, but "destructiveHint" is false.`,
          'Set "destructiveHint" to true.',
        ]
      : undefined,
  ),
  examples: {
    pass: [{}],
    fail: [
      [
        listing('"readOnlyHint": true', '"readOnlyHint": false'),
        'The tool "get_forecast" changes data, but "destructiveHint" is false.',
      ],
    ],
  },
} satisfies Rule;
