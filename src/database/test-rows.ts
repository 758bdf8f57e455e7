import { checkOf } from '../codegen/shape/valid.js';
import type { Column, Dialect, Scope, Table, Values } from './model.js';
import { type OwnReference, referencesOf } from './references.js';
import {
  choicesOf,
  keySeries,
  keyValue,
  nameSeries,
  type Place,
  PLACES,
  seriesOf,
} from './samples.js';
import { Subject } from './subject.js';
import { familyOf, inputOf, timeForm } from './types.js';

export interface TestRow {
  user: 'alice' | 'bob';
  values: Values;
}

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

/** Rows of the imported tables in the tests. No two columns of a row have the same value, as far as their types allow. */
export class TestRows {
  readonly #made = new Map<string, Readonly<Record<Place, Values>>>();

  constructor(
    readonly tables: readonly Table[],
    readonly dialect: Dialect,
    readonly scope: Scope,
  ) {}

  /**
   * By key: three of Alice, or fewer where the key has fewer values, and one of Bob, where rows have users. What may be null
   * is null in the middle row of Alice.
   */
  of(table: Table): TestRow[] {
    const { bob, ...places } = this.#places(table);
    const { first, middle, last } = places;
    const others: TestRow[] = this.#hasUsers(table) ? [{ user: 'bob', values: bob }] : [];
    const alice = [middle, last].reduce<TestRow[]>(
      (rows, values) => {
        const row = { user: 'alice', values } as const;
        return [...rows, ...others].some((known) => this.#isSame(table, known, row))
          ? rows
          : [...rows, row];
      },
      [{ user: 'alice', values: first }],
    );
    return [...alice, ...others];
  }

  /** A row of Alice that no row keeps from being deleted; undefined where there is none. */
  deletable(table: Table): Values | undefined {
    const rows = this.of(table).filter(({ user }) => user === 'alice');
    const [first, ...others] = rows.map(({ values }) => values);
    return [...others, first].find((row) => row && !this.#isKept(table, row, []));
  }

  /** Whether rows that would not go with a row refer to it, or to one that would go with it. */
  #isKept(table: Table, row: Values, passed: readonly string[]): boolean {
    const { name, keptBy = [], cascades = [] } = table;
    return this.tables.some((other) => {
      const referring = other.columns.flatMap(({ name: own, references }) =>
        references?.table === name
          ? this.of(other).filter(({ values }) => values[own] === row[references.column])
          : [],
      );
      if (referring.length > 0 && keptBy.includes(other.name)) return true;
      return (
        cascades.includes(other.name) &&
        !passed.includes(other.name) &&
        referring.some(({ values }) => this.#isKept(other, values, [...passed, name]))
      );
    });
  }

  /** A row of Alice that is not there: its values differ from those of the others. */
  next(table: Table): Values {
    return this.#places(table).next;
  }

  #subject(table: Table): Subject {
    return new Subject(table, this.dialect, this.scope, { many: 'rows', one: 'row' });
  }

  #hasUsers = (table: Table): boolean =>
    this.#subject(table).own !== undefined || this.scope.users === 'policies';

  #isSame(table: Table, one: TestRow, other: TestRow): boolean {
    const { own } = this.#subject(table);
    const names = table.key.length > 0 ? table.key : table.columns.map(({ name }) => name);
    const isAlike = (name: string) =>
      name === own?.name
        ? one.user === other.user
        : keyText(one.values[name]) === keyText(other.values[name]);
    const isTaken = (column: Column) =>
      isExclusive(table, column) && !column.nullable && isAlike(column.name);
    return names.every(isAlike) || table.columns.some(isTaken);
  }

