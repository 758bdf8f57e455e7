import type { JsonSchema, JsonSchemaObject } from '../../model/json-schema.js';
import type { SchemaFact, SchemaProperty, Subschema } from '../../model/schema.js';

const LISTS = ['prefixItems', 'anyOf', 'oneOf', 'allOf'] as const;

/** A schema and all below it, parents first. */
export function* subschemas(
  schema: SchemaFact,
  pointer = '#',
  property?: SchemaProperty,
): Generator<Subschema> {
  yield { pointer, schema, ...(property && { property }) };
  for (const each of schema.properties ?? []) {
    const name = each.name.replaceAll('~', '~0').replaceAll('/', '~1');
    yield* subschemas(each.schema, `${pointer}/properties/${name}`, each);
  }
  if (schema.items) yield* subschemas(schema.items, `${pointer}/items`);
  if (typeof schema.additionalProperties === 'object') {
    yield* subschemas(schema.additionalProperties, `${pointer}/additionalProperties`);
  }
  for (const key of LISTS) {
    for (const [index, branch] of (schema[key] ?? []).entries()) {
      yield* subschemas(branch, `${pointer}/${key}/${index}`);
    }
  }
}

/** As `tools/list` shows it; parts that cannot be determined are `{}`. */
export function jsonSchema(schema: SchemaFact): JsonSchemaObject {
  if (schema.recursive) return { $ref: '#' };
  const shown: JsonSchemaObject = { ...schema.keywords };
  const { properties, items, additionalProperties } = schema;
  if (properties) {
    shown.properties = Object.fromEntries(
      properties.map((each) => [each.name, jsonSchema(each.schema)]),
    );
    const required = properties.filter(({ optional }) => !optional).map(({ name }) => name);
    if (required.length > 0) shown.required = required;
  }
  if (items) shown.items = jsonSchema(items);
  if (additionalProperties !== undefined) {
    shown.additionalProperties =
      typeof additionalProperties === 'boolean'
        ? additionalProperties
        : jsonSchema(additionalProperties);
  }
  for (const key of LISTS) {
    const branches: JsonSchema[] | undefined = schema[key]?.map(jsonSchema);
    if (branches) shown[key] = branches;
  }
  return folded(compacted(shown));
}

/** zod 4 writes alternatives that are nothing but types as a list of types. */
function compacted(schema: JsonSchemaObject): JsonSchemaObject {
  const { anyOf, ...rest } = schema;
  if (!Array.isArray(anyOf) || 'type' in schema) return schema;
  const types = (anyOf as JsonSchemaObject[]).flatMap((branch) =>
    // made above
    Object.keys(branch).join() === 'type' ? [branch.type ?? []].flat() : [undefined],
  );
  const known = types.filter((type) => type !== undefined);
  return known.length === types.length ? { ...rest, type: [...new Set(known)] } : schema;
}

/** … and an intersection of objects as one object, where no two differ about one property. */
function folded(schema: JsonSchemaObject): JsonSchemaObject {
  const { allOf, ...rest } = schema;
  if (!Array.isArray(allOf) || 'type' in schema) return schema;
  const members = allOf as JsonSchemaObject[]; // made above
  const simple = members.every(
    (member) => member.type === 'object' && Object.keys(member).every((key) => FOLDABLE.has(key)),
  );
  if (!simple || !agree(members)) return schema;
  const properties = Object.fromEntries(
    members.flatMap((each) => Object.entries(each.properties ?? {})),
  );
  const required = [...new Set(members.flatMap((each) => each.required ?? []))];
  return { ...rest, type: 'object', properties, ...(required.length > 0 && { required }) };
}

function agree(members: readonly JsonSchemaObject[]): boolean {
  const said = new Map<string, string>();
  return members
    .flatMap(({ properties }) => Object.entries(properties ?? {}))
    .every(([name, schema]) => {
      const words = JSON.stringify(schema);
      const before = said.get(name) ?? words;
      said.set(name, words);
      return before === words;
    });
}

const FOLDABLE = new Set(['type', 'properties', 'required']);
