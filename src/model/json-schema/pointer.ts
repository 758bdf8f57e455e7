import type { JsonSchema } from '../json-schema.js';
import { isRecord, isSchema, subschemas } from './subschemas.js';

/** The schema a reference into the same document names (`#/$defs/room`, RFC 6901); undefined where there is none. */
export function lookUp(root: JsonSchema, reference: unknown): JsonSchema | undefined {
  if (typeof reference !== 'string' || !/^#(\/|$)/.test(reference)) return undefined;
  let target: unknown = root;
  for (const key of keysOf(reference)) {
    if (typeof target !== 'object' || target === null || !Object.hasOwn(target, key))
      return undefined;
    target = (target as Record<string, unknown>)[key]; // own, so it is there: a key or an index
  }
  return isSchema(target) ? target : undefined;
}

/** The name under `$defs` or `definitions` that a reference points to. */
export function definitionName(reference: string): string | undefined {
  const [holder, name, ...below] = keysOf(reference);
  return (holder === '$defs' || holder === 'definitions') && below.length === 0 ? name : undefined;
}

/** The reference to a definition of that name. */
export const referenceTo = (name: string): string =>
  `#/$defs/${encodeURIComponent(name.replaceAll('~', '~0').replaceAll('/', '~1'))}`;

/** Whether a schema, with all it refers to, contains itself. */
export function isRecursive(root: JsonSchema, schema: JsonSchema): boolean {
  const seen = new Set<JsonSchema>();
  const leadsBack = (part: JsonSchema): boolean => {
    if (seen.has(part)) return false;
    if (isRecord(part)) seen.add(part);
    return partsOf(root, part).some((inner) => inner === schema || leadsBack(inner));
  };
  return isRecord(schema) && leadsBack(schema);
}

/** The schemas one level below a schema, and the one it refers to. */
export function partsOf(root: JsonSchema, schema: JsonSchema): JsonSchema[] {
  if (typeof schema === 'boolean') return [];
  const referenced = lookUp(root, schema.$ref);
  const parts = subschemas(schema).filter(
    ({ path }) => !['$defs', 'definitions'].includes(String(path[0])),
  );
  return [...parts.map((part) => part.schema), ...(referenced === undefined ? [] : [referenced])];
}

function keysOf(reference: string): string[] {
  return reference
    .split('/')
    .slice(1)
    .map((key) => percentDecoded(key).replaceAll('~1', '/').replaceAll('~0', '~'));
}

function percentDecoded(key: string): string {
  try {
    return decodeURIComponent(key);
  } catch (error) {
    if (error instanceof URIError) return key; // a "%" that was meant as it is
    throw error;
  }
}
