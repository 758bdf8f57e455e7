import { isObject } from '../../runtime/src/utils/is-object.js';

/** Values that JSON, YAML and TOML share. */
export type Json = null | boolean | number | string | Json[] | JsonObject;
export interface JsonObject {
  [key: string]: Json;
}

/** Keys and indices from the root of a document to a value. */
export type JsonPath = readonly (string | number)[];

/** Returns whether objects and arrays are nested more deeply than a limit. */
export const isDeeper = (value: unknown, levels: number): boolean =>
  typeof value === 'object' &&
  value !== null &&
  (levels === 0 || Object.values(value).some((inner) => isDeeper(inner, levels - 1)));

/** Returns whether two values have the same JSON text. The order of keys is significant. */
export const sameJson = (a: unknown, b: unknown): boolean =>
  a === b || JSON.stringify(a) === JSON.stringify(b);

/** Returns the value of a JSON text; undefined if it is invalid. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Sets an own property of an object, even for the key `__proto__`. */
export function defineMember(object: JsonObject, key: string, value: Json): void {
  Object.defineProperty(object, key, {
    value,
    enumerable: true,
    configurable: true,
    writable: true,
  });
}

/** Returns the value at a path; undefined if it does not exist. */
export function valueAt(value: Json | undefined, path: JsonPath): Json | undefined {
  let currentValue = value;
  for (const key of path) {
    if (Array.isArray(currentValue))
      currentValue = typeof key === 'number' ? currentValue[key] : undefined;
    else if (isObject(currentValue))
      currentValue = Object.hasOwn(currentValue, key) ? currentValue[key] : undefined;
    else return undefined;
  }
  return currentValue;
}

/** Returns a copy with another value at a path; missing objects on the path are created. */
export function withValue(value: Json | undefined, path: JsonPath, newValue: Json): Json {
  const [key, ...rest] = path;
  if (key === undefined) return newValue;
  if (Array.isArray(value))
    return value.map((item, index) => (index === key ? withValue(item, rest, newValue) : item));
  const copy: JsonObject = {};
  if (isObject(value))
    for (const [name, item] of Object.entries(value)) defineMember(copy, name, item);
  defineMember(copy, String(key), withValue(valueAt(value, [key]), rest, newValue));
  return copy;
}

/** Returns a copy without the property or item at a path. */
export function withoutValue(value: Json | undefined, path: JsonPath): Json {
  const parent = path.slice(0, -1);
  const key = path.at(-1);
  const container = valueAt(value, parent);
  if (Array.isArray(container)) {
    const remainingItems = container.filter((_, index) => index !== key);
    return withValue(value, parent, remainingItems);
  }
  const copy: JsonObject = {};
  for (const [name, item] of Object.entries(isObject(container) ? container : {})) {
    if (name !== key) defineMember(copy, name, item);
  }
  return withValue(value, parent, copy);
}
