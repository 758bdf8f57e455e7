/** Values that JSON, YAML and TOML share. */
export type Json = null | boolean | number | string | Json[] | JsonObject;
export interface JsonObject {
  [key: string]: Json;
}

/** Keys and indices that lead from the root of a document to a value. */
export type JsonPath = readonly (string | number)[];

export const isObject = (value: Json | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Whether objects and arrays are in each other on more levels than that. */
export const isDeeper = (value: unknown, levels: number): boolean =>
  typeof value === 'object' &&
  value !== null &&
  (levels === 0 || Object.values(value).some((inner) => isDeeper(inner, levels - 1)));

/** Whether two values have the same JSON text, so the order of keys counts. */
export const sameJson = (a: unknown, b: unknown): boolean =>
  a === b || JSON.stringify(a) === JSON.stringify(b);

/** The value of a JSON text; undefined where it is not JSON. */
export function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Sets a property of the object itself, also where the key is `__proto__`. */
export function define(object: JsonObject, key: string, value: Json): void {
  Object.defineProperty(object, key, {
    value,
    enumerable: true,
    configurable: true,
    writable: true,
  });
}

/** The value at a path; undefined where there is none. */
export function valueAt(value: Json | undefined, path: JsonPath): Json | undefined {
  let here = value;
  for (const key of path) {
    if (Array.isArray(here)) here = typeof key === 'number' ? here[key] : undefined;
    else if (isObject(here)) here = Object.hasOwn(here, key) ? here[key] : undefined;
    else return undefined;
  }
  return here;
}

/** A copy with another value at a path; objects on the way are made where there are none. */
export function withValue(value: Json | undefined, path: JsonPath, wanted: Json): Json {
  const [key, ...rest] = path;
  if (key === undefined) return wanted;
  if (Array.isArray(value))
    return value.map((item, index) => (index === key ? withValue(item, rest, wanted) : item));
  const copy: JsonObject = {};
  if (isObject(value)) for (const [name, item] of Object.entries(value)) define(copy, name, item);
  define(copy, String(key), withValue(valueAt(value, [key]), rest, wanted));
  return copy;
}

/** A copy without the property or item at a path. */
export function withoutValue(value: Json | undefined, path: JsonPath): Json {
  const parent = path.slice(0, -1);
  const key = path.at(-1);
  const container = valueAt(value, parent);
  if (Array.isArray(container)) {
    const others = container.filter((_, index) => index !== key);
    return withValue(value, parent, others);
  }
  const copy: JsonObject = {};
  for (const [name, item] of Object.entries(isObject(container) ? container : {})) {
    if (name !== key) define(copy, name, item);
  }
  return withValue(value, parent, copy);
}
