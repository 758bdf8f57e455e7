import { filledText, type RawObject, type Schema } from '../model.js';

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
export const HANDLED = new Set([
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
const LEAST_SIZES = new Set(['minLength', 'minItems', 'minProperties']);

/** The bounds of a schema. Up to OpenAPI 3.0, `exclusiveMinimum: true` makes `minimum` exclusive. */
export function boundsOf(schema: RawObject): Schema {
  const exclusive = (name: string) => schema[`exclusive${name}`] === true;
  const bounds = BOUNDS.flatMap((key): [string, unknown][] => {
    const value = schema[key];
    if (value === undefined || (key === 'format' && !FORMATS.has(filledText(value) ?? '')))
      return [];
    if (value === 0 && LEAST_SIZES.has(key)) return [];
    const isAbove = key === 'exclusiveMinimum' || (key === 'minimum' && exclusive('Minimum'));
    if (isAbove && value === 0 && schema.type === 'integer') return [['minimum', 1]];
    if (key === 'minimum' && exclusive('Minimum')) return [['exclusiveMinimum', value]];
    if (key === 'maximum' && exclusive('Maximum')) return [['exclusiveMaximum', value]];
    return typeof value === 'boolean' && key.startsWith('exclusive') ? [] : [[key, value]];
  });
  return Object.fromEntries(bounds);
}
