import type { JsonSchemaObject } from '../../model/json-schema.js';

/** An object of which every key is known. */
export const record = (
  text: string,
  required: readonly string[],
  properties: Record<string, JsonSchemaObject>,
): JsonSchemaObject => ({
  description: text,
  type: 'object',
  required: [...required],
  properties,
  additionalProperties: false,
});

interface Settings {
  required: readonly string[];
  properties: object;
  /** Groups of settings, one of which must be complete. */
  oneOf?: readonly (readonly string[])[];
}

/** An object whose other keys depend on the value of one: `allOf` of `if` and `then`. */
export const variants = (
  text: string,
  key: string,
  keyText: string,
  settings: Readonly<Record<string, Settings>>,
): JsonSchemaObject => ({
  description: text,
  type: 'object',
  required: [key],
  properties: { [key]: { description: keyText, enum: Object.keys(settings) } },
  allOf: Object.entries(settings).map(([value, { required, properties, oneOf = [] }]) => ({
    if: { required: [key], properties: { [key]: { const: value } } },
    then: {
      required: [...required],
      properties: { [key]: true, ...properties },
      additionalProperties: false,
      ...either(oneOf),
    },
  })),
});

/** `if` and `else` instead of `anyOf`: what is missing can be named. */
function either([first, ...others]: readonly (readonly string[])[]): JsonSchemaObject {
  if (first === undefined) return {};
  const group = { required: [...first] };
  return others.length === 0 ? group : { if: group, else: either(others) };
}

/** More of them than any API has that people import whole: GitHub has 1,223 operations. */
export const list = (text: string, items: JsonSchemaObject): JsonSchemaObject => ({
  description: text,
  type: 'array',
  items,
  maxItems: 10_000,
});
