import { isObject } from '../../runtime/src/utils/is-object.js';
import type { JsonSchema, JsonSchemaObject } from '../model/json-schema.js';
import { isSchema } from '../model/json-schema/subschemas.js';
import type { PathProblem, SpecPath } from '../model/spec-report.js';
import { nearestOf } from '../model/text/nearest.js';
import { quote } from './sentence.js';
import { typeFault, valueFault } from './value-fault.js';

/**
 * Compares a value with a schema and reports differences in words for the person who wrote the
 * value. It supports the keywords of our own schema (`schema.ts`); others are left to the reader of
 * the schema. A value with the wrong type has only this problem. `patternErrorMessage` (as in VS
 * Code) is the message for texts that do not match `pattern`.
 */
export function schemaMismatches(
  schema: JsonSchema,
  value: unknown,
  path: SpecPath = [],
  root: JsonSchema = schema,
): PathProblem[] {
  if (schema === true) return [];
  if (schema === false) return [{ path, fault: 'is not allowed here', at: 'key' }];
  if (schema.$ref !== undefined) {
    return schemaMismatches(schemaAtReference(schema.$ref, root), value, path, root);
  }

  const fault = typeFault(schema, value) ?? valueFault(schema, value);
  if (fault !== undefined) return [{ path, fault, at: 'value' }];
  return [
    ...(Array.isArray(value) ? itemProblems(schema, value, path, root) : []),
    ...(isObject(value) ? keyProblems(schema, value, path, root) : []),
    ...applicableBranches(schema, value, root).flatMap((branch) =>
      schemaMismatches(branch, value, path, root),
    ),
  ];
}

function itemProblems(
  schema: JsonSchemaObject,
  items: readonly unknown[],
  path: SpecPath,
  root: JsonSchema,
) {
  const firstIndexes = new Map<string, number>();
  return items.flatMap((item, i): PathProblem[] => {
    const itemProblems = schemaMismatches(schema.items ?? true, item, [...path, i], root);
    if (itemProblems.length > 0 || !schema.uniqueItems) return itemProblems;
    const text = JSON.stringify(item);
    const first = firstIndexes.get(text);
    if (first === undefined) firstIndexes.set(text, i);
    return first === undefined
      ? []
      : [{ path: [...path, i], fault: 'repeats an earlier item', at: 'value' }];
  });
}

function keyProblems(
  schema: JsonSchemaObject,
  value: Record<string, unknown>,
  path: SpecPath,
  root: JsonSchema,
): PathProblem[] {
  const {
    properties = {},
    required: requiredKeys = [],
    additionalProperties = true,
    propertyNames,
  } = schema;
  const definedNames = Object.keys(properties);
  const missingKeys = new Set(requiredKeys.filter((key) => !Object.hasOwn(value, key)));
  const problems = Object.entries(value).flatMap(([key, item]): PathProblem[] => {
    const memberPath = [...path, key];
    const nameProblems = schemaMismatches(
      isSchema(propertyNames) ? propertyNames : true,
      key,
      memberPath,
      root,
    );
    if (nameProblems.length > 0) return nameProblems.map((problem) => ({ ...problem, at: 'key' }));
    const property = Object.hasOwn(properties, key) ? properties[key] : undefined;
    if (property !== undefined || additionalProperties !== false) {
      return schemaMismatches(property ?? additionalProperties, item, memberPath, root);
    }
    // A misspelled key is one problem: a missing key is probably the one that was meant.
    const suggestion = nearestOf(key, [...missingKeys]) ?? nearestOf(key, definedNames);
    if (suggestion !== undefined) missingKeys.delete(suggestion);
    return [{ path: memberPath, fault: unknownKey(suggestion, definedNames), at: 'key' }];
  });
  const absent = Array.from(missingKeys, (key): PathProblem => {
    return { path: [...path, key], fault: missingKey(properties[key]), at: 'key' };
  });
  return [...absent, ...problems];
}

/**
 * Returns a message about a missing key, with an example if it is an object, because its keys would
 * be unknown otherwise.
 */
function missingKey(schema: JsonSchema | undefined): string {
  const [example] = isObject(schema) && Array.isArray(schema.examples) ? schema.examples : [];
  return `is missing${isObject(example) ? `; write at least ${JSON.stringify(example)}` : ''}`;
}

function unknownKey(suggestion: string | undefined, knownKeys: readonly string[]): string {
  if (suggestion !== undefined) return `is not a known key; did you mean ${quote(suggestion)}?`;
  const allKeys =
    knownKeys.length > 0 && knownKeys.length <= 8
      ? `; known here: ${knownKeys.map(quote).join(', ')}`
      : '';
  return `is not a known key${allKeys}`;
}

function applicableBranches(
  schema: JsonSchemaObject,
  value: unknown,
  root: JsonSchema,
): JsonSchema[] {
  const allOfBranches = Array.isArray(schema.allOf) ? schema.allOf.filter(isSchema) : [];
  if (!isSchema(schema.if)) return allOfBranches;
  const conditionalBranch =
    schemaMismatches(schema.if, value, [], root).length === 0 ? schema.then : schema.else;
  return isSchema(conditionalBranch) ? [...allOfBranches, conditionalBranch] : allOfBranches;
}

/** Returns the schema in `$defs` that a reference names; without one, every value is valid. */
export function schemaAtReference(ref: unknown, root: JsonSchema): JsonSchema {
  if (ref === '#') return root;
  const name = typeof ref === 'string' ? /^#\/\$defs\/([^/]+)$/.exec(ref)?.[1] : undefined;
  if (name === undefined || !isObject(root) || !isObject(root.$defs)) return true;
  const key = name.replaceAll('~1', '/').replaceAll('~0', '~');
  const definition = Object.hasOwn(root.$defs, key) ? root.$defs[key] : undefined;
  return isSchema(definition) ? definition : true;
}
