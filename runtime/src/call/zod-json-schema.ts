import type * as z from 'zod';
import { dropsMembers } from './bounded-parse.js';
import { listedSchema } from './json-schema.js';

/** The JSON Schema of what a zod schema accepts or returns, as clients get it. @throws Error where JSON Schema cannot express it */
export const jsonSchema = (schema: z.ZodType, side: 'input' | 'output'): Record<string, unknown> =>
  listedSchema(
    schema['~standard'].jsonSchema[side]({
      target: 'draft-2020-12',
      libraryOptions: { override: side === 'input' ? closed : withoutRepetition },
    }),
  );

interface Override {
  zodSchema: z.core.$ZodTypes;
  jsonSchema: Record<string, unknown>;
}

/** Calls refuse members that are not declared. */
function closed(both: Override): void {
  withoutRepetition(both);
  if (dropsMembers(both.zodSchema)) both.jsonSchema.additionalProperties = false;
}

/** Removes what zod adds to what a schema says: the pattern of a format, and the bounds of all safe integers. */
function withoutRepetition({ zodSchema, jsonSchema: json }: Override): void {
  const { check } = zodSchema._zod.def as { check?: string };
  if (check === 'string_format' && json.format !== undefined) delete json.pattern;
  if (check !== 'number_format') return;
  if (json.minimum === Number.MIN_SAFE_INTEGER) delete json.minimum;
  if (json.maximum === Number.MAX_SAFE_INTEGER) delete json.maximum;
}
