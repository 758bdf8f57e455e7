import type { JsonSchemaObject } from './json-schema.js';

/** Schema of the name of an environment variable that a program reads. */
export const variableName = {
  type: 'string',
  pattern: '^[A-Z][A-Z0-9_]*$',
  patternErrorMessage: 'must be the name of an environment variable, such as "ACME_TOKEN"',
} as const satisfies JsonSchemaObject;
