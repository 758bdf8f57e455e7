import { hasSafeBounds } from '../codegen/zod-shape/shape.js';
import { COMPONENT } from '../model/component.js';
import type { JsonSchemaObject, JsonSchemaType } from '../model/json-schema.js';
import { snakeCase } from '../model/names.js';
import { escapePattern } from '../model/text/wildcard.js';
import { commentLine } from './identifiers.js';
import type { Column, ColumnPrivilege, Dialect } from './model.js';

/** The form in JSON of the values of a type. */
export type TypeFamily =
  | (
      | 'integer'
      | 'int64'
      | 'flag'
      | 'set'
      | 'number'
      | 'decimal'
      | 'boolean'
      | 'text'
      | 'enum'
      | 'date'
      | 'instant'
    )
  | ('timestamp' | 'time' | 'moment' | 'uuid' | 'json' | 'bytes' | 'array' | 'any' | 'other')
  | 'unreadable';

/** Families by the name of the type without modifiers; the first match counts. */
const FAMILIES: Readonly<Record<Dialect, readonly (readonly [RegExp, TypeFamily])[]>> = {
  postgres: [
    [/\[\]$/, 'array'],
    [/^(smallint|integer|oid)$/, 'integer'],
    [/^bigint$/, 'int64'],
    [/^(real|double precision)$/, 'number'],
    [/^numeric$/, 'decimal'],
    [/^boolean$/, 'boolean'],
    [/^(text|character varying|character|citext|name)$/, 'text'],
    [/^date$/, 'date'],
    [/^timestamp with time zone$/, 'instant'],
    [/^timestamp without time zone$/, 'timestamp'],
    [/^time without time zone$/, 'time'],
    [/^uuid$/, 'uuid'],
    [/^jsonb?$/, 'json'],
    [/^bytea$/, 'bytes'],
  ],
  mysql: [
    [/^(tinyint|bit)\(1\)/, 'flag'],
    [/^bigint\b/, 'int64'],
    [/^((tiny|small|medium)?int|year)\b/, 'integer'],
    [/^set\(/, 'set'],
    [/^(float|double)\b/, 'number'],
    [/^decimal\b/, 'decimal'],
    [/^(char|varchar|(tiny|medium|long)?text)\b/, 'text'],
    [/^date$/, 'date'],
    [/^(timestamp|datetime)\b/, 'timestamp'],
    [/^time\b/, 'time'],
    [/^uuid$/, 'uuid'],
    [/^json$/, 'json'],
    [/^(binary|varbinary|(tiny|medium|long)?blob|bit)\b/, 'bytes'],
    [/^(geometry|point|(multi)?(linestring|polygon)|multipoint|geom\w*)$/, 'unreadable'],
  ],
  // SQLite, "Determination Of Column Affinity"; type names of other databases also occur.
  sqlite: [
    [/bool/, 'boolean'],
    [/int/, 'int64'],
    [/char|clob|text|uuid|json/, 'text'],
    [/date|time/, 'moment'],
    [/blob/, 'bytes'],
    [/real|floa|doub|num|dec/, 'number'],
    [/^(any)?$/, 'any'],
  ],
};

const isArray = (type: string): boolean => type.endsWith('[]');

/** Returns the type without modifiers: `character varying(40)` becomes `character varying`. */
const withoutModifiers = (type: string): string => type.replace(/\([^)]*\)/g, '').trim();

export function typeFamily({ type, values }: Column, dialect: Dialect): TypeFamily {
  if (values && !isArray(type)) return 'enum';
  const name = type.toLowerCase();
  const text = dialect === 'mysql' ? name : withoutModifiers(name);
  return FAMILIES[dialect].find(([pattern]) => pattern.test(text))?.[1] ?? 'other';
}

/** Returns the type as statements name it. */
export const qualifiedType = ({ schema, type }: Pick<Column, 'schema' | 'type'>): string =>
  schema === undefined ? type : `${schema}.${type}`;

export const isFlag = (column: Column, dialect: Dialect): boolean =>
  ['boolean', 'flag'].includes(typeFamily(column, dialect));

const DAY = '\\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\\d|3[01])';
const MINUTE = '([01]\\d|2[0-3]):[0-5]\\d';

/** Returns the pattern of a time of day. @param digits of fractions of a second */
const clock = (digits: number): string => `${MINUTE}(:[0-5]\\d${fraction(digits)})?`;

