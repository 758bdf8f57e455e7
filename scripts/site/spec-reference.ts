import type { JsonSchemaObject } from '../../src/model/json-schema.js';
import type { KindsAndStyles } from '../../src/model/kinds-and-styles.js';
import { specSchema } from '../../src/spec/schema.js';
import { code, page, section, table } from './markdown.js';

const HEAD = ['key', '', 'type', 'meaning'];

/** Every key of a spec, from the JSON Schema that "mcp-provider schema" prints. */
export const specReferencePage = ({ kinds, styles }: KindsAndStyles): string =>
  page(
    'Spec reference',
    'Every key of a spec, by kind of provider. `mcp-provider schema spec` prints the same as a JSON Schema, for editors. The settings of `auth` are in [Auth styles](/auth-styles.md).',
    ...Object.entries(kinds).map(([name, kind]) =>
      section(
        `Kind ${code(name)}`,
        `${kind.label}.`,
        table(HEAD, rowsOf(specSchema({ kinds: { [name]: kind }, styles }), '')),
      ),
    ),
  );

/** An object's keys, and those of the objects in it, by their path; `[]` stands for the items of an array. */
function rowsOf(schema: JsonSchemaObject, path: string): string[][] {
  const { properties, required } = schema;
  const isRequired = (key: string) => Array.isArray(required) && required.includes(key);
  return objectsIn(properties).flatMap(([key, value]) => [
    [
      code(`${path}${key}`),
      isRequired(key) ? 'required' : 'optional',
      typeOf(value),
      textOf(value.description),
    ],
    // A JSON Schema has keys of its own.
    ...(key.endsWith('Schema') ? [] : rowsOf(value, `${path}${key}.`)),
    ...(isObject(value.items) ? rowsOf(value.items, `${path}${key}[].`) : []),
  ]);
}

function typeOf({ type, enum: values, items }: JsonSchemaObject): string {
  if (Array.isArray(values)) return values.map((value) => code(JSON.stringify(value))).join(', ');
  if (type === 'array') return isObject(items) ? `array of ${typeOf(items)}` : 'array';
  return typeof type === 'string' ? type : Array.isArray(type) ? type.join(' or ') : '';
}

const textOf = (description: unknown): string =>
  typeof description === 'string' ? description.replaceAll('\n', ' ') : '';

const isObject = (value: unknown): value is JsonSchemaObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const objectsIn = (properties: unknown): [string, JsonSchemaObject][] =>
  isObject(properties)
    ? Object.entries(properties).filter((entry): entry is [string, JsonSchemaObject] =>
        isObject(entry[1]),
      )
    : [];
