/** A JSON Schema as `tools/list` has it. */
export type Schema = Readonly<Record<string, unknown>>;

export interface Subschema {
  schema: Schema;
  /** JSON pointer. */
  pointer: string;
  /** Name of the property whose value it describes. */
  property?: string;
}

const SINGLE = ['items', 'additionalProperties', 'not', 'if', 'then', 'else', 'contains', 'propertyNames']; // prettier-ignore
const LISTS = ['anyOf', 'oneOf', 'allOf', 'prefixItems'];
const MAPS = ['properties', '$defs', 'definitions', 'patternProperties', 'dependentSchemas'];

/** A schema and all below it. */
export function* subschemas(
  schema: Schema,
  pointer = '#',
  property?: string,
): Generator<Subschema> {
  yield { schema, pointer, ...(property !== undefined && { property }) };
  for (const key of SINGLE) {
    const one = schema[key];
    if (isSchema(one)) yield* subschemas(one, `${pointer}/${key}`);
  }
  for (const key of LISTS) {
    const list: unknown = schema[key];
    for (const [index, one] of (Array.isArray(list) ? list : []).entries())
      if (isSchema(one)) yield* subschemas(one, `${pointer}/${key}/${index}`);
  }
  for (const key of MAPS) {
    const map = schema[key];
    for (const [name, one] of Object.entries(isSchema(map) ? map : {}))
      if (isSchema(one))
        yield* subschemas(
          one,
          `${pointer}/${key}/${name.replaceAll('/', '~1')}`,
          key === 'properties' ? name : undefined,
        );
  }
}

const isSchema = (value: unknown): value is Schema =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