  #places(table: Table): Readonly<Record<Place, Values>> {
    const known = this.#made.get(table.name);
    if (known) return known;
    const rows: Record<Place, Values> = { first: {}, middle: {}, last: {}, bob: {}, next: {} };
    this.#made.set(table.name, rows);
    for (const place of PLACES) rows[place] = this.#row(table, place, rows);
    return rows;
  }

  #row(table: Table, place: Place, rows: Readonly<Record<Place, Values>>): Values {
    const subject = this.#subject(table);
    const columns = storedColumns(subject).filter((column) => column !== subject.own);
    const isKey = ({ name }: Column) => table.key.includes(name);
    const row: Record<string, unknown> = {};
    for (const column of columns.filter(isKey)) row[column.name] = keyValue(column, subject, place);
    const others = columns.filter((column) => !isKey(column));
    for (const [index, column] of others.entries()) {
      const earlier = others.slice(0, index);
      row[column.name] = this.#value(table, column, place, { row, rows, earlier });
    }
    return { ...row, ...this.#referring(table, place) };
  }

  /** The columns of foreign keys that have several: together, they are those of a row of the same user. */
  #referring(table: Table, place: Place): Values {
    const several = this.references(table).filter(({ columns }) => columns.length > 1);
    const cells = several.flatMap(({ target, columns }) => {
      const names = columns.map(({ column }) => column.name);
      const isAlone = [table.key, ...table.unique].some(
        (key) => key.length > 0 && key.every((name) => names.includes(name)),
      );
      const { first, middle, last, bob } = this.#places(target);
      const other = isAlone ? first : middle;
      const row = { first, middle: other, last, bob, next: isAlone ? middle : first }[place];
      const isNull = place === 'middle' && columns.every(({ column }) => column.nullable);
      return columns.map(({ column, refers }) => [column.name, isNull ? null : row[refers]]);
    });
    return Object.fromEntries(cells) as Values;
  }

  /** The foreign keys that statements check. */
  references(table: Table): OwnReference[] {
    const { tables, dialect, scope } = this;
    return referencesOf(table, { tables, all: tables, dialect, scope }).own;
  }

  /** The value of a column that is no key. */
  #value(
    table: Table,
    column: Column,
    place: Place,
    known: {
      /** Its values so far. */
      row: Values;
      rows: Readonly<Record<Place, Values>>;
      earlier: readonly Column[];
    },
  ): unknown {
    const { dialect } = this;
    const { name, nullable, filled } = column;
    if (place === 'middle' && nullable && filled !== 'identity') return null;
    // The row that it would refer to is for the new row.
    if (place === 'middle' && isExclusive(table, column)) return known.rows.first[name];
    const choices = choicesOf(column, dialect);
    if (choices) {
      const isAlike = (other: Column) => keyText(choicesOf(other, dialect)) === keyText(choices);
      return choices[choiceAt(place, choices.length, known.earlier.filter(isAlike).length)];
    }
    if (place === 'last') {
      const zero = zeroOf(column, dialect);
      if (zero !== undefined) return zero;
    }
    const { row, rows, earlier } = known;
    const isRepeated = column.references !== undefined && !isUnique(table, column);
    const others = isRepeated ? (place === 'next' ? [rows.middle, rows.last] : []) : Object.values(rows); // prettier-ignore
    const lastText = keyText(rows.last[name]);
    const inColumn = new Set(others.map((values) => keyText(values[name])));
    const inRow = new Set(Object.values(row).map(keyText));
    let fallback: unknown;
    let repeated: unknown;
    const values = column.references
      ? this.#references(table, column, place, isRepeated && !nullable ? [rows.first[name]] : [])
      : this.#samples(table, column, place, earlier);
    for (const value of values) {
      if (column.references) repeated ??= value;
      if (value === column.default || (inRow.has(keyText(value)) && place !== 'bob')) continue;
      if (!inColumn.has(keyText(value))) return value;
      // A change of the last row is seen.
      if (place !== 'next' || keyText(value) !== lastText) fallback ??= value;
    }
    return fallback ?? rows.first[name] ?? repeated;
  }

  /** Values of other columns, the likeliest first. */
  *#samples(table: Table, column: Column, place: Place, earlier: readonly Column[]): Generator {
    const { dialect } = this;
    const family = familyOf(column, dialect);
    const isNumber = ['integer', 'int64', 'number'].includes(family);
    // Numbers of one row count up.
    const count = isNumber ? earlier.filter((one) => familyOf(one, dialect) === family).length : 0;
    const named = family === 'text' ? nameSeries(column, table) : undefined;
    const isKey = column.filled === 'identity';
    const series =
      named ?? (isKey ? keySeries(column, dialect, table.name) : seriesOf(column, dialect));
    const first = 1 + ORDER[place] + count;
    // As a pattern, it is the value of another row, too.
    const isText = family === 'text' && timeForm(column, dialect) === undefined;
    if (place === 'first' && isText && this.#subject(table).isUnique(column))
      yield String(series(1 + ORDER.last)).replace(/2(?=\D*$)/, '_');
    for (let n = first; n <= first + earlier.length + PLACES.length; n++) {
      const value = series(n);
      if (value !== undefined) yield value;
    }
  }

  /**
   * What a column refers to, in rows of the same user; then, unless statements check that, values of no row, where others
   * of its row have all of them.
   * @param wanted in the last row of Alice, so that a value finds two
   */
  *#references(
    { foreignKeys }: Table,
    column: Column,
    place: Place,
    wanted: readonly unknown[],
  ): Generator {
    const found = column.references ? this.#referenced(column.references, place) : [];
    if (place === 'last') yield* wanted;
    const nth = PLACES.indexOf(place);
    const start = place === 'next' ? 2 : nth;
    yield* found.map((_, index) => found[(start + index) % found.length]);
    if (foreignKeys && found.length > 0) return;
    const series = keySeries(column, this.dialect, '');
    const first = 1 + nth + (found.length > 0 ? PLACES.length : 0);
    for (let n = first; n <= first + MOST_COLUMNS; n++) yield series(n);
  }

  /** The values of a column in the rows of the same user; none where its table is not imported. */
  #referenced({ table, column: name }: NonNullable<Column['references']>, place: Place): unknown[] {
    const target = this.tables.find((one) => one.name === table);
    const column = target?.columns.find((one) => one.name === name);
    if (!target || !column) return [];
    const isOfBob = place === 'bob' && this.#hasUsers(target);
    const places = isOfBob ? (['bob'] as const) : (['first', 'middle', 'last'] as const);
    const subject = this.#subject(target);
    const isKey = target.key.includes(name);
    return places
      .map((each) => (isKey ? keyValue(column, subject, each) : this.#places(target)[each][name]))
      .filter((value) => value !== null && value !== undefined);
  }
}

