import type * as z from 'zod';
import { dropsMembers } from './bounded-parse.js';
import { withoutZodKeywords } from './json-schema.js';

/**
 * Returns the JSON Schema for clients of what a zod schema accepts or returns.
 * @throws Error if JSON Schema cannot express it
 */
export const jsonSchema = (schema: z.ZodType, side: 'input' | 'output'): Record<string, unknown> =>
  withoutZodKeywords(
    schema['~standard'].jsonSchema[side]({
      target: 'draft-2020-12',
      libraryOptions: { override: side === 'input' ? disallowUndeclared : removeRedundant },
    }),
  );

interface Override {
  zodSchema: z.core.$ZodTypes;
  jsonSchema: Record<string, unknown>;
}

/** Disallows undeclared members, because calls refuse them. */
function disallowUndeclared(override: Override): void {
  removeRedundant(override);
  if (dropsMembers(override.zodSchema)) override.jsonSchema.additionalProperties = false;
}

/** Removes redundant keywords of zod: the pattern of a format, and the limits of safe integers. */
function removeRedundant({ zodSchema, jsonSchema: json }: Override): void {
  const { check } = zodSchema._zod.def as { check?: string };
  if (check === 'string_format' && json.format !== undefined) delete json.pattern;
  if (check !== 'number_format') return;
  if (json.minimum === Number.MIN_SAFE_INTEGER) delete json.minimum;
  if (json.maximum === Number.MAX_SAFE_INTEGER) delete json.maximum;
}
