import { omit } from '../../model/json-schema/subschemas.js';
import { listOrEmpty, nonBlankText, type RawObject, type Schema } from '../model.js';

/** Keywords that are copied unchanged. */
export const BOUNDS = [
  'minLength',
  'maxLength',
  'pattern',
  'minimum',
  'maximum',
  'exclusiveMinimum',
  'exclusiveMaximum',
  'multipleOf',
  'minItems',
  'maxItems',
  'uniqueItems',
  'minProperties',
  'maxProperties',
  'format',
  'default',
  'contentEncoding',
  'contentMediaType',
];
/** Keywords that the conversion supports; others are reported as losses. */
export const SUPPORTED_KEYWORDS = new Set([
  '$ref',
  'type',
  'properties',
  'required',
  'items',
  'prefixItems',
  'additionalProperties',
  'patternProperties',
  'enum',
  'const',
  'oneOf',
  'anyOf',
  'allOf',
  'not',
  'discriminator',
  '$defs',
  'definitions',
  '$schema',
  '$id',
  '$anchor',
  ...BOUNDS,
]);
/** Formats that validators support. Ajv logs a warning for others, such as widths of numbers. */
const FORMATS = new Set([
  'date-time',
  'date',
  'time',
  'duration',
  'email',
  'hostname',
  'ipv4',
  'ipv6',
  'uri',
  'uri-reference',
  'uuid',
  'regex',
  'json-pointer',
]);

/** Minimum sizes, which are omitted if they are 0. */
const MIN_SIZE_KEYWORDS = new Set(['minLength', 'minItems', 'minProperties']);

/** Returns the bounds of a schema. Up to OpenAPI 3.0, `exclusiveMinimum: true` makes `minimum` exclusive. */
export function schemaBounds(schema: RawObject): Schema {
  const isExclusive = (name: string) => schema[`exclusive${name}`] === true;
  const bounds = BOUNDS.flatMap((key): [string, unknown][] => {
    const value = schema[key];
    if (value === undefined || (key === 'format' && !FORMATS.has(nonBlankText(value) ?? '')))
      return [];
    if (value === 0 && MIN_SIZE_KEYWORDS.has(key)) return [];
    const isAbove = key === 'exclusiveMinimum' || (key === 'minimum' && isExclusive('Minimum'));
    if (isAbove && value === 0 && schema.type === 'integer') return [['minimum', 1]];
    if (key === 'minimum' && isExclusive('Minimum')) return [['exclusiveMinimum', value]];
    if (key === 'maximum' && isExclusive('Maximum')) return [['exclusiveMaximum', value]];
    return typeof value === 'boolean' && key.startsWith('exclusive') ? [] : [[key, value]];
  });
  return Object.fromEntries(bounds);
}

/** Keywords that only apply to values of some types. */
const KEYWORDS_OF: readonly (readonly [types: readonly string[], keywords: readonly string[]])[] = [
  [
    ['string', 'file'],
    ['minLength', 'maxLength', 'pattern'],
  ],
  [
    ['number', 'integer'],
    ['minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum', 'multipleOf'],
  ],
  [['array'], ['minItems', 'maxItems', 'uniqueItems', 'items']],
  [['object'], ['minProperties', 'maxProperties', 'properties']],
];

/**
 * Returns the schema without what its type rules out: keywords of other types, and choices of
 * another type, which replace the type if there are no others.
 */
export function withPossibleKeywords(
  schema: RawObject,
  reportLoss: (kind: string, detail: string) => void,
): RawObject {
  const types = [schema.type].flat().filter((type) => typeof type === 'string');
  if (types.length === 0) return schema;
  const typeNames = types.join(' or ');
  const otherKeywords = KEYWORDS_OF.flatMap(([keywordTypes, keywords]) =>
    types.some((type) => keywordTypes.includes(type))
      ? []
      : keywords.filter((key) => schema[key] !== undefined && typeof schema[key] !== 'boolean'),
  );
  if (otherKeywords.length > 0)
    reportLoss(
      'keyword',
      `The type ${typeNames} has no "${otherKeywords.join('", "')}", which is ignored.`,
    );
  const possible = omit(schema, otherKeywords);
  const values: unknown[] = listOrEmpty(schema.enum);
  const choices = values.filter((value) => value === null || isOfType(value, types));
  if (choices.length === values.length) return possible;
  const otherValues = values.filter((value) => !choices.includes(value));
  const isWrong = choices.every((value) => value === null);
  // Other keywords of a list or an object describe it too: there, the values are wrong.
  const isTypeWrong = isWrong && !types.some((type) => type === 'array' || type === 'object');
  const quotedValues = otherValues.map((value) => JSON.stringify(value)).join(', ');
  reportLoss(
    'enum',
    isTypeWrong
      ? `Its values are not of the type ${typeNames}, which is ignored: ${quotedValues}.`
      : `Values that are not of the type ${typeNames} are left out: ${quotedValues}.`,
  );
  if (isWrong) return omit(possible, [isTypeWrong ? 'type' : 'enum']);
  return { ...possible, enum: choices };
}

/** Returns whether a value is of one of these types. */
export const isOfType = (value: unknown, types: readonly unknown[]): boolean =>
  types.includes(Array.isArray(value) ? 'array' : typeof value) ||
  (types.includes('integer') && Number.isInteger(value)) ||
  (types.includes('file') && typeof value === 'string');
