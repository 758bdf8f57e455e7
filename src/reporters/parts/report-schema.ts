import type { JsonSchemaObject } from '../../model/json-schema.js';

const text = { type: 'string' } as const;
const count = { type: 'integer', minimum: 0 } as const;
const position = { type: 'integer', minimum: 1 } as const;

/** Returns the schema of an object that requires all properties but the optional ones, and has no others. */
const object = (
  properties: Record<string, JsonSchemaObject>,
  optional: readonly string[] = [],
): JsonSchemaObject => ({
  type: 'object',
  properties,
  required: Object.keys(properties).filter((key) => !optional.includes(key)),
  additionalProperties: false,
});

const list = (items: JsonSchemaObject): JsonSchemaObject => ({ type: 'array', items });

const region = {
  ...object({
    startLine: position,
    startColumn: position,
    endLine: position,
    endColumn: position,
  }),
  description: 'From 1, in UTF-16 units; endColumn is the column after the last character.',
};

/** JSON Schema of the output of `--format json`. */
export const reportSchema: JsonSchemaObject = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  title: 'Report of mcp-provider validate',
  ...object(
    {
      version: { const: 1, description: 'Version of this format.' },
      tool: object({ name: text, version: text }),
      summary: object({
        errors: count,
        warnings: count,
        failures: { ...count, description: 'Rules that failed: their findings are unknown.' },
      }),
      checked: object({ providers: list(text), files: count, tools: count }),
      rules: {
        type: 'object',
        description:
          'Rules that the project or an option has set or named; absent where all have their own severity.',
        additionalProperties: { enum: ['off', 'warning', 'error'] },
      },
      findings: list(
        object({
          rule: { ...text, pattern: '^[a-z0-9-]+/[a-z0-9-]+$' },
          severity: { enum: ['error', 'warning'] },
          message: text,
          hint: { ...text, description: 'How to correct it.' },
          file: {
            ...text,
            description:
              'Relative to the repository, or to the project if there is no repository, with "/".',
          },
          region,
          provider: { type: ['string', 'null'] },
          fixable: { type: 'boolean', description: '"--fix" corrects it.' },
        }),
      ),
      failures: list(object({ rule: text, subject: text, error: text })),
      next: {
        type: ['string', 'null'],
        description: 'The command to run next, or a comment that names the line to edit.',
      },
    },
    ['rules'],
  ),
};
