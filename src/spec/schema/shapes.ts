import type { JsonSchemaObject } from '../../model/json-schema.js';

/** Returns the schema of an object without unknown keys. */
export const record = (
  text: string,
  requiredKeys: readonly string[],
  properties: Record<string, JsonSchemaObject>,
): JsonSchemaObject => ({
  description: text,
  type: 'object',
  required: [...requiredKeys],
  properties,
  additionalProperties: false,
});

interface SettingsSchema {
  required: readonly string[];
  properties: object;
  /** Groups of settings, one of which must be complete. */
  oneOf?: readonly (readonly string[])[];
}

/** Returns the schema of an object whose other keys depend on the value of one: `allOf` with `if` and `then`. */
export const variants = (
  text: string,
  key: string,
  keyText: string,
  settings: Readonly<Record<string, SettingsSchema>>,
): JsonSchemaObject => ({
  description: text,
  type: 'object',
  required: [key],
  properties: { [key]: { description: keyText, enum: Object.keys(settings) } },
  allOf: Object.entries(settings).map(
    ([value, { required: requiredKeys, properties, oneOf = [] }]) => ({
      if: { required: [key], properties: { [key]: { const: value } } },
      then: {
        required: [...requiredKeys],
        properties: { [key]: true, ...properties },
        additionalProperties: false,
        ...oneGroupRequired(oneOf),
      },
    }),
  ),
});

/**
 * Returns a schema that requires one of several groups. It consists of `if` and `else`, because
 * `anyOf` would not tell which key is missing.
 */
function oneGroupRequired([
  first,
  ...otherGroups
]: readonly (readonly string[])[]): JsonSchemaObject {
  if (first === undefined) return {};
  const group = { required: [...first] };
  return otherGroups.length === 0 ? group : { if: group, else: oneGroupRequired(otherGroups) };
}

/**
 * Returns the schema of a list. Its maximum length exceeds that of any API that is imported whole:
 * GitHub has 1,223 operations.
 */
export const list = (text: string, items: JsonSchemaObject): JsonSchemaObject => ({
  description: text,
  type: 'array',
  items,
  maxItems: 10_000,
});