/** Returns the pattern of what may follow a whole number without being rounded. */
function fraction(digits: number): string {
  if (digits === Infinity) return '(\\.\\d+)?';
  return digits === 0 ? '(\\.0+)?' : `(\\.\\d{1,${digits}}0*)?`;
}

/** Returns the number of digits after the point that the database stores: it rounds others without a word. */
export function fractionDigits(column: Column, dialect: Dialect): number {
  const [, size, scale = 0] = /\((\d+)(?:,(-?\d+))?\)/.exec(column.type) ?? [];
  if (typeFamily(column, dialect) === 'decimal')
    return size === undefined ? Infinity : Math.max(Number(scale), 0);
  return Number(size ?? (dialect === 'postgres' ? 6 : 0));
}

/** Returns the schema of a text whose format is the same in all tables. */
const formattedText = (name: string, pattern: string): JsonSchemaObject => ({
  [COMPONENT]: name,
  type: 'string',
  pattern: `^${pattern}$`,
});

const INPUT: Readonly<Record<TypeFamily, JsonSchemaObject>> = {
  integer: { type: 'integer' },
  int64: { type: ['integer', 'string'], format: 'int64' },
  // In MySQL, this type is also BOOLEAN, and a number like any other.
  flag: { type: ['boolean', 'integer'] },
  set: { type: 'string' },
  number: { type: 'number' },
  decimal: { type: 'string' },
  boolean: { type: 'boolean' },
  text: { type: 'string' },
  enum: { type: 'string' },
  date: { type: 'string', format: 'date' },
  instant: { type: 'string', format: 'date-time' },
  timestamp: { type: 'string' },
  time: { type: 'string' },
  moment: { type: 'string' },
  uuid: { type: 'string', format: 'uuid' },
  json: { type: ['object', 'array'], items: {} },
  bytes: { type: 'string' },
  array: { type: 'array' },
  any: {},
  other: { type: 'string' },
  unreadable: {},
};

/**
 * Returns how SQLite stores dates and times as text ("Date And Time Functions"), for columns that are
 * declared or named accordingly; undefined for others.
 */
export function timeForm(column: Column, dialect: Dialect): TimeForm | undefined {
  const family = typeFamily(column, dialect);
  if (family === 'moment') return formOfType(column.type.toLowerCase());
  if (dialect !== 'sqlite' || family !== 'text') return undefined;
  const [last] = snakeCase(column.name).split('_').slice(-1);
  const form = last === 'at' ? 'YYYY-MM-DD HH:MM:SS' : 'YYYY-MM-DD';
  const { minLength = 0 } = column.limits ?? {};
  const isTime = ['at', 'on', 'date'].includes(last ?? '') && form.length >= minLength;
  return isTime && form.length <= maxTextLength(column) ? form : undefined;
}

/** Returns the maximum number of characters of a text. */
export const maxTextLength = ({ length = Infinity, limits }: Column): number =>
  Math.min(length, limits?.maxLength ?? Infinity);

/** Returns the number of characters to which PostgreSQL cuts longer texts of a type without a word. */
export function cutLengthOf({ type, schema }: Column, dialect: Dialect): number {
  if (dialect !== 'postgres' || schema !== undefined) return Infinity;
  return { name: 63, '"char"': 1 }[type] ?? Infinity;
}

export const isYear = ({ type }: Column): boolean => /^year\b/.test(type);

/** Returns the format of a value, if its schema does not describe it in words. */
export function formText(column: Column, dialect: Dialect): string | undefined {
  const family = typeFamily(column, dialect);
  if (family === 'decimal')
    return fractionDigits(column, dialect) === 0 ? 'such as "12"' : 'such as "1.5"';
  if (family === 'timestamp') return 'as YYYY-MM-DDTHH:MM:SS';
  const form = family === 'time' ? 'HH:MM:SS' : timeForm(column, dialect);
  const needsNoForm = form === undefined || (family === 'moment' && form === 'YYYY-MM-DD');
  return needsNoForm ? undefined : `as ${form}`;
}

type TimeForm = 'YYYY-MM-DD' | 'YYYY-MM-DD HH:MM:SS' | 'HH:MM:SS';

function formOfType(type: string): TimeForm {
  if (/^time\b/.test(type)) return 'HH:MM:SS';
  return type.includes('time') ? 'YYYY-MM-DD HH:MM:SS' : 'YYYY-MM-DD';
}

/**
 * Returns the schema of a text that the database reads as a number or time. Columns with the same
 * number of digits share it.
 */
