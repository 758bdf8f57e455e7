import type { JsonSchema, JsonSchemaObject } from '../model/json-schema.js';
import { isRecord, isSchema } from '../model/json-schema/subschemas.js';
import { nearestOf } from '../model/nearest.js';
import type { Problem, SpecPath } from '../model/spec-report.js';
import { quote } from './sentence.js';
import { typeFault, valueFault } from './value-fault.js';

/**
 * How a value departs from a schema, in words for the person who wrote it. Understands the keywords that our own schema
 * (`schema.ts`) uses; others are left to the reader of the schema. Of a place with the wrong type only that is said.
 * `patternErrorMessage` (as in VS Code) is said where a text does not match `pattern`.
 */
export function mismatches(
  schema: JsonSchema,
  value: unknown,
  path: SpecPath = [],
  root: JsonSchema = schema,
): Problem[] {
  if (schema === true) return [];
  if (schema === false) return [{ path, says: 'is not allowed here', at: 'key' }];
  if (schema.$ref !== undefined) {
    return mismatches(schemaAtReference(schema.$ref, root), value, path, root);
  }

  const fault = typeFault(schema, value) ?? valueFault(schema, value);
  if (fault !== undefined) return [{ path, says: fault, at: 'value' }];
  return [
    ...(Array.isArray(value) ? itemProblems(schema, value, path, root) : []),
    ...(isRecord(value) ? keyProblems(schema, value, path, root) : []),
    ...branches(schema, value, root).flatMap((branch) => mismatches(branch, value, path, root)),
  ];
}

function itemProblems(
  schema: JsonSchemaObject,
  items: readonly unknown[],
  path: SpecPath,
  root: JsonSchema,
) {
  const seen = new Map<string, number>();
  return items.flatMap((item, i): Problem[] => {
    const itemProblems = mismatches(schema.items ?? true, item, [...path, i], root);
    if (itemProblems.length > 0 || !schema.uniqueItems) return itemProblems;
    const text = JSON.stringify(item);
    const first = seen.get(text);
    if (first === undefined) seen.set(text, i);
    return first === undefined
      ? []
      : [{ path: [...path, i], says: 'repeats an earlier item', at: 'value' }];
  });
}

function keyProblems(
  schema: JsonSchemaObject,
  value: Record<string, unknown>,
  path: SpecPath,
  root: JsonSchema,
): Problem[] {
  const { properties = {}, required = [], additionalProperties = true, propertyNames } = schema;
  const definedNames = Object.keys(properties);
  const missing = new Set(required.filter((key) => !Object.hasOwn(value, key)));
  const problems = Object.entries(value).flatMap(([key, item]): Problem[] => {
    const here = [...path, key];
    const nameProblems = mismatches(
      isSchema(propertyNames) ? propertyNames : true,
      key,
      here,
      root,
    );
    if (nameProblems.length > 0) return nameProblems.map((problem) => ({ ...problem, at: 'key' }));
    const property = Object.hasOwn(properties, key) ? properties[key] : undefined;
    if (property !== undefined || additionalProperties !== false) {
      return mismatches(property ?? additionalProperties, item, here, root);
    }
    // One slip is one problem: a key that is missing is probably the one that was meant.
    const meant = nearestOf(key, [...missing]) ?? nearestOf(key, definedNames);
    if (meant !== undefined) missing.delete(meant);
    return [{ path: here, says: unknownKey(meant, definedNames), at: 'key' }];
  });
  const absent = Array.from(missing, (key): Problem => {
    return { path: [...path, key], says: missingKey(properties[key]), at: 'key' };
  });
  return [...absent, ...problems];
}

/** With the example of an object: without it, its keys would stay unknown. */
function missingKey(schema: JsonSchema | undefined): string {
  const [example] = isRecord(schema) && Array.isArray(schema.examples) ? schema.examples : [];
  return `is missing${isRecord(example) ? `; write at least ${JSON.stringify(example)}` : ''}`;
}

function unknownKey(meant: string | undefined, known: readonly string[]): string {
  if (meant !== undefined) return `is not a known key; did you mean ${quote(meant)}?`;
  const all =
    known.length > 0 && known.length <= 8 ? `; known here: ${known.map(quote).join(', ')}` : '';
  return `is not a known key${all}`;
}

function branches(schema: JsonSchemaObject, value: unknown, root: JsonSchema): JsonSchema[] {
  const all = Array.isArray(schema.allOf) ? schema.allOf.filter(isSchema) : [];
  if (!isSchema(schema.if)) return all;
  const chosen = mismatches(schema.if, value, [], root).length === 0 ? schema.then : schema.else;
  return isSchema(chosen) ? [...all, chosen] : all;
}

/** The schema below `$defs` that a reference names; without one there is nothing to check. */
export function schemaAtReference(ref: unknown, root: JsonSchema): JsonSchema {
  if (ref === '#') return root;
  const name = typeof ref === 'string' ? /^#\/\$defs\/([^/]+)$/.exec(ref)?.[1] : undefined;
  if (name === undefined || !isRecord(root) || !isRecord(root.$defs)) return true;
  const key = name.replaceAll('~1', '/').replaceAll('~0', '~');
  const definition = Object.hasOwn(root.$defs, key) ? root.$defs[key] : undefined;
  return isSchema(definition) ? definition : true;
}
