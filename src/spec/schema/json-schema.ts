import type { JsonSchemaObject } from '../../model/json-schema.js';
import { argumentName, description } from './texts.js';

const ANY_SCHEMA = { $ref: '#/$defs/schema' };
const LENGTH: JsonSchemaObject = { type: 'integer', minimum: 0 };
const SCHEMAS: JsonSchemaObject = { type: 'array', items: ANY_SCHEMA, minItems: 1 };
const SCHEMA_MAP: JsonSchemaObject = { type: 'object', additionalProperties: ANY_SCHEMA };

/** Schemas for JSON Schema keywords whose values have a shape of their own. */
export const keywords: Readonly<Record<string, JsonSchemaObject>> = {
  type: {
    type: ['string', 'array'],
    if: { type: 'array' },
    then: { items: { $ref: '#/$defs/type' }, minItems: 1, uniqueItems: true },
    else: { $ref: '#/$defs/type' },
  },
  title: { type: 'string' },
  description: { type: 'string', maxLength: description.maxLength },
  default: {},
  examples: { type: 'array' },
  enum: { type: 'array', minItems: 1, uniqueItems: true },
  const: {},
  format: { type: 'string' },
  pattern: { type: 'string' },
  minLength: LENGTH,
  maxLength: LENGTH,
  minimum: { type: 'number' },
  maximum: { type: 'number' },
  exclusiveMinimum: { type: 'number' },
  exclusiveMaximum: { type: 'number' },
  multipleOf: { type: 'number', exclusiveMinimum: 0 },
  items: ANY_SCHEMA,
  prefixItems: SCHEMAS,
  minItems: LENGTH,
  maxItems: LENGTH,
  uniqueItems: { type: 'boolean' },
  properties: SCHEMA_MAP,
  required: { type: 'array', items: { type: 'string' }, uniqueItems: true },
  minProperties: LENGTH,
  maxProperties: LENGTH,
  additionalProperties: ANY_SCHEMA,
  patternProperties: SCHEMA_MAP,
  propertyNames: ANY_SCHEMA,
  anyOf: SCHEMAS,
  oneOf: SCHEMAS,
  allOf: SCHEMAS,
  not: ANY_SCHEMA,
  if: ANY_SCHEMA,
  then: ANY_SCHEMA,
  else: ANY_SCHEMA,
  $ref: { type: 'string', description: 'Points into "#/$defs/".' },
  $defs: SCHEMA_MAP,
};

export const schemaDefinitions: Record<string, JsonSchemaObject> = {
  type: { enum: ['string', 'number', 'integer', 'boolean', 'null', 'array', 'object'] },
  schema: {
    description:
      'A JSON Schema (draft 2020-12). Keywords that are not listed here are kept as they are.',
    type: ['object', 'boolean'],
    properties: keywords,
  },
};

const objectSchema = (text: string, properties: JsonSchemaObject): JsonSchemaObject => ({
  description: text,
  type: 'object',
  required: ['type'],
  properties: { ...keywords, type: { const: 'object' }, properties },
});

export const inputSchema: JsonSchemaObject = {
  ...objectSchema('The arguments, as a JSON Schema of an object.', {
    ...SCHEMA_MAP,
    propertyNames: argumentName,
  }),
  examples: [{ type: 'object' }],
};

export const outputSchema = objectSchema(
  'The structured result, as a JSON Schema of an object.',
  SCHEMA_MAP,
);
