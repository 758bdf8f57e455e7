import type { Directory, Rule } from '../../model/rule.js';
import { listedToolCheck, listing } from '../listed-tools.js';

type RequiredHint = 'readOnlyHint' | 'destructiveHint' | 'openWorldHint';

const REQUIRED_HINTS: Readonly<Record<Directory, readonly RequiredHint[]>> = {
  chatgpt: ['readOnlyHint', 'destructiveHint', 'openWorldHint'],
  claude: ['readOnlyHint', 'destructiveHint'],
};

export default {
  severity: 'error',
  summary: 'Every tool of a submitted server states its annotations without contradictions.',
  why: 'Clients ask users before tools that change data. A directory rejects servers whose tools do not state what they do.',
  source: {
    text: 'OpenAI, App submission guidelines.',
    url: 'https://developers.openai.com/apps-sdk/app-submission-guidelines',
  },
  submission: listedToolCheck(({ name, annotations }, directory) => {
    const missingHints = REQUIRED_HINTS[directory].filter(
      (hint) => typeof annotations?.[hint] !== 'boolean',
    );
    if (missingHints.length > 0)
      return [
        `The tool "${name}" does not state ${missingHints.join(', ')}.`,
        'Add to "annotations".',
      ];
    return annotations?.readOnlyHint === true && annotations.destructiveHint === true
      ? [
          `"readOnlyHint" and "destructiveHint" of the tool "${name}" are both true.`,
          'Set one of them to false.',
        ]
      : undefined;
  }),
  examples: {
    pass: [{}],
    fail: [
      [
        listing(', "openWorldHint": false', ''),
        'The tool "get_forecast" does not state openWorldHint.',
      ],
      [
        listing('"destructiveHint": false', '"destructiveHint": true'),
        '"readOnlyHint" and "destructiveHint" of the tool "get_forecast" are both true.',
      ],
    ],
  },
} satisfies Rule;
