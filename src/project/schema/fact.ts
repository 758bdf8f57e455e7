import type { Located } from '../../model/code.js';
import type { JsonSchemaObject } from '../../model/json-schema.js';
import type { Place } from '../../model/project.js';
import type { SchemaFact } from '../../model/schema.js';

export const placeOf = ({ file, value }: Located): Place => file.at(value);

export function schemaFact(
  at: Place,
  keywords: JsonSchemaObject,
  more: Partial<SchemaFact> = {},
): SchemaFact {
  return { at, keywords, hidden: [], changes: [], refinements: [], ...more };
}

export const unseen = (value: Located, what: string): SchemaFact =>
  schemaFact(placeOf(value), {}, { unseen: what });

/** The same schema with more keywords; undefined is a keyword whose value cannot be determined. */
export function withKeywords(schema: SchemaFact, keywords: Record<string, unknown>): SchemaFact {
  const known = Object.entries(keywords).filter(([, value]) => value !== undefined);
  const hidden = Object.keys(keywords).filter((key) => keywords[key] === undefined);
  return {
    ...schema,
    keywords: { ...schema.keywords, ...Object.fromEntries(known) },
    hidden: [...schema.hidden, ...hidden],
  };
}

/** Formats that zod names without showing how it checks them. */
const WITHOUT_PATTERN = new Set(['uri', 'jwt']);

/** A format as zod itself shows it; one that `meta` lays over a schema is a mere word. */
export const formatted = (schema: SchemaFact, format: string): SchemaFact => ({
  ...withKeywords(schema, { format }),
  ...(!WITHOUT_PATTERN.has(format) && { checked: true }),
});
