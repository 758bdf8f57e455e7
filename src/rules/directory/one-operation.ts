import type { Rule } from '../../model/rule.js';
import { listedToolCheck, listing } from '../listed-tools.js';

const SAFE_OPERATION = /^(?:GET|HEAD|OPTIONS|QUERY|read|list|get)$/i;
const UNSAFE_OPERATION = /^(?:POST|PUT|PATCH|DELETE|create|update|write|delete|remove)$/i;

const choosesOperation = (schema: unknown): boolean => {
  const { enum: values = [] } = schema as { enum?: readonly unknown[] };
  const texts = values.map(String);
  return (
    texts.some((text) => SAFE_OPERATION.test(text)) &&
    texts.some((text) => UNSAFE_OPERATION.test(text))
  );
};

export default {
  severity: 'error',
  summary: 'No argument of a submitted tool chooses between reading and changing data.',
  why: 'Users allow a tool as a whole. Directories reject tools that read or write depending on an argument.',
  source: {
    text: 'Anthropic, Software directory policy.',
    url: 'https://support.claude.com/en/articles/11697096-anthropic-mcp-directory-policy',
  },
  submission: listedToolCheck(({ name, inputSchema: { properties = {} } }) => {
    const [argument] =
      Object.entries(properties).find(([, schema]) => choosesOperation(schema)) ?? [];
    return argument === undefined
      ? undefined
      : [
          `The argument "${argument}" of the tool "${name}" chooses between reading and changing data.`,
          'Make two tools of it.',
        ];
  }),
  examples: {
    pass: [{ 'tools/list': ['"type": "string"', '"enum": ["read", "list"]'] }],
    fail: [
      [
        listing('"type": "string"', '"enum": ["GET", "DELETE"]'),
        'The argument "place" of the tool "get_forecast" chooses between reading and changing data.',
      ],
    ],
  },
} satisfies Rule;
