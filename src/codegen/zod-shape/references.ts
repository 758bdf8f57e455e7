import { isObject, objectOrEmpty } from '../../../runtime/src/utils/is-object.js';
import type { JsonSchema, JsonSchemaObject } from '../../model/json-schema.js';
import {
  definitionName,
  isRecursive,
  lookUp,
  referenceTo,
} from '../../model/json-schema/pointer.js';
import { mapSubschemas, omit } from '../../model/json-schema/subschemas.js';
import { exactIntersection } from './exact-intersection.js';
import { IDENTIFIERS } from './keywords.js';

/** A schema with all references inlined, except recursive ones. */
export interface ResolvedSchema {
  schema: JsonSchemaObject;
  /** Recursive definitions; `{ $ref: '#/$defs/<name>' }` refers to the one with that name. */
  definitions: ReadonlyMap<string, JsonSchema>;
}

/**
 * Inlines references, and replaces each `allOf` by a single schema if possible. The schema must
 * have no `schemaProblems`.
 */
export function resolveReferences(root: JsonSchemaObject): ResolvedSchema {
  const cachedSchema = resolvedSchemas.get(root) ?? resolvedFrom(root);
  resolvedSchemas.set(root, cachedSchema);
  return cachedSchema;
}

/** Cached, because types, samples and checks of a tool use the same result. */
const resolvedSchemas = new WeakMap<JsonSchemaObject, ResolvedSchema>();

function resolvedFrom(root: JsonSchemaObject): ResolvedSchema {
  const definitions = new Map<string, JsonSchema>();
  const names = new Map<JsonSchema, string>();
  const isEndless = memoize((target: JsonSchema) => isRecursive(root, target));
  const inlineOnce = memoize(inline);

  function inline(schema: JsonSchema): JsonSchema {
    if (typeof schema === 'boolean') return schema;
    const inlinedSchema = mapSubschemas(
      omit(schema, [...IDENTIFIERS, '$defs', 'definitions']),
      inline,
    );
    const { $ref, ...siblings } = inlinedSchema;
    if ($ref === undefined) return mergeAllOf(inlinedSchema);
    const target = follow($ref);
    if (Object.keys(siblings).length === 0) return target;
    return mergeAllOf({ ...siblings, allOf: [target, ...listOrEmpty(siblings.allOf)] });
  }

  function follow(reference: string): JsonSchema {
    const target = lookUp(root, reference) ?? true;
    if (!isEndless(target)) return inlineOnce(target);
    const name = definitionName(reference);
    if (name === undefined) return { $ref: reference };
    return { $ref: referenceTo(names.get(target) ?? defineSchema(target, name)) };
  }

  function defineSchema(target: JsonSchema, preferredName: string): string {
    // "$defs" and "definitions" may each contain this name.
    const name = definitions.has(preferredName) ? `${preferredName}2` : preferredName;
    names.set(target, name);
    definitions.set(name, true);
    definitions.set(name, inline(target));
    return name;
  }

  const schema = inline(root);
  return { schema: objectOrEmpty(schema), definitions };
}

function memoize<Key, Value>(compute: (key: Key) => Value): (key: Key) => Value {
  const cache = new Map<Key, { value: Value }>();
  return (key) => {
    const entry = cache.get(key) ?? { value: compute(key) };
    cache.set(key, entry);
    return entry.value;
  };
}

function mergeAllOf(schema: JsonSchemaObject): JsonSchemaObject {
  const { allOf, ...siblings } = schema;
  if (!Array.isArray(allOf)) return schema;
  let mergedSchema: JsonSchemaObject | undefined = {};
  for (const part of [...listOrEmpty(allOf), siblings]) {
    if (part === true) continue;
    mergedSchema =
      mergedSchema && isObject(part) ? exactIntersection(mergedSchema, part) : undefined;
  }
  return mergedSchema ?? schema;
}

const listOrEmpty = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
