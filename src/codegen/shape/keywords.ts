import type { JsonSchemaObject, JsonSchemaType } from '../../model/json-schema.js';

const BOUNDS = ['minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum', 'multipleOf'];

type OfType = Readonly<Record<JsonSchemaType, readonly string[]>>;

/** Keywords that restrict values of one type and that zod has words for. */
const SPOKEN: OfType = {
  string: ['minLength', 'maxLength', 'pattern'],
  number: BOUNDS,
  integer: BOUNDS,
  boolean: [],
  null: [],
  array: ['items', 'minItems', 'maxItems'],
  object: ['properties', 'required', 'additionalProperties'],
};

/** The others of them (JSON Schema 2020-12, core sections 10.3 and 11, validation section 6). */
const UNSPOKEN: OfType = {
  string: [],
  number: [],
  integer: [],
  boolean: [],
  null: [],
  array: [
    'prefixItems',
    'uniqueItems',
    'contains',
    'minContains',
    'maxContains',
    'unevaluatedItems',
  ],
  object: [
    'patternProperties',
    'propertyNames',
    'minProperties',
    'maxProperties',
    'dependentRequired',
    'dependentSchemas',
    'unevaluatedProperties',
  ],
};

const OF_ANY_TYPE = [
  '$ref',
  'enum',
  'const',
  'anyOf',
  'oneOf',
  'allOf',
  'not',
  'if',
  'then',
  'else',
];

const ALL: ReadonlySet<string> = new Set(
  ['type', OF_ANY_TYPE, Object.values(SPOKEN), Object.values(UNSPOKEN)].flat(2),
);

/** Keywords that name a schema to programs; they mean nothing in another document. */
export const IDENTIFIERS = ['$schema', '$id', 'id', '$anchor', '$vocabulary'];

/** Whether a keyword says which values are valid; all others are notes for readers. */
export const isAssertion = (keyword: string): boolean => ALL.has(keyword);

/** Keywords that restrict values of a type and of no other. */
export const keywordsFor = (type: JsonSchemaType): readonly string[] => [
  ...SPOKEN[type],
  ...UNSPOKEN[type],
];

/** Keywords of a type that zod has words for. */
export const keywordsInZod = (type: JsonSchemaType): readonly string[] => SPOKEN[type];

/** Keywords in a schema that restrict values of this type, and that zod has no words for. */
export const keywordsNotInZod = (type: JsonSchemaType, schema: JsonSchemaObject): string[] =>
  UNSPOKEN[type].filter((keyword) => keyword in schema && !isTrivial(keyword, schema));

/** Keywords of the schema that restrict values whatever their type. */
export const generalAssertions = (schema: JsonSchemaObject): string[] =>
  Object.keys(schema).filter((keyword) => OF_ANY_TYPE.includes(keyword));

/** States what holds anyway. */
const isTrivial = (keyword: string, schema: JsonSchemaObject): boolean =>
  (keyword === 'uniqueItems' && schema.uniqueItems === false) ||
  (keyword === 'minProperties' && schema.minProperties === 0);
