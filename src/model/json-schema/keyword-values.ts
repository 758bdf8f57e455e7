import { isObject } from '../../../runtime/src/utils/is-object.js';
import type { JsonSchemaObject } from '../json-schema.js';
import { isPattern } from '../pattern.js';
import { isSchema } from './subschemas.js';

interface KeywordRule {
  keywords: string;
  holds(value: unknown): boolean;
  /** The end of a sentence that begins with the keyword. */
  predicate: string;
}

const isLength = (value: unknown) => Number.isSafeInteger(value) && Number(value) >= 0;
const isText = (value: unknown) => typeof value === 'string';
const isFullList = (value: unknown, isValidItem: (item: unknown) => boolean) =>
  Array.isArray(value) && value.length > 0 && value.every(isValidItem);
const isTexts = (value: unknown) => Array.isArray(value) && value.every(isText);
const isMap = (value: unknown, isValidMember: (item: unknown) => boolean) =>
  isObject(value) && Object.values(value).every(isValidMember);

const TYPES: readonly unknown[] = [
  'string',
  'number',
  'integer',
  'boolean',
  'null',
  'array',
  'object',
];

const RULES: readonly KeywordRule[] = [
  {
    keywords:
      'minLength maxLength minItems maxItems minProperties maxProperties minContains maxContains',
    holds: isLength,
    predicate: 'must be a whole number, 0 or more',
  },
  {
    keywords: 'minimum maximum exclusiveMinimum exclusiveMaximum',
    holds: Number.isFinite,
    predicate: 'must be a number',
  },
  {
    keywords: 'multipleOf',
    holds: (value) => Number.isFinite(value) && Number(value) > 0,
    predicate: 'must be a number above 0',
  },
  { keywords: 'title description format $ref', holds: isText, predicate: 'must be a string' },
  {
    keywords: 'uniqueItems deprecated readOnly writeOnly',
    holds: (value) => typeof value === 'boolean',
    predicate: 'must be true or false',
  },
  {
    keywords: 'type',
    holds: (value) => isFullList([value].flat(), (type) => TYPES.includes(type)),
    predicate: 'must be the name of a type, or a list of them',
  },
  {
    keywords: 'pattern',
    holds: isPattern,
    predicate: 'must be a regular expression (ECMA-262, flag "u")',
  },
  { keywords: 'required', holds: isTexts, predicate: 'must be a list of strings' },
  { keywords: 'examples', holds: Array.isArray, predicate: 'must be a list' },
  {
    keywords: 'enum',
    holds: (value) => isFullList(value, () => true),
    predicate: 'must be a list of values',
  },
  {
    keywords: 'anyOf oneOf allOf prefixItems',
    holds: (value) => isFullList(value, isSchema),
    predicate: 'must be a list of schemas',
  },
  {
    keywords: 'properties dependentSchemas $defs definitions',
    holds: (value) => isMap(value, isSchema),
    predicate: 'must hold schemas by name',
  },
  {
    keywords: 'patternProperties',
    holds: (value) =>
      isMap(value, isSchema) && isObject(value) && Object.keys(value).every(isPattern),
    predicate: 'must hold schemas by regular expression (ECMA-262, flag "u")',
  },
  {
    keywords: 'dependentRequired',
    holds: (value) => isMap(value, isTexts),
    predicate: 'must hold lists of strings by name',
  },
  {
    keywords:
      'items additionalProperties propertyNames contains not if then else unevaluatedItems unevaluatedProperties',
    holds: isSchema,
    predicate: 'must be a schema',
  },
];

const RULE_BY_KEYWORD = new Map(
  RULES.flatMap((rule) => rule.keywords.split(' ').map((keyword) => [keyword, rule] as const)),
);

/** Returns keywords with invalid values, and the end of a sentence about each. */
export const wrongValues = (schema: JsonSchemaObject): [keyword: string, predicate: string][] =>
  Object.entries(schema).flatMap(([keyword, value]): [string, string][] => {
    const rule = RULE_BY_KEYWORD.get(keyword);
    return rule === undefined || rule.holds(value) ? [] : [[keyword, rule.predicate]];
  });
