import { isObject } from '../../../runtime/src/utils/is-object.js';
import { pointerKeys, pointerTarget } from '../../../runtime/src/utils/json-pointer.js';
import type { JsonSchema } from '../json-schema.js';
import { isSchema, subschemas } from './subschemas.js';

/**
 * Returns the schema that a reference into the same document names (`#/$defs/room`, RFC 6901);
 * undefined if it does not exist.
 */
export function lookUp(root: JsonSchema, reference: unknown): JsonSchema | undefined {
  const target = typeof reference === 'string' ? pointerTarget(root, reference) : undefined;
  return isSchema(target) ? target : undefined;
}

/** Returns the name under `$defs` or `definitions` that a reference points to. */
export function definitionName(reference: string): string | undefined {
  const [holder, name, ...remainingKeys] = pointerKeys(reference);
  return (holder === '$defs' || holder === 'definitions') && remainingKeys.length === 0
    ? name
    : undefined;
}

/** Returns the reference to the definition of this name. */
export const referenceTo = (name: string): string =>
  `#/$defs/${encodeURIComponent(name.replaceAll('~', '~0').replaceAll('/', '~1'))}`;

/** Returns whether a schema contains itself, directly or through references. */
export function isRecursive(root: JsonSchema, schema: JsonSchema): boolean {
  const visitedSchemas = new Set<JsonSchema>();
  const leadsBack = (part: JsonSchema): boolean => {
    if (visitedSchemas.has(part)) return false;
    if (isObject(part)) visitedSchemas.add(part);
    return directSubschemas(root, part).some((inner) => inner === schema || leadsBack(inner));
  };
  return isObject(schema) && leadsBack(schema);
}

/** Returns the direct subschemas of a schema, and the schema that it refers to. */
export function directSubschemas(root: JsonSchema, schema: JsonSchema): JsonSchema[] {
  if (typeof schema === 'boolean') return [];
  const target = lookUp(root, schema.$ref);
  const parts = subschemas(schema).filter(
    ({ path }) => !['$defs', 'definitions'].includes(String(path[0])),
  );
  return [...parts.map((part) => part.schema), ...(target === undefined ? [] : [target])];
}