/** Zero, which statements easily take for no value, where a column of numbers may have it. */
function zeroOf(column: Column, dialect: Dialect): number | string | undefined {
  const family = familyOf(column, dialect);
  if (column.references || column.filled || column.type.startsWith('year')) return undefined;
  if (family === 'decimal') return '0';
  const isNumber = ['integer', 'int64', 'number'].includes(family);
  return isNumber && checkOf(inputOf(column, dialect), new Map())(0) ? 0 : undefined;
}

/** Of values that are no keys: the last row of Alice is before the middle one, so that another order than that of keys shows. */
const ORDER: Readonly<Record<Place, number>> = { first: 0, middle: 2, last: 1, bob: 3, next: 4 };

/** That refer to other tables. */
const MOST_COLUMNS = 50;

const keyText = (value: unknown): string => JSON.stringify([value]);

export const isUnique = ({ unique }: Table, { name }: Column): boolean =>
  unique.some((names) => names.length === 1 && names[0] === name);

/** Whether each row that a column refers to, which statements check, is for one row at most. */
const isExclusive = (table: Table, column: Column): boolean =>
  table.foreignKeys !== undefined && column.references !== undefined && isUnique(table, column);

/**
 * Which of few values a column has: a new row has another one than the last, which changes to it. Of two, each of three
 * columns has them in another order.
 * @param nth among the columns with the same choices
 */
function choiceAt(place: Place, length: number, nth: number): number {
  if (length !== 2)
    return (
      ({ first: 0, middle: 1, last: 2, bob: 1, next: 3 % Math.max(length, 3) }[place] + nth) %
      length
    );
  const [first, middle] = ([[0, 1], [0, 0], [1, 0]] as const)[nth % 3] ?? [0, 1]; // prettier-ignore
  return { first, middle, last: 1, bob: 1, next: 0 }[place];
}
