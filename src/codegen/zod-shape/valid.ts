import { format } from '@cfworker/json-schema';
import { isObject } from '../../../runtime/src/utils/is-object.js';
import { schemaCheck } from '../../../runtime/src/utils/schema-check.js';
import type { JsonSchema } from '../../model/json-schema.js';
import { definitionName, referenceTo } from '../../model/json-schema/pointer.js';
import { mapSubschemas, omit, subschemas } from '../../model/json-schema/subschemas.js';
import { undefinedIfTooComplex } from '../../model/pattern.js';
import type { ResolvedSchema } from './references.js';

export type Check = (value: unknown) => boolean;

/** A resolved schema, prepared for checks of all its parts. */
export interface CheckedSchema extends ResolvedSchema {
  /** Creates a check of JSON values against a part (draft 2020-12), with all known formats. */
  checkOf(part: JsonSchema): Check;
}

export function schemaChecks({ schema, definitions }: ResolvedSchema): CheckedSchema {
  const byReference = new Map(
    Array.from(definitions, ([name, definition]) => [referenceTo(name), definition]),
  );
  const faults = schemaCheck(schema, { definitions: byReference, formats: FORMATS });
  return {
    schema,
    definitions,
    checkOf: (part) => (value) =>
      undefinedIfTooComplex(value, () => faults(value, part).length === 0) ?? false,
  };
}

/**
 * Maximum length of texts whose format is checked, because some expressions are not linear, and
 * that of `url` takes exponential time.
 */
const MAX_CHECKED_LENGTH = 1_000;
const FORMATS = Object.fromEntries(
  Object.entries(format)
    .filter(([name]) => name !== 'url')
    .map(([name, isValid]) => [
      name,
      (text: string) => text.length > MAX_CHECKED_LENGTH || isValid(text),
    ]),
);

/** Returns a check of JSON values against a part of a resolved schema (draft 2020-12), with all known formats. */
export const createCheck = (
  schema: JsonSchema,
  definitions: ResolvedSchema['definitions'],
): Check =>
  typeof schema === 'boolean'
    ? () => schema
    : schemaChecks({ schema, definitions: usedDefinitions(schema, definitions) }).checkOf(schema);

/** Returns only the definitions that a schema refers to, because others may have slow patterns. */
export function usedDefinitions(
  schema: JsonSchema,
  definitions: ResolvedSchema['definitions'],
): Map<string, JsonSchema> {
  const schemasByName = new Map<string, JsonSchema>();
  const visit = (part: JsonSchema): void => {
    if (typeof part === 'boolean') return;
    const name = part.$ref === undefined ? undefined : definitionName(part.$ref);
    const definition = name === undefined ? undefined : definitions.get(name);
    if (name !== undefined && definition !== undefined && !schemasByName.has(name)) {
      schemasByName.set(name, definition);
      visit(definition);
    }
    for (const { schema: inner } of subschemas(part)) visit(inner);
  };
  visit(schema);
  return schemasByName;
}

/** Returns a check that ignores formats, as zod and the draft do. */
export const createLaxCheck = (
  schema: JsonSchema,
  definitions: ResolvedSchema['definitions'],
): Check =>
  createCheck(
    withoutFormats(schema),
    new Map(
      Array.from(usedDefinitions(schema, definitions), ([name, definition]) => [
        name,
        withoutFormats(definition),
      ]),
    ),
  );

const withoutFormats = (schema: JsonSchema): JsonSchema =>
  isObject(schema) ? mapSubschemas(omit(schema, ['format']), withoutFormats) : schema;
