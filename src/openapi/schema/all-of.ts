import { sameJson } from '../../model/json.js';
import { resolvePointer } from '../document/references.js';
import { isObj, list, type Obj, obj, ownValue } from '../model.js';

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
const LEAST = new Set(['minimum', 'minLength', 'minItems', 'minProperties']);
const MOST = new Set(['maximum', 'maxLength', 'maxItems', 'maxProperties']);

const merged = new WeakMap<Obj, Obj | undefined>();

/**
 * A schema without `allOf` that accepts the same values; undefined if there is none. Parts that are closed, each to the
 * properties of the others, would accept nothing: their authors mean the properties of all, and no others.
 */
export function withoutAllOf(
  schema: Obj,
  document: Obj,
  above: readonly Obj[] = [],
): Obj | undefined {
  if (merged.has(schema)) return merged.get(schema);
  if (above.includes(schema)) return undefined;
  const { allOf, ...own } = schema;
  const branches: Obj[] = [];
  for (const branch of list(allOf)) {
    const target = follow(branch, document, [...above, schema]);
    if (target) branches.push(target);
    else return remember(undefined);
  }
  let result: Obj | undefined = {};
  for (const branch of branches) result = result && both(result, branch);
  // Annotations beside allOf take precedence over those of its branches.
  result =
    result &&
    both(
      Object.fromEntries(
        Object.entries(result).filter(([key]) => !(Object.hasOwn(own, key) && isAnnotation(key))),
      ),
      own,
    );
  return remember(result);

  function remember(value: Obj | undefined): Obj | undefined {
    if (above.length === 0 || value !== undefined) merged.set(schema, value);
    return value;
  }
}

function follow(branch: unknown, document: Obj, above: readonly Obj[]): Obj | undefined {
  let target: unknown = branch;
  for (let hops = 0; isObj(target) && typeof target.$ref === 'string' && hops < 50; hops++)
    target = resolvePointer(document, target.$ref);
  if (!isObj(target)) return undefined;
  return target.allOf === undefined ? target : withoutAllOf(target, document, above);
}

/** One schema for both; undefined if there is none. */
function both(a: Obj, b: Obj): Obj | undefined {
  const result: Obj = { ...a };
  for (const [key, value] of Object.entries(b)) {
    const other = ownValue(result, key);
    if (other === undefined || sameJson(other, value)) result[key] = value;
    else if (key === 'readOnly' || key === 'writeOnly' || key === 'deprecated')
      result[key] = other === true || value === true;
    else if (isAnnotation(key)) result[key] = other;
    else if (key === 'required') result[key] = [...new Set([...list(other), ...list(value)])];
    else if (key === 'properties') result[key] = properties(obj(other), obj(value));
    else if (key === 'type') {
      const types = [other].flat().filter((one) => [value].flat().includes(one));
      if (types.length === 0) return undefined;
      result[key] = types.length === 1 ? types[0] : types;
    } else if (key === 'enum') {
      const common = list(other).filter((one) => list(value).some((two) => sameJson(one, two)));
      if (common.length === 0) return undefined;
      result[key] = common;
    } else if (LEAST.has(key) && typeof other === 'number' && typeof value === 'number')
      result[key] = Math.max(other, value);
    else if (MOST.has(key) && typeof other === 'number' && typeof value === 'number')
      result[key] = Math.min(other, value);
    else if (key === 'additionalProperties' && other === true) result[key] = value;
    else if (key === 'additionalProperties' && value === true) result[key] = other;
    else return undefined;
  }
  return result;
}

function properties(a: Obj, b: Obj): Obj {
  const added = Object.entries(b).map(([name, value]) => {
    const other = ownValue(a, name);
    const isAlone = other === undefined || sameJson(other, value);
    return [name, isAlone ? value : { allOf: [other, value] }];
  });
  return Object.fromEntries([...Object.entries(a), ...added]) as Obj;
}
