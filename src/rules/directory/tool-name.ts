import { MAX_NAME_LENGTH } from '../../../runtime/src/utils/client-limits.js';
import type { Rule } from '../../model/rule.js';
import { listedToolCheck } from '../listed-tools.js';

const LONG_NAME = 'a'.repeat(MAX_NAME_LENGTH + 1);

export default {
  severity: 'error',
  summary: `Tools of a submitted server have names of at most ${MAX_NAME_LENGTH} characters.`,
  why: 'Directories reject servers with longer names.',
  source: {
    text: 'Anthropic, Software directory policy.',
    url: 'https://support.claude.com/en/articles/11697096-anthropic-mcp-directory-policy',
  },
  submission: listedToolCheck(({ name }) =>
    name.length > MAX_NAME_LENGTH
      ? [
          `The name "${name}" has ${name.length} characters; ${MAX_NAME_LENGTH} are allowed.`,
          'Run "mcp-provider rename-tool".',
        ]
      : undefined,
  ),
  examples: {
    pass: [{}],
    fail: [
      [
        {
          'tools/list': ['get_forecast', LONG_NAME],
          'provider-config.yaml': ['  weather:', '  ‹weather›:'],
        },
        `The name "${LONG_NAME}" has ${LONG_NAME.length} characters; ${MAX_NAME_LENGTH} are allowed.`,
      ],
    ],
  },
} satisfies Rule;
