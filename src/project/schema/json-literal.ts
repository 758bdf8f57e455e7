import type { Code, Located } from '../../model/code.js';
import type { SchemaFact, SchemaProperty } from '../../model/schema.js';
import { placeOf, schemaFact, unseen, withKeywords } from './fact.js';

const ONE = ['items', 'additionalProperties'] as const;
const SEVERAL = ['prefixItems', 'anyOf', 'oneOf', 'allOf'] as const;

/** JSON Schema in an object literal. */
export function jsonLiteral(code: Code, located: Located): SchemaFact {
  const object = code.object(located);
  if (!object) return unseen(located, 'a schema that is put together at run time');
  let schema = schemaFact(placeOf(located), {});
  const required = object.properties.find(({ key }) => key === 'required');
  const names = required ? jsonValue(code, required) : [];
  for (const property of object.properties) {
    const { key } = property;
    if (key === 'properties') {
      const properties = propertiesOf(code, property, Array.isArray(names) ? names : []);
      schema = properties ? { ...schema, properties } : { ...schema, unseen: 'properties' };
    } else if (isOneOf(ONE, key)) {
      const constant = code.constant(property);
      const only = constant === true || constant === false ? constant : jsonLiteral(code, property);
      if (key === 'additionalProperties') schema = { ...schema, additionalProperties: only };
      else if (typeof only === 'object') schema = { ...schema, items: only };
    } else if (isOneOf(SEVERAL, key)) {
      const branches = code.list(property)?.map((each) => jsonLiteral(code, each));
      schema = branches ? { ...schema, [key]: branches } : { ...schema, unseen: key };
    } else schema = withKeywords(schema, { [key]: jsonValue(code, property) });
  }
  return object.partial ? { ...schema, unseen: 'keywords that are spread' } : schema;
}

function propertiesOf(
  code: Code,
  located: Located,
  required: readonly unknown[],
): SchemaProperty[] | undefined {
  const object = code.object(located);
  if (!object || object.partial) return undefined;
  return object.properties.map((property) => ({
    name: property.key,
    at: property.at,
    optional: !required.includes(property.key),
    schema: jsonLiteral(code, property),
  }));
}

/** A value of JSON that stands in the source; undefined where a part of it cannot be determined. */
export function jsonValue(code: Code, located: Located): unknown {
  const constant = code.constant(located);
  if (constant !== undefined) return constant;
  const list = code.list(located)?.map((each) => jsonValue(code, each));
  if (list) return list.includes(undefined) ? undefined : list;
  const object = code.object(located);
  if (!object || object.partial) return undefined;
  const entries = object.properties.map((each) => [each.key, jsonValue(code, each)] as const);
  return entries.some(([, value]) => value === undefined) ? undefined : Object.fromEntries(entries);
}

const isOneOf = <T extends string>(list: readonly T[], key: string): key is T =>
  (list as readonly string[]).includes(key); // wider, to ask about any key
