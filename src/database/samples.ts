import { sampleValue } from '../codegen/sample/sample.js';
import { capitalize, snakeCase } from '../model/names.js';
import { singular } from '../model/text/singular.js';
import type { Column, Dialect, RowValues, Table } from './model.js';
import {
  argumentSchema,
  enumValues,
  fractionDigits,
  isYear,
  itemColumn,
  maxTextLength,
  textSamples,
  timeForm,
  twoDigits,
  type TypeFamily,
  typeFamily,
  type ValueSeries,
} from './types.js';

/** Returns sample values of one character. */
const digit: ValueSeries = (n) => n.toString(36);
const key: ValueSeries = (n) => `k${n}`;

/** Returns the least and the greatest integer within limits. */
function integerRange(limits: NonNullable<Column['limits']>): [minimum: number, maximum: number] {
  const { exclusiveMinimum = -Infinity, exclusiveMaximum = Infinity } = limits;
  const { minimum = exclusiveMinimum + 1, maximum = exclusiveMaximum - 1 } = limits;
  return [minimum, maximum];
}

/**
 * Returns sample numbers of a column. Rows of different tables have different numbers, so that
 * tests notice a statement on the wrong table.
 */
function sampleNumbers(table: string, { type, limits = {} }: Column): ValueSeries {
  const place = Array.from(table).reduce(
    (sum, letter) => (sum * 31 + (letter.codePointAt(0) ?? 0)) % 90,
    0,
  );
  const [minimum, maximum] = integerRange(limits);
  const isSmall = Object.keys(limits).length > 0 || /^tinyint/i.test(type);
  const start = isSmall ? 100 : 100 * (place + 1);
  if (start >= minimum && start + 50 <= maximum) return (n) => start + n;
  const firstNumber = minimum > -Infinity ? minimum : maximum - 100;
  return (n) => firstNumber + ((n - 1) % (maximum - firstNumber + 1 || 1));
}

/** Sorted values of keys. Sample values of arguments are different. */
const KEYS: Readonly<Partial<Record<TypeFamily, ValueSeries>>> = {
  text: key,
  other: key,
  date: (n) => `2026-02-${twoDigits(n)}`,
  instant: (n) => `2026-02-${twoDigits(n)}T03:04:05Z`,
  timestamp: (n) => `2026-02-${twoDigits(n)}T03:04:05`,
  time: (n) => `04:05:${twoDigits(n)}`,
  uuid: (n) => `00000000-0000-4000-8000-0000000000${twoDigits(n)}`,
};

/** Values of keys that no argument states. */
const UNSTATED_KEY_VALUES: Readonly<Partial<Record<TypeFamily, ValueSeries>>> = {
  number: (n) => n + 6.5,
  json: (n) => ({ key: n }),
  moment: (n) => `2026-02-${twoDigits(n)}`,
};

/** Returns the digits that make a decimal number other than an integer, if the column has such numbers. */
const half = (column: Column, dialect: Dialect): string =>
  fractionDigits(column, dialect) === 0 ? '' : '.5';

/** Returns years in four digits, because MySQL has no others. */
const year: ValueSeries = (n) => 2025 + n;

/** Returns the values of a key column. @param table name of its table */
export function keySeries(column: Column, dialect: Dialect, table: string): ValueSeries {
  const { references } = column;
  const family = typeFamily(column, dialect);
  const values = fewValues(column, dialect);
  if (values) return placedValues(values);
  if (family === 'array') {
    const items = keySeries(itemColumn(column), dialect, table);
    return (n) => [items(n)];
  }
  if (isYear(column)) return year;
  if (maxTextLength(column) === 1) return digit;
  if (family === 'integer' || family === 'int64')
    return sampleNumbers(references?.table ?? table, column);
  const ownSamples = family === 'other' ? textSamples(column) : undefined;
  if (family === 'text') return textKeys(column);
  if (family === 'decimal') return (n) => `${n + 6}${half(column, dialect)}`;
  return ownSamples ?? KEYS[family] ?? UNSTATED_KEY_VALUES[family] ?? key;
}

