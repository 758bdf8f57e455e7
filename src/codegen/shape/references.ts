import type { JsonSchema, JsonSchemaObject } from '../../model/json-schema.js';
import {
  definitionName,
  isRecursive,
  lookUp,
  referenceTo,
} from '../../model/json-schema/pointer.js';
import { isRecord, mapSubschemas, omit } from '../../model/json-schema/subschemas.js';
import { IDENTIFIERS } from './keywords.js';
import { merge } from './merge.js';

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
  const resolved = resolvedSchemas.get(root) ?? resolvedFrom(root);
  resolvedSchemas.set(root, resolved);
  return resolved;
}

/** Types, samples and checks of a tool need the same. */
const resolvedSchemas = new WeakMap<JsonSchemaObject, Resolved>();

function resolvedFrom(root: JsonSchemaObject): Resolved {
  const definitions = new Map<string, JsonSchema>();
  const names = new Map<JsonSchema, string>();
  const isEndless = remembered((target: JsonSchema) => isRecursive(root, target));
  const inlined = remembered(inline);

  function inline(schema: JsonSchema): JsonSchema {
    if (typeof schema === 'boolean') return schema;
    const inlined = mapSubschemas(omit(schema, [...IDENTIFIERS, '$defs', 'definitions']), inline);
    const { $ref, ...beside } = inlined;
    if ($ref === undefined) return mergeAllOf(inlined);
    const referenced = follow($ref);
    if (Object.keys(beside).length === 0) return referenced;
    return mergeAllOf({ ...beside, allOf: [referenced, ...listOf(beside.allOf)] });
  }

  function follow(reference: string): JsonSchema {
    const target = lookUp(root, reference) ?? true;
    if (!isEndless(target)) return inlined(target);
    const name = definitionName(reference);
    if (name === undefined) return { $ref: reference };
    return { $ref: referenceTo(names.get(target) ?? define(target, name)) };
  }

  function define(target: JsonSchema, wanted: string): string {
    // "$defs" and "definitions" may each have one of that name.
    const name = definitions.has(wanted) ? `${wanted}2` : wanted;
    names.set(target, name);
    definitions.set(name, true);
    definitions.set(name, inline(target));
    return name;
  }

  const schema = inline(root);
  return { schema: isRecord(schema) ? schema : {}, definitions };
}

function remembered<Key, Value>(of: (key: Key) => Value): (key: Key) => Value {
  const cache = new Map<Key, { value: Value }>();
  return (key) => {
    const entry = cache.get(key) ?? { value: of(key) };
    cache.set(key, entry);
    return entry.value;
  };
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
