import { sampleValue } from '../codegen/sample/sample.js';
import { capitalize, snakeCase } from '../model/names.js';
import { singular } from '../model/singular.js';
import type { Column, Dialect, Table, Values } from './model.js';
import {
  enumOf,
  type Family,
  familyOf,
  inputOf,
  itemOf,
  longest,
  type Series,
  textSamples,
  timeForm,
  twoDigits,
} from './types.js';

/** One character. */
const digit: Series = (n) => n.toString(36);
const key: Series = (n) => `k${n}`;

/** Of numbers, by table: rows of two tables have different ones, so that a statement on the wrong table shows. */
function numbersOf(table: string, { type, limits = {} }: Column): Series {
  const place = Array.from(table).reduce(
    (sum, letter) => (sum * 31 + (letter.codePointAt(0) ?? 0)) % 90,
    0,
  );
  const { exclusiveMinimum = -Infinity, exclusiveMaximum = Infinity } = limits;
  const { minimum = exclusiveMinimum + 1, maximum = exclusiveMaximum - 1 } = limits;
  const isSmall = Object.keys(limits).length > 0 || /^tinyint/i.test(type);
  const start = isSmall ? 100 : 100 * (place + 1);
  if (start >= minimum && start + 50 <= maximum) return (n) => start + n;
  const least = minimum > -Infinity ? minimum : maximum - 100;
  return (n) => least + ((n - 1) % (maximum - least + 1 || 1));
}
const flag: Series = (n) => n > 1;

/** Values of keys, in their order. Samples of arguments are others. */
const KEYS: Readonly<Partial<Record<Family, Series>>> = {
  flag,
  decimal: (n) => `${n + 6}.5`,
  text: key,
  other: key,
  date: (n) => `2026-02-${twoDigits(n)}`,
  instant: (n) => `2026-02-${twoDigits(n)}T03:04:05Z`,
  timestamp: (n) => `2026-02-${twoDigits(n)}T03:04:05`,
  time: (n) => `04:05:${twoDigits(n)}`,
  uuid: (n) => `00000000-0000-4000-8000-0000000000${twoDigits(n)}`,
  boolean: flag,
};

/** Of keys that no argument states. */
const UNSTATED: Readonly<Partial<Record<Family, Series>>> = {
  number: (n) => n + 6.5,
  array: (n) => [n],
  json: (n) => ({ key: n }),
  moment: (n) => `2026-02-${twoDigits(n)}`,
};

const isYear = ({ type }: Column): boolean => /^year\b/.test(type);
/** MySQL has only four-digit years. */
const year: Series = (n) => 2025 + n;

/** Values of a column that is a key. @param table of the column */
export function keySeries(column: Column, dialect: Dialect, table: string): Series {
  const { values = column.limits?.enum, references } = column;
  const family = familyOf(column, dialect);
  if (values) {
    // New rows have the first one.
    const others = [...values.slice(1), ...values.slice(0, 1)];
    return (n) => others[n - 1] ?? others.at(-1);
  }
  if (isYear(column)) return year;
  if (longest(column) === 1) return digit;
  if (family === 'integer' || family === 'int64')
    return numbersOf(references?.table ?? table, column);
  const own = family === 'other' ? textSamples(column) : undefined;
  if (family === 'text') return textKeys(column);
  return own ?? KEYS[family] ?? UNSTATED[family] ?? key;
}

/** In this order in all collations. As a pattern, the second one is the third, too. */
function textKeys(column: Column): Series {
  const { minLength = 0 } = column.limits ?? {};
  if (longest(column) < 3 || minLength > 2)
    return (n) => `K${String(n).padStart(minLength - 1, '0')}`;
  return (n) => ['K1_', 'K2%', 'K2a'][n - 1] ?? `K${n}`;
}

/** Three rows of Alice, one of Bob, and one that is not there yet. */
export const PLACES = ['first', 'middle', 'last', 'bob', 'next'] as const;
export type Place = (typeof PLACES)[number];

/**
 * Of a key of several columns, each alone finds two rows of Alice: positions of values by place, of the last column in the
 * second list.
 */