function formattedAs(column: Column, dialect: Dialect): JsonSchemaObject {
  const digits = fractionDigits(column, dialect);
  const type = column.type.replace(/\(.*?\)/, '');
  const suffix = digits === fractionDigits({ ...column, type }, dialect) ? '' : `_${digits}`;
  switch (typeFamily(column, dialect)) {
    case 'decimal':
      return formattedText(`decimal${suffix}`, `-?\\d+${fraction(digits)}`);
    case 'timestamp':
      return formattedText(`timestamp${suffix}`, `${DAY}[T ]${clock(digits)}`);
    case 'time': {
      // In MySQL, a time can be a duration.
      const duration = `-?\\d{1,3}:[0-5]\\d(:[0-5]\\d${fraction(digits)})?`;
      return formattedText(`time${suffix}`, dialect === 'mysql' ? duration : clock(digits));
    }
    default:
      return {};
  }
}

/** Schemas of times as text, by their format: texts sort by time only in a single format. */
const TIME_SCHEMAS: Readonly<Record<TimeForm, JsonSchemaObject>> = {
  'YYYY-MM-DD': INPUT.date,
  'YYYY-MM-DD HH:MM:SS': formattedText('timestamp', `${DAY} ${MINUTE}:[0-5]\\d`),
  'HH:MM:SS': formattedText('time', clock(6)),
};

/** Returns the values of `enum('a','it''s')` or `set('a','b')` in MySQL. */
export const enumValues = (type: string): string[] =>
  Array.from(type.matchAll(/'((?:[^']|'')*)'/g), ([, value = '']) => value.replaceAll("''", "'"));

/** Returns whether it can be an argument. Texts go to the database unchanged; bytes would have to be decoded there. */
export const isBindable = (column: Column, dialect: Dialect): boolean =>
  !['bytes', 'any', 'unreadable'].includes(typeFamily(column, dialect));

/** Returns whether an insert fails without it. */
export const isRequired = ({
  nullable,
  filled: fillRule,
  now: timeDefault,
  constant,
  default: defaultValue,
}: Column): boolean =>
  !nullable &&
  [fillRule, timeDefault, constant, defaultValue].every((source) => source === undefined);

/** Returns whether callers set it. */
export const isWritable = (column: Column, dialect: Dialect): boolean =>
  column.filled === undefined && isBindable(column, dialect);

/** Returns whether calls need a privilege for a column: no tool sets what the database fills in, or changes a key. */
export const usesPrivilege = (
  column: Column,
  key: readonly string[],
  privilege: ColumnPrivilege,
  dialect: Dialect,
): boolean =>
  privilege === 'select' ||
  (isWritable(column, dialect) && (privilege === 'insert' || !key.includes(column.name)));

/** Returns the column that the items of a list column would have. */
export function itemColumn({ name, type, schema, values }: Column): Column {
  const [, length] = /^character.*\((\d+)\)\[\]$/.exec(type) ?? [];
  return {
    name,
    type: type.replace(/\[\]$/, ''),
    ...(schema !== undefined && { schema }),
    ...(values && { values }),
    ...(length !== undefined && { length: Number(length) }),
    nullable: false,
  };
}

/** Returns the JSON Schema of a column as an argument. */
export function argumentSchema(column: Column, dialect: Dialect): JsonSchemaObject {
  const family = typeFamily(column, dialect);
  const { values, limits } = column;
  const isUnsigned =
    dialect === 'mysql' &&
    ['integer', 'int64'].includes(family) &&
    column.type.includes('unsigned');
  const isSmall = family === 'int64' && hasSafeBounds(limits ?? {});
  const isNumbers = typeof limits?.enum?.[0] === 'number';
  const textLength = family === 'text' ? maxTextLength(column) : Infinity;
  const maxLength = Math.min(textLength, cutLengthOf(column, dialect));
  return {
    ...(isNumbers ? INPUT.number : INPUT[isSmall ? 'integer' : family]),
    ...formattedAs(column, dialect),
    ...(family === 'moment' && TIME_SCHEMAS[formOfType(column.type.toLowerCase())]),
    ...(family === 'set' && { pattern: setPattern(column.type) }),
    ...(family === 'other' && textExamples(column)),
    ...(family === 'array' && { items: argumentSchema(itemColumn(column), dialect) }),
    ...(family === 'enum' && { enum: values }),
    ...(isUnsigned && { minimum: 0 }),
    // MySQL reads 26 as 2026.
    ...(dialect === 'mysql' && isYear(column) && { minimum: 1901, maximum: 2155 }),
    ...limits,
    ...(maxLength < Infinity && { maxLength }),
    ...columnDescription(column),
  };
}

