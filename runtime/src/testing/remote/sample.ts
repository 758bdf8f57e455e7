import { isObject, objectOrEmpty } from '../../utils/is-object.js';
import { pointerTarget } from '../../utils/json-pointer.js';
import { schemaCheck } from '../../utils/schema-check.js';

type Schema = Readonly<Record<string, unknown>>;

/** A text that code which builds paths, URLs or commands of it would change. */
const TEXT = 'a/b';
const FORMATS: Readonly<Record<string, string>> = {
  date: '2026-01-02',
  'date-time': '2026-01-02T03:04:05Z',
  time: '03:04:05Z',
  email: 'ada@example.com',
  uri: 'https://example.com/a/b',
  uuid: '123e4567-e89b-42d3-a456-426614174000',
};
/** Levels below which only the required members and items are stated: a schema may refer to itself. */
const FULL_LEVELS = 3;
/** Levels below which there is only null, in a schema that no value fits. */
const MAX_LEVELS = 20;

/**
 * Returns the arguments of a tool, with all that its schema names; only the required ones if those do
 * not fit, as with alternatives.
 */
export function sampleArguments(inputSchema: Schema): Readonly<Record<string, unknown>> {
  try {
    const check = schemaCheck(inputSchema);
    const samples = [0, FULL_LEVELS].map((level) =>
      objectOrEmpty(sampleOf({ type: 'object', ...inputSchema }, inputSchema, level)),
    );
    return samples.find((sample) => check(sample).length === 0) ?? samples[0]!;
  } catch {
    return { sample: TEXT }; // The schema refers to what it lacks; the tool is served as it is.
  }
}

/** Returns a value that fits a schema, by the keywords that most servers use. */
function sampleOf(schemaOrBoolean: unknown, root: Schema, level: number): unknown {
  if (level > MAX_LEVELS) return null;
  const { anyOf, oneOf, ...schema } = resolveSchema(schemaOrBoolean, root, level);
  if ('const' in schema) return schema.const;
  const [statedValue] = [schema.default, ...listOf(schema.examples), ...listOf(schema.enum)].filter(
    (value) => value !== undefined && value !== null,
  );
  if (statedValue !== undefined) return statedValue;
  const alternatives = [...listOf(anyOf), ...listOf(oneOf)];
  const isNull = (subschema: unknown) => objectOrEmpty(subschema).type === 'null';
  const alternative =
    alternatives.find((candidate) => isNull(candidate) === level >= FULL_LEVELS) ?? alternatives[0];
  if (alternative !== undefined) return sampleOf({ allOf: [schema, alternative] }, root, level + 1);
  switch (typeOf(schema)) {
    case 'string':
      return textOf(schema);
    case 'integer':
    case 'number':
      return numberOf(schema);
    case 'boolean':
      return true;
    case 'null':
      return null;
    case 'array':
      return itemsOf(schema, root, level);
    default:
      return membersOf(schema, root, level);
  }
}

/** Returns the schema with what it refers to, and with the parts of its `allOf`. */
function resolveSchema(schemaOrBoolean: unknown, root: Schema, level: number): Schema {
  if (level > MAX_LEVELS) return {};
  const { $ref, allOf, ...schema } = objectOrEmpty(schemaOrBoolean);
  const target = typeof $ref === 'string' ? [pointerTarget(root, $ref)] : [];
  const parts = [...target, ...listOf(allOf)].map((part) => resolveSchema(part, root, level + 1));
  return parts.reduce<Schema>(
    (merged, part) => ({
      ...part,
      ...merged,
      ...(('properties' in part || 'properties' in merged) && {
        properties: { ...objectOrEmpty(part.properties), ...objectOrEmpty(merged.properties) },
        required: [...listOf(merged.required), ...listOf(part.required)],
      }),
    }),
    schema,
  );
}

function typeOf({ type, properties, items }: Schema): unknown {
  if (type !== undefined)
    return listOf([type].flat()).find((typeName) => typeName !== 'null') ?? 'null';
  if (isObject(properties)) return 'object';
  return items === undefined ? 'string' : 'array';
}

function textOf({ format, minLength = 0, maxLength = Infinity }: Schema): string {
  const text = FORMATS[String(format)] ?? TEXT.padEnd(Number(minLength), 'b');
  return text.slice(0, Number(maxLength));
}

function numberOf({ minimum, exclusiveMinimum, maximum, exclusiveMaximum, multipleOf }: Schema) {
  const step = Number(multipleOf ?? 1);
  const least = Math.max(
    Number(minimum ?? -Infinity),
    typeof exclusiveMinimum === 'number' ? exclusiveMinimum + step : -Infinity,
  );
  const most = Math.min(
    Number(maximum ?? Infinity),
    typeof exclusiveMaximum === 'number' ? exclusiveMaximum - step : Infinity,
  );
  return Math.min(Math.max(Math.ceil(least / step) * step, step), most);
}

function itemsOf(
  { items, prefixItems, minItems = 0, maxItems = Infinity }: Schema,
  root: Schema,
  level: number,
) {
  const first = listOf(prefixItems).map((item) => sampleOf(item, root, level + 1));
  const least = level < FULL_LEVELS && items !== false ? 1 : 0;
  const count = Math.min(Math.max(Number(minItems), least), Number(maxItems));
  const others = Array.from({ length: Math.max(count - first.length, 0) }, () =>
    sampleOf(items, root, level + 1),
  );
  return [...first, ...others];
}

function membersOf({ properties, required }: Schema, root: Schema, level: number) {
  const entries = Object.entries(objectOrEmpty(properties)).filter(
    ([name]) => level < FULL_LEVELS || listOf(required).includes(name),
  );
  return Object.fromEntries(
    entries.map(([name, member]) => [name, sampleOf(member, root, level + 1)]),
  );
}

const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
