import { isObject, objectOrEmpty } from '../../../runtime/src/utils/is-object.js';
import { sameJson } from '../../model/json.js';
import { resolvePointer } from '../document/references.js';
import { listOrEmpty, ownValue, type RawObject } from '../model.js';

const ANNOTATIONS = new Set([
  'title',
  'description',
  'example',
  'examples',
  'externalDocs',
  'xml',
  'deprecated',
  'readOnly',
  'writeOnly',
  'default',
  'nullable',
  'x-nullable',
  '$comment',
]);
export const isAnnotation = (key: string) => ANNOTATIONS.has(key) || key.startsWith('x-');
const MINIMUM_KEYWORDS = new Set(['minimum', 'minLength', 'minItems', 'minProperties']);
const MAXIMUM_KEYWORDS = new Set(['maximum', 'maxLength', 'maxItems', 'maxProperties']);

const mergedSchemas = new WeakMap<RawObject, RawObject | undefined>();

/**
 * Returns a schema without `allOf` that accepts the same values; undefined if there is none. Closed
 * branches that exclude the properties of the others would accept nothing, so the result allows the
 * properties of all branches, and no others.
 */
export function withoutAllOf(
  schema: RawObject,
  document: RawObject,
  parents: readonly RawObject[] = [],
): RawObject | undefined {
  if (mergedSchemas.has(schema)) return mergedSchemas.get(schema);
  if (parents.includes(schema)) return undefined;
  const { allOf, ...ownKeywords } = schema;
  const branches: RawObject[] = [];
  for (const branch of listOrEmpty(allOf)) {
    const target = resolveBranch(branch, document, [...parents, schema]);
    if (target) branches.push(target);
    else return remember(undefined);
  }
  let result: RawObject | undefined = {};
  for (const branch of branches) result = result && intersection(result, branch);
  // Annotations beside `allOf` have precedence over those of its branches.
  result =
    result &&
    intersection(
      Object.fromEntries(
        Object.entries(result).filter(
          ([key]) => !(Object.hasOwn(ownKeywords, key) && isAnnotation(key)),
        ),
      ),
      ownKeywords,
    );
  return remember(result);

  function remember(value: RawObject | undefined): RawObject | undefined {
    if (parents.length === 0 || value !== undefined) mergedSchemas.set(schema, value);
    return value;
  }
}

function resolveBranch(
  branch: unknown,
  document: RawObject,
  parents: readonly RawObject[],
): RawObject | undefined {
  let target: unknown = branch;
  for (let hops = 0; isObject(target) && typeof target.$ref === 'string' && hops < 50; hops++)
    target = resolvePointer(document, target.$ref);
  if (!isObject(target)) return undefined;
  return target.allOf === undefined ? target : withoutAllOf(target, document, parents);
}

/** Returns one schema that accepts what both accept, with the annotations of the first; undefined if there is none without `allOf`. */
function intersection(a: RawObject, b: RawObject): RawObject | undefined {
  const result: RawObject = { ...a };
  for (const [key, value] of Object.entries(b)) {
    const otherValue = ownValue(result, key);
    if (otherValue === undefined || sameJson(otherValue, value)) result[key] = value;
    else if (key === 'readOnly' || key === 'writeOnly' || key === 'deprecated')
      result[key] = otherValue === true || value === true;
    else if (isAnnotation(key)) result[key] = otherValue;
    else if (key === 'required')
      result[key] = [...new Set([...listOrEmpty(otherValue), ...listOrEmpty(value)])];
    else if (key === 'properties')
      result[key] = mergeProperties(objectOrEmpty(otherValue), objectOrEmpty(value));
    else if (key === 'type') {
      const types = [otherValue].flat().filter((typeName) => [value].flat().includes(typeName));
      if (types.length === 0) return undefined;
      result[key] = types.length === 1 ? types[0] : types;
    } else if (key === 'enum') {
      const common = listOrEmpty(otherValue).filter((choice) =>
        listOrEmpty(value).some((two) => sameJson(choice, two)),
      );
      if (common.length === 0) return undefined;
      result[key] = common;
    } else if (
      MINIMUM_KEYWORDS.has(key) &&
      typeof otherValue === 'number' &&
      typeof value === 'number'
    )
      result[key] = Math.max(otherValue, value);
    else if (
      MAXIMUM_KEYWORDS.has(key) &&
      typeof otherValue === 'number' &&
      typeof value === 'number'
    )
      result[key] = Math.min(otherValue, value);
    else if (key === 'additionalProperties' && otherValue === true) result[key] = value;
    else if (key === 'additionalProperties' && value === true) result[key] = otherValue;
    else return undefined;
  }
  return result;
}

function mergeProperties(a: RawObject, b: RawObject): RawObject {
  const entries = Object.entries(b).map(([name, value]) => {
    const otherSchema = ownValue(a, name);
    const isAlone = otherSchema === undefined || sameJson(otherSchema, value);
    return [name, isAlone ? value : { allOf: [otherSchema, value] }];
  });
  return Object.fromEntries([...Object.entries(a), ...entries]) as RawObject;
}