/** Returns the values of a key that are fewer than the places of rows, in their order. */
function fewValues(column: Column, dialect: Dialect): readonly unknown[] | undefined {
  const { values, limits = {} } = column;
  const family = typeFamily(column, dialect);
  if (family === 'boolean' || family === 'flag') return [false, true];
  if (family === 'enum' || limits.enum) return values ?? limits.enum;
  const [minimum, maximum] = integerRange(limits);
  return ['integer', 'int64'].includes(family) && maximum - minimum < ROW_PLACES.length
    ? Array.from({ length: maximum - minimum + 1 }, (_, index) => minimum + index)
    : undefined;
}

/** Places the values: the first one is that of the new row, and the last one that of Bob; the row of Alice that comes first differs from both. */
function placedValues([newValue, ...otherValues]: readonly unknown[]): ValueSeries {
  const lastValue = otherValues.at(-1) ?? newValue;
  const [, , , bob, next] = ROW_PLACES.map((_, index) => index + 1);
  return (n) => {
    if (n === next || (n === bob && otherValues.length < 2)) return newValue;
    return n === bob ? lastValue : (otherValues[n - 1] ?? lastValue);
  };
}

/** Returns text keys with the same order in all collations. As a pattern, the second one also matches the third. */
function textKeys(column: Column): ValueSeries {
  const { minLength = 0 } = column.limits ?? {};
  if (maxTextLength(column) < 3 || minLength > 2)
    return (n) => `K${String(n).padStart(minLength - 1, '0')}`;
  return (n) => ['K1_', 'K2%', 'K2a'][n - 1] ?? `K${n}`;
}

/** Places of test rows: three rows of Alice, one of Bob, and one that does not exist yet. */
export const ROW_PLACES = ['first', 'middle', 'last', 'bob', 'next'] as const;
export type RowPlace = (typeof ROW_PLACES)[number];

/**
 * Positions of key values by place, for keys of several columns, so that each column alone finds
 * two rows of Alice; the second list is for the last column.
 */
const COMPOSITE = [
  [0, 0, 2, 3, 4],
  [0, 1, 0, 3, 4],
] as const;
const ROWS_OF_ALICE = 3;
/** Positions of referenced rows. The last one belongs to the new row, so that no other row prevents its deletion. */
const REFERENCED_POSITIONS = [0, 2, 1];

/** Returns the value of a key column. Columns that refer to other tables have existing values. */
export function keyValue(
  column: Column,
  { table, ownColumn, dialect }: { table: Table; ownColumn: Column | undefined; dialect: Dialect },
  place: RowPlace,
): unknown {
  const keys = table.columns.filter(
    ({ name }) => name !== ownColumn?.name && table.key.includes(name),
  );
  const series = keySeries(column, dialect, table.name);
  const nth = ROW_PLACES.indexOf(place);
  // Each row that the key refers to belongs to at most one row; the middle one belongs to the new
  // row.
  if (keys.length < 2 && column.references && table.foreignKeys)
    return series(1 + ({ middle: 0, next: 1 }[place as string] ?? nth));
  if (keys.length < 2) return series(1 + nth);
  const isLast = table.key.filter((name) => name !== ownColumn?.name).at(-1) === column.name;
  const position = COMPOSITE[isLast ? 1 : 0][nth] ?? nth;
  const family = typeFamily(column, dialect);
  const earlierKeys = keys.slice(0, keys.indexOf(column));
  const shift = earlierKeys.filter(
    (earlierKey) => typeFamily(earlierKey, dialect) === family,
  ).length;
  const values = fewValues(column, dialect);
  // If another column of the key has enough values, this one need not distinguish rows.
  if (values && keys.some((keyColumn) => !fewValues(keyColumn, dialect)))
    return values[position] ?? values.at(-1);
  if (values) return series(1 + position);
  if (!column.references) return series(1 + position + shift * ROW_PLACES.length);
  if (place === 'bob') return series(1 + nth);
  return series(
    1 + (REFERENCED_POSITIONS[((place === 'next' ? 1 : position) + shift) % ROWS_OF_ALICE] ?? 0),
  );
}