const textExamples = (column: Column): JsonSchemaObject => {
  const samples = textSamples(column);
  return samples ? { examples: [samples(1), samples(2)] } : {};
};

/** Returns the pattern of `set('a','b')`: any of its values, separated by commas. */
function setPattern(type: string): string {
  const values = enumValues(type).map(escapePattern);
  const alternatives = `(${values.join('|')})`;
  return `^(${alternatives}(,${alternatives})*)?$`;
}

const JSON_TYPES = ['object', 'array', 'string', 'number', 'boolean', 'null'] as const;

/** Types of results that arguments do not have: SQLite has no type for times, and no JSON number is infinite. */
const WIDER_RESULT_TYPES: Readonly<Partial<Record<TypeFamily, readonly JsonSchemaType[]>>> = {
  moment: ['string', 'number'],
  number: ['number', 'string'],
};

/**
 * Returns the JSON Schema of a column in a result. It is wider, because rows may contain values
 * that the database allowed earlier.
 */
export function resultSchema(column: Column, dialect: Dialect): JsonSchemaObject {
  const family = typeFamily(column, dialect);
  if (family === 'any' || (family === 'json' && dialect !== 'mysql'))
    return columnDescription(column);
  // MariaDB stores JSON as text; the types make the runtime parse it.
  const defaultType = WIDER_RESULT_TYPES[family] ?? INPUT[family].type ?? [];
  const type =
    family === 'json'
      ? JSON_TYPES
      : dialect === 'sqlite' && !column.isStrict
        ? storedTypes(column, family, defaultType)
        : defaultType;
  return {
    type: (column.nullable ? [...new Set([type, 'null'].flat())] : type) as JsonSchemaType,
    ...((family === 'array' || family === 'json') && { items: {} }),
    ...(family === 'bytes' && { description: 'Bytes as Base64.' }),
    ...columnDescription(column),
  };
}

/**
 * Returns a SQLite, "Type Affinity": columns of tables that are not strict contain texts and
 * numbers, except texts, row IDs and numbers with an upper limit, which all texts exceed. Booleans
 * are declared, so that a row with another value is an error.
 */
function storedTypes(
  { type, filled, limits = {} }: Column,
  family: TypeFamily,
  defaultType: readonly JsonSchemaType[] | JsonSchemaType,
): readonly JsonSchemaType[] | JsonSchemaType {
  const isText = family === 'text' && /char|clob|text/i.test(type);
  if (isText || family === 'moment' || family === 'boolean' || filled === 'identity')
    return defaultType;
  if (['int64', 'number'].includes(family) && hasSafeBounds(limits)) return 'number';
  const first = [defaultType]
    .flat()
    .map((typeName) => (typeName === 'integer' ? 'number' : typeName));
  return [...new Set([...first, 'string', 'number'] as const)];
}

function columnDescription({ comment }: Column): { description?: string } {
  const text = commentLine(comment);
  return text === '' ? {} : { description: text };
}

/** Generates different values of a type. @param n from 1 */
export type ValueSeries = (n: number) => unknown;

/** @param n up to one hundred */
export const twoDigits = (n: number): string => String(n).padStart(2, '0');

/** Samples of PostgreSQL types that are texts in JSON and are returned as they were sent. */
const TEXT_TYPES: Readonly<Record<string, ValueSeries>> = {
  '"char"': (n) => n.toString(36),
  cidr: (n) => `192.0.${n}.0/24`,
  inet: (n) => `192.0.2.${n}`,
  int4range: (n) => `[${n},${n + 8})`,
  interval: (n) => `P${n}D`,
  macaddr: (n) => `08:00:2b:01:02:${twoDigits(n)}`,
  numrange: (n) => `[${n},${n + 8}.5)`,
  point: (n) => `(${n},2)`,
  'time with time zone': (n) => `04:05:${twoDigits(n)}+00`,
  tsvector: (n) => `'k${n}':1`,
  xml: (n) => `<k${n}/>`,
};

/** Returns the samples of a column whose values are texts; undefined for types with unknown values. */
export const textSamples = ({ schema, type }: Column): ValueSeries | undefined =>
  schema === undefined ? TEXT_TYPES[withoutModifiers(type)] : undefined;

/**
 * Returns whether the order of values is that of texts; MySQL compares enumerations as texts, but
 * sorts them by position.
 */
export const isOrdered = (column: Column, dialect: Dialect): boolean =>
  !(dialect === 'mysql' && typeFamily(column, dialect) === 'enum');
