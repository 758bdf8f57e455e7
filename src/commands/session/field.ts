import type { Json, JsonObject } from '../../model/json.js';
import { isObject } from '../../model/json.js';

/** One property of an object schema, as far as a line of text can fill it in. */
export interface Field {
  name: string;
  title: string | undefined;
  description: string | undefined;
  required: boolean;
  /** `json`: any value, written as JSON. */
  type: 'string' | 'integer' | 'number' | 'boolean' | 'strings' | 'json';
  /** The only values. */
  options: readonly Option[] | undefined;
  initial: Json | undefined;
  schema: JsonObject;
}

export interface Option {
  value: Json;
  label: string;
}

/** The properties of a tool's input schema, or of a form that a server sends (elicitation). */
export function fieldsOf(schema: Json | undefined): Field[] {
  if (!isObject(schema) || !isObject(schema.properties)) return [];
  const required = Array.isArray(schema.required) ? schema.required : [];
  return Object.entries(schema.properties).map(([name, property]) =>
    fieldOf(name, property, required.includes(name)),
  );
}

export function fieldOf(name: string, property: Json, required: boolean): Field {
  const schema = isObject(property) ? property : {};
  return {
    name,
    title: text(schema.title),
    description: text(schema.description),
    required,
    type: typeOf(schema),
    options: optionsOf(schema),
    initial: schema.default,
    schema,
  };
}

/** Whether an object may have properties that its schema does not name. */
export const takesOthers = (schema: Json | undefined): boolean =>
  !isObject(schema) ||
  !isObject(schema.properties) ||
  schema.additionalProperties === true ||
  isObject(schema.additionalProperties) ||
  isObject(schema.patternProperties);

function typeOf(schema: JsonObject): Field['type'] {
  const types = [schema.type].flat().filter((type) => type !== 'null');
  const [type, another] = types;
  if (another !== undefined) return 'json';
  if (type === 'array') return isStrings(schema.items) ? 'strings' : 'json';
  if (type === 'string' || type === 'integer' || type === 'number' || type === 'boolean')
    return type;
  return 'json';
}

const isStrings = (items: Json | undefined): boolean =>
  isObject(items) && (items.type === 'string' || optionsOf(items) !== undefined);

/** `enum`, or `oneOf` and `anyOf` of titled constants (MCP, "Elicitation"); of an array, those of its items. */
function optionsOf(schema: JsonObject): Option[] | undefined {
  if (schema.type === 'array') return isObject(schema.items) ? optionsOf(schema.items) : undefined;
  if (Array.isArray(schema.enum))
    return schema.enum.map((value) => ({ value, label: shown(value) }));
  const titled = schema.oneOf ?? schema.anyOf;
  if (!Array.isArray(titled)) return undefined;
  const options = titled.flatMap((each) =>
    isObject(each) && each.const !== undefined
      ? [{ value: each.const, label: text(each.title) ?? shown(each.const) }]
      : [],
  );
  return options.length === titled.length ? options : undefined;
}

const text = (value: Json | undefined): string | undefined =>
  typeof value === 'string' && value !== '' ? value : undefined;

export const shown = (value: Json): string =>
  typeof value === 'string' ? value : JSON.stringify(value);