const COMPOSITE = [
  [0, 0, 2, 3, 4],
  [0, 1, 0, 3, 4],
] as const;
const ROWS_OF_ALICE = 3;
/** The last is for the new row, so that nothing keeps it from being deleted before. */
const REFERRED = [0, 2, 1];

/** The value of a column of the key. Those that refer to other tables have values that are there. */
export function keyValue(
  column: Column,
  { table, own, dialect }: { table: Table; own: Column | undefined; dialect: Dialect },
  place: Place,
): unknown {
  const keys = table.columns.filter(({ name }) => name !== own?.name && table.key.includes(name));
  const series = keySeries(column, dialect, table.name);
  const nth = PLACES.indexOf(place);
  // Each row that the key refers to is for one row at most: the middle one is for the new row.
  if (keys.length < 2 && column.references && table.foreignKeys)
    return series(1 + ({ middle: 0, next: 1 }[place as string] ?? nth));
  if (keys.length < 2) return series(1 + nth);
  const isLast = table.key.filter((name) => name !== own?.name).at(-1) === column.name;
  const position = COMPOSITE[isLast ? 1 : 0][nth] ?? nth;
  const family = familyOf(column, dialect);
  const earlier = keys.slice(0, keys.indexOf(column));
  const shift = earlier.filter((other) => familyOf(other, dialect) === family).length;
  if (choicesOf(column, dialect)) return series(1 + position);
  if (!column.references) return series(1 + position + shift * PLACES.length);
  if (place === 'bob') return series(1 + nth);
  return series(1 + (REFERRED[((place === 'next' ? 1 : position) + shift) % ROWS_OF_ALICE] ?? 0));
}

/**
 * The values that a column can have, where they are few; undefined where they are not. The second is the default: values
 * of the first row and of new ones differ from it.
 */
export function choicesOf(column: Column, dialect: Dialect): readonly unknown[] | undefined {
  const choices = allChoices(column, dialect);
  const usual = choices?.find((choice) => choice === column.default);
  if (choices === undefined || usual === undefined) return choices;
  const [first, ...others] = choices.filter((choice) => choice !== usual);
  return [...(first === undefined ? [] : [first]), usual, ...others];
}

function allChoices(column: Column, dialect: Dialect): readonly unknown[] | undefined {
  const family = familyOf(column, dialect);
  if (family === 'boolean' || family === 'flag') return [true, false];
  if (family === 'set') return [...enumOf(column.type), ''];
  return (family === 'enum' ? column.values : column.limits?.enum) ?? undefined;
}

/** Names of what a table contains, `Branch 1`, for columns that can contain them; undefined for other columns. */
export function nameSeries(column: Column, { path }: Table): Series | undefined {
  const { minLength = 0 } = column.limits ?? {};
  if (!/^(name|title)$/i.test(column.name) || longest(column) < 40 || minLength > 3)
    return undefined;
  const thing = capitalize(singular(snakeCase(path.at(-1) ?? '')).replaceAll('_', ' '));
  return (n) => `${thing.slice(0, 30)} ${n}`;
}

/** Values of a column that is no key, and has no choices. */
export function seriesOf(column: Column, dialect: Dialect): Series {
  const family = familyOf(column, dialect);
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
      return (n) => `${n % limit}.5`;
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
      const item = itemOf(column);
      const choices = choicesOf(item, dialect);
      const items = choices
        ? (n: number) => choices[(n - 1) % choices.length]
        : seriesOf(item, dialect);
      return (n) => [items(n)];
    }
    default: {
      const known = family === 'other' ? textSamples(column) : undefined;
      const { name } = column;
      const schema = { type: 'object', properties: { [name]: inputOf(column, dialect) } } as const;
      return known ?? ((n) => (sampleValue(schema, { nth: n - 1 }) as Values | undefined)?.[name]);
    }
  }
}

/** Whether the database compares values of this type with those that a caller sends. */
export const isKeyable = (column: Column, dialect: Dialect): boolean => {
  const family = familyOf(column, dialect);
  return ['enum', 'integer', 'int64'].includes(family) || Object.hasOwn(KEYS, family);
};
