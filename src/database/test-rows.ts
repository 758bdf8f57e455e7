import { sampleValue } from '../codegen/sample/sample.js';
import { omit } from '../model/json-schema/subschemas.js';
import { keySamples, familyOf, inputOf, type Family } from './types.js';
import type { Column, Dialect, Scope } from './model.js';
import type { Subject } from './subject.js';

/** Values by the name of their column. */
export type Values = Readonly<Record<string, unknown>>;

export interface TestRow {
  user: 'alice' | 'bob';
  values: Values;
}

/** Positions in `keySamples`. */
const PLACES = ['first', 'middle', 'last', 'bob', 'next'] as const;
type Place = (typeof PLACES)[number];

/** What a database counts next. */
export const NEXT_ID = 110;

/** Whether the database counts the values of a column. */
export const isCounted = (column: Column, dialect: Dialect): boolean =>
  column.filled === 'identity' && ['integer', 'int64'].includes(familyOf(column, dialect));

/** The columns of a table in the tests. */
export const storedColumns = ({ table, own, dialect }: Subject): Column[] =>
  table.columns.filter(
    (column) => column === own || (!column.hidden && familyOf(column, dialect) !== 'unreadable'),
  );

/**
 * The rows of a table in the tests, by key. Of Alice: one that the filters of its list find, one that they do not find, and
 * one that equals the first but for its key; fewer where the key has fewer values. Of Bob, where rows have users: one.
 */
export function rowsOf(subject: Subject, scope: Scope): TestRow[] {
  const { table, own } = subject;
  const row = (user: TestRow['user'], place: Place) => ({ user, values: rowOf(subject, place) });
  const bob = own || scope.users === 'policies' ? [row('bob', 'bob')] : [];
  const isKnown = (one: TestRow) => (other: TestRow) =>
    table.key.length === 0
      ? one.user !== other.user && sameText(one.values, other.values)
      : table.key.every((name) =>
          name === own?.name
            ? one.user === other.user
            : sameText(one.values[name], other.values[name]),
        );
  const alice = (['middle', 'last'] as const).reduce(
    (rows, place) => {
      const next = row('alice', place);
      return [...rows, ...bob].some(isKnown(next)) ? rows : [...rows, next];
    },
    [row('alice', 'first')],
  );
  return [...alice, ...bob];
}

const sameText = (one: unknown, other: unknown) => JSON.stringify(one) === JSON.stringify(other);

function rowOf(subject: Subject, place: Place): Values {
  const { dialect, own, table } = subject;
  const columns = storedColumns(subject);
  const samples = samplesOf(columns, place, dialect);
  const keys = table.key.filter((name) => name !== own?.name);
  return Object.fromEntries(
    columns.map((column) => {
      const { name } = column;
      if (!table.key.includes(name)) return [name, valueOf(column, place, dialect, samples)];
      // Of a key of several columns, each alone finds two rows.
      const isLast = name === keys.at(-1);
      const isRepeated =
        keys.length > 1 && (place === 'middle' ? !isLast : place === 'last' && isLast);
      return [name, keySamples(column, dialect)[PLACES.indexOf(place) - (isRepeated ? 1 : 0)]];
    }),
  );
}

/** Values of other rows, where a schema has the same sample for all rows. */
const OTHERS: Readonly<Partial<Record<Family, unknown>>> = {
  boolean: false,
  flag: false,
  json: { other: true },
  set: '',
  array: [],
  bytes: '\0',
};

/** The value of a column that is no key; null where it may be, in the middle row. */
function valueOf(column: Column, place: Place, dialect: Dialect, samples: Values): unknown {
  const { limits, length, name, nullable, references } = column;
  const family = familyOf(column, dialect);
  const choices = (family === 'enum' ? column.values : limits?.enum) ?? [];
  const nth = PLACES.indexOf(place);
  const isFirst = place === 'first' || place === 'last';
  const { examples = [] } = inputOf(column, dialect);
  if (column.filled === 'identity' || family === 'moment' || /^year\b/.test(column.type))
    return keySamples(column, dialect)[isFirst && column.filled !== 'identity' ? 0 : nth];
  if (place === 'middle' && nullable) return null;
  if (choices.length > 0) return isFirst ? choices[0] : (choices[nth] ?? choices.at(-1));
  if (isFirst) return family === 'bytes' ? '\u0001' : (examples[0] ?? samples[name]);
  if (Object.hasOwn(OTHERS, family)) return OTHERS[family];
  if (examples.length > 0 || length === 1) return keySamples(column, dialect)[nth];
  const isNumber = ['integer', 'int64', 'number'].includes(family);
  return place === 'middle' && isNumber && !references ? 0 : samples[name];
}

/** Values that differ from each other and from those of other rows, as far as schemas allow. */
function samplesOf(columns: readonly Column[], place: Place, dialect: Dialect): Values {
  const properties = Object.fromEntries(
    columns.map((column) => [column.name, omit(inputOf(column, dialect), ['examples'])]),
  );
  const nth = place === 'last' ? 0 : PLACES.indexOf(place);
  return sampleValue({ type: 'object', properties }, { nth }) as Values;
}

/** What a database fills in. */
export const defaultOf = (column: Column, isKey: boolean, dialect: Dialect): unknown =>
  isKey
    ? keySamples(column, dialect)[PLACES.indexOf('next')]
    : valueOf(column, 'next', dialect, samplesOf([column], 'next', dialect));
