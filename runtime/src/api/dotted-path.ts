import { isObject } from '../utils/is-object.js';
/** The keys of a dotted path. An annotation of OData, such as `@odata.nextLink`, is one key. */
export const keysOf = (path: string): string[] =>
  path.match(/[^.@]*@(?:odata|microsoft\.graph)\.[^.]+|[^.]+/g) ?? [];

/** A value in a body, by its dotted path. */
export function valueAt(body: unknown, path: string): unknown {
  let value = body;
  for (const name of keysOf(path)) {
    value = isObject(value) && Object.hasOwn(value, name) ? value[name] : undefined;
  }
  return value;
}

/** All texts and numbers in a body, at any depth. */
export function valuesIn(body: unknown): ReadonlySet<unknown> {
  const values = new Set([body]);
  for (const value of values)
    // with those that are added meanwhile
    if (typeof value === 'object' && value !== null)
      for (const inner of Object.values(value)) values.add(inner);
  return values;
}
