import type { Rule } from '../../model/rule.js';
import { listedToolCheck, listing } from '../listed-tools.js';

export default {
  for: ['chatgpt'],
  severity: 'warning',
  summary: 'Every tool of a submitted server has an output schema.',
  why: 'Reviewers of the ChatGPT app directory read in it which data of users a tool returns.',
  source: {
    text: 'OpenAI, App submission guidelines.',
    url: 'https://developers.openai.com/apps-sdk/app-submission-guidelines',
  },
  submission: listedToolCheck(({ name, outputSchema }) =>
    outputSchema ? undefined : [`The tool "${name}" has no output schema.`, 'Add "output".'],
  ),
  examples: {
    pass: [{}],
    fail: [
      [
        listing('"outputSchema": { "type": "object" },', ''),
        'The tool "get_forecast" has no output schema.',
      ],
    ],
  },
} satisfies Rule;
