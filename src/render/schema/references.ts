import type { JsonSchema, JsonSchemaObject } from '../../model/json-schema.js';
import { IDENTIFIERS } from './keywords.js';
import { merge } from './merge.js';
import { definitionName, isRecursive, lookUp, referenceTo } from './pointer.js';
import { isRecord, mapSubschemas, omit } from './subschemas.js';

/** A schema that says all it says in place, but for what contains itself. */
export interface Resolved {
  schema: JsonSchemaObject;
  /** What contains itself: `{ $ref: '#/$defs/<name>' }` stands for the one of that name. */
  definitions: ReadonlyMap<string, JsonSchema>;
}

/**
 * Puts what references point to in their place, and one schema in the place of an `allOf` where one can say the same.
 * The schema must be free of `schemaProblems`.
 */
export function resolve(root: JsonSchemaObject): Resolved {
  const definitions = new Map<string, JsonSchema>();

  function inline(schema: JsonSchema): JsonSchema {
    if (typeof schema === 'boolean') return schema;
    const whole = mapSubschemas(omit(schema, [...IDENTIFIERS, '$defs', 'definitions']), inline);
    const { $ref, ...beside } = whole;
    if ($ref === undefined) return mergeAllOf(whole);
    const referenced = follow($ref);
    if (Object.keys(beside).length === 0) return referenced;
    return mergeAllOf({ ...beside, allOf: [referenced, ...listOf(beside.allOf)] });
  }

  function follow(reference: string): JsonSchema {
    const target = lookUp(root, reference) ?? true;
    if (!isRecursive(root, target)) return inline(target);
    const name = definitionName(reference);
    if (name === undefined) return { $ref: reference };
    if (!definitions.has(name)) {
      definitions.set(name, true); // for the references inside
      definitions.set(name, inline(target));
    }
    return { $ref: referenceTo(name) };
  }

  const schema = inline(root);
  return { schema: isRecord(schema) ? schema : {}, definitions };
}

function mergeAllOf(schema: JsonSchemaObject): JsonSchemaObject {
  const { allOf, ...beside } = schema;
  if (!Array.isArray(allOf)) return schema;
  let merged: JsonSchemaObject | undefined = {};
  for (const part of [...listOf(allOf), beside]) {
    if (part === true) continue;
    merged = merged && isRecord(part) ? merge(merged, part) : undefined;
  }
  return merged ?? schema;
}

const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
