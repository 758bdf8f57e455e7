import type { JsonSchemaObject, JsonSchemaType } from '../../model/json-schema.js';

const BOUNDS = ['minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum', 'multipleOf'];

type KeywordsByType = Readonly<Record<JsonSchemaType, readonly string[]>>;

/** Keywords that restrict values of one type and that zod supports. */
const SUPPORTED_KEYWORDS: KeywordsByType = {
  string: ['minLength', 'maxLength', 'pattern'],
  number: BOUNDS,
  integer: BOUNDS,
  boolean: [],
  null: [],
  array: ['items', 'minItems', 'maxItems'],
  object: ['properties', 'required', 'additionalProperties'],
};

/**
 * Keywords that restrict values of one type and that zod does not support (JSON Schema 2020-12,
 * core sections 10.3 and 11, validation section 6).
 */
const UNSUPPORTED_KEYWORDS: KeywordsByType = {
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

const TYPELESS_KEYWORDS = [
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

const ALL_KEYWORDS: ReadonlySet<string> = new Set(
  [
    'type',
    TYPELESS_KEYWORDS,
    Object.values(SUPPORTED_KEYWORDS),
    Object.values(UNSUPPORTED_KEYWORDS),
  ].flat(2),
);

/** Keywords that identify a schema; they have no meaning in another document. */
export const IDENTIFIERS = ['$schema', '$id', 'id', '$anchor', '$vocabulary'];

/** Returns whether a keyword decides which values are valid; all others are notes for readers. */
export const isAssertion = (keyword: string): boolean => ALL_KEYWORDS.has(keyword);

/** Returns keywords that restrict only values of this type. */
export const keywordsFor = (type: JsonSchemaType): readonly string[] => [
  ...SUPPORTED_KEYWORDS[type],
  ...UNSUPPORTED_KEYWORDS[type],
];

/** Returns the keywords of a type that zod supports. */
export const keywordsInZod = (type: JsonSchemaType): readonly string[] => SUPPORTED_KEYWORDS[type];

/** Returns keywords in a schema that restrict values of this type and that zod does not support. */
export const keywordsNotInZod = (type: JsonSchemaType, schema: JsonSchemaObject): string[] =>
  UNSUPPORTED_KEYWORDS[type].filter((keyword) => keyword in schema && !isTrivial(keyword, schema));

/** Returns the keywords of the schema that restrict values of any type. */
export const generalAssertions = (schema: JsonSchemaObject): string[] =>
  Object.keys(schema).filter((keyword) => TYPELESS_KEYWORDS.includes(keyword));

/** Returns whether a keyword has no effect. */
const isTrivial = (keyword: string, schema: JsonSchemaObject): boolean =>
  (keyword === 'uniqueItems' && schema.uniqueItems === false) ||
  (keyword === 'minProperties' && schema.minProperties === 0);
