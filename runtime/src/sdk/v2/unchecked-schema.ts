import type { StandardSchemaWithJSON } from '@modelcontextprotocol/server';

/** Returns a schema for the SDK to list. Any value passes: tools and prompts check theirs themselves. */
export const uncheckedSchema = (json: Record<string, unknown> = {}): StandardSchemaWithJSON => ({
  '~standard': {
    version: 1,
    vendor: 'json-schema',
    validate: (value) => ({ value }),
    jsonSchema: { input: () => json, output: () => json },
  },
});
