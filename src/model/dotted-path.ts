/** The keys of a dotted path, as the runtime reads it. An annotation of OData, such as `@odata.nextLink`, is one key. */
export const keysOf = (path: string): string[] =>
  path.match(/[^.@]*@(?:odata|microsoft\.graph)\.[^.]+|[^.]+/g) ?? [];