/**
 * Returns the values of a column if these are few; otherwise undefined. The second value is the
 * default, so that the first row and new rows differ from it.
 */
export function columnChoices(column: Column, dialect: Dialect): readonly unknown[] | undefined {
  const choices = allChoices(column, dialect);
  const defaultChoice = choices?.find((choice) => choice === column.default);
  if (choices === undefined || defaultChoice === undefined) return choices;
  const [first, ...otherChoices] = choices.filter((choice) => choice !== defaultChoice);
  return [...(first === undefined ? [] : [first]), defaultChoice, ...otherChoices];
}

function allChoices(column: Column, dialect: Dialect): readonly unknown[] | undefined {
  const family = typeFamily(column, dialect);
  if (family === 'boolean' || family === 'flag') return [true, false];
  if (family === 'set') return [...enumValues(column.type), ''];
  return (family === 'enum' ? column.values : column.limits?.enum) ?? undefined;
}

/** Returns names such as `Branch 1` for rows of a table; undefined for columns that cannot contain names. */
export function nameSeries(column: Column, { path }: Table): ValueSeries | undefined {
  const { minLength = 0 } = column.limits ?? {};
  if (!/^(name|title)$/i.test(column.name) || maxTextLength(column) < 40 || minLength > 3)
    return undefined;
  const noun = capitalize(singular(snakeCase(path.at(-1) ?? '')).replaceAll('_', ' '));
  return (n) => `${noun.slice(0, 30)} ${n}`;
}

/** Returns the values of a column that is not a key and has no choices. */
export function valueSeries(column: Column, dialect: Dialect): ValueSeries {
  const family = typeFamily(column, dialect);
  if (isYear(column)) return year;
  const form = timeForm(column, dialect);
  if (form !== undefined)
    return (n) =>
      form
        .replace('YYYY-MM-DD', `2026-01-${twoDigits(n)}`)
        .replace('HH:MM:SS', `09:30:${twoDigits(n)}`);
  switch (family) {
    case 'decimal': {
      const [, precision = '3', digits = '0'] = /\((\d+)(?:,(\d+))?\)/.exec(column.type) ?? [];
      const limit = 10 ** Math.max(Number(precision) - Number(digits), 0);
      return (n) => `${n % limit}${half(column, dialect)}`;
    }
    case 'timestamp':
      return (n) => `2026-01-${twoDigits(n)}T03:04:05`;
    case 'time':
      return (n) => `03:04:${twoDigits(n)}`;
    case 'json':
      return (n) => ({ key: n });
    case 'bytes':
      return (n) => String.fromCharCode(n);
    case 'array': {
      const item = itemColumn(column);
      const choices = columnChoices(item, dialect);
      const items = choices
        ? (n: number) => choices[(n - 1) % choices.length]
        : valueSeries(item, dialect);
      return (n) => [items(n)];
    }
    default: {
      const knownSamples = family === 'other' ? textSamples(column) : undefined;
      const { name } = column;
      const schema = {
        type: 'object',
        properties: { [name]: argumentSchema(column, dialect) },
      } as const;
      return (
        knownSamples ??
        ((n) => (sampleValue(schema, { start: n - 1 }) as RowValues | undefined)?.[name])
      );
    }
  }
}

const KEY_FAMILIES: readonly TypeFamily[] = [
  'enum',
  'integer',
  'int64',
  'decimal',
  'boolean',
  'flag',
];

/** Returns whether the database compares values of this type with values that a caller sends. */
export const isKeyable = (column: Column, dialect: Dialect): boolean => {
  const family = typeFamily(column, dialect);
  return KEY_FAMILIES.includes(family) || Object.hasOwn(KEYS, family);
};
