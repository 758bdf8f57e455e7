import { Validator } from '@cfworker/json-schema';
import type { JsonSchema } from '../../model/json-schema.js';
import { inTime } from '../../model/pattern.js';
import type { Resolved } from './references.js';
import { definitionName } from '../../model/json-schema/pointer.js';
import { isRecord, mapSubschemas, omit, subschemas } from '../../model/json-schema/subschemas.js';

export type Check = (value: unknown) => boolean;

/** A check of JSON values against a part of a resolved schema (draft 2020-12), with all formats that are known. */
export function checkOf(schema: JsonSchema, definitions: Resolved['definitions']): Check {
  if (typeof schema === 'boolean') return () => schema;
  // The validator writes into what it is given.
  const whole = structuredClone({
    ...schema,
    $defs: Object.fromEntries(used(schema, definitions)),
  });
  const validator = new Validator(whole, '2020-12');
  const isValid: Check = (value) => validator.validate(value).valid;
  return /"pattern(Properties)?":/.test(JSON.stringify(whole)) ? limited(isValid) : isValid;
}

/** The definitions that a schema refers to: the validator prepares all that it is given. */
function used(schema: JsonSchema, definitions: Resolved['definitions']): Map<string, JsonSchema> {
  const found = new Map<string, JsonSchema>();
  const visit = (part: JsonSchema): void => {
    if (typeof part === 'boolean') return;
    const name = part.$ref === undefined ? undefined : definitionName(part.$ref);
    const definition = name === undefined ? undefined : definitions.get(name);
    if (name !== undefined && definition !== undefined && !found.has(name)) {
      found.set(name, definition);
      visit(definition);
    }
    for (const { schema: inner } of subschemas(part)) visit(inner);
  };
  visit(schema);
  return found;
}

/** A check that holds for no more values once its patterns have taken too long for one. */
function limited(isValid: Check): Check {
  let isSlow = false;
  return (value) => {
    const result = isSlow ? undefined : inTime(() => isValid(value));
    isSlow = result === undefined;
    return result ?? false;
  };
}

/** A check that takes formats for notes, as zod does and as the draft says. */
export const laxCheckOf = (schema: JsonSchema, definitions: Resolved['definitions']): Check =>
  checkOf(
    withoutFormats(schema),
    new Map(Array.from(definitions, ([name, definition]) => [name, withoutFormats(definition)])),
  );

const withoutFormats = (schema: JsonSchema): JsonSchema =>
  isRecord(schema) ? mapSubschemas(omit(schema, ['format']), withoutFormats) : schema;
