/** The keys of a dotted path. An annotation of OData, such as `@odata.nextLink`, is one key. */
export const keysOf = (path: string): string[] => path.match(/[^.@]*@[^.]+\.[^.]+|[^.]+/g) ?? [];

/** A value in a body, by its dotted path. */
export function valueAt(body: unknown, path: string): unknown {
  let value = body;
  for (const name of keysOf(path)) {
    value = isObject(value) ? Object.entries(value).find(([key]) => key === name)?.[1] : undefined;
  }
  return value;
}

export const isObject = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
