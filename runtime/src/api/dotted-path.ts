import { isObject } from '../utils/is-object.js';
/** Returns the keys of a dotted path. An OData annotation, such as `@odata.nextLink`, is one key. */
export const pathKeys = (path: string): string[] =>
  path.match(/[^.@]*@(?:odata|microsoft\.graph)\.[^.]+|[^.]+/g) ?? [];

/** Returns the value at a dotted path of a body. */
export function valueAt(body: unknown, path: string): unknown {
  let value = body;
  for (const name of pathKeys(path)) {
    value = isObject(value) && Object.hasOwn(value, name) ? value[name] : undefined;
  }
  return value;
}

/** Returns the values at a dotted path of a body, in which `*` stands for every member of an object. */
export const valuesAt = (body: unknown, path: string): unknown[] =>
  pathKeys(path).reduce<unknown[]>(
    (values, name) =>
      values
        .filter(isObject)
        .flatMap((value) =>
          name === '*' ? Object.values(value) : Object.hasOwn(value, name) ? [value[name]] : [],
        ),
    [body],
  );

/** Returns all values in a body at any depth. */
export function valuesIn(body: unknown): ReadonlySet<unknown> {
  const values = new Set([body]);
  for (const value of values)
    // the loop also visits values that it adds
    if (typeof value === 'object' && value !== null)
      for (const inner of Object.values(value)) values.add(inner);
  return values;
}
