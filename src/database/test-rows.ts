import { createCheck } from '../codegen/zod-shape/valid.js';
import type { Column, Dialect, RowValues, Table, TableScope } from './model.js';
import { type OwnReference, userReferences } from './references.js';
import {
  columnChoices,
  keySeries,
  keyValue,
  nameSeries,
  ROW_PLACES,
  type RowPlace,
  valueSeries,
} from './samples.js';
import { ServedTable } from './served-table.js';
import { type TestKey, testKeys } from './test-keys.js';
import { argumentSchema, timeForm, typeFamily } from './types.js';

export interface TestRow {
  user: 'alice' | 'bob';
  values: RowValues;
}

/** Next value of a counter. */
export const NEXT_ID = 110;

/** Returns whether the database counts the values of a column. */
export const isAutoIncrement = (column: Column, dialect: Dialect): boolean =>
  column.filled === 'identity' && ['integer', 'int64'].includes(typeFamily(column, dialect));

/** Returns the columns of a table in the tests. */
export const storedColumns = ({ table, ownColumn, dialect }: ServedTable): Column[] =>
  table.columns.filter(
    (column) =>
      column === ownColumn || (!column.hidden && typeFamily(column, dialect) !== 'unreadable'),
  );

/** Test rows of the imported tables. The columns of a row have different values, as far as their types allow. */
export class TestRows {
  readonly #made = new Map<string, Readonly<Record<RowPlace, RowValues>>>();
  #keys: TestKey[] | undefined;

  constructor(
    readonly tables: readonly Table[],
    readonly dialect: Dialect,
    readonly scope: TableScope,
  ) {}

  /**
   * Returns rows by key: three of Alice, or fewer if the key has fewer values, and one of Bob if
   * rows belong to users. Nullable values are null in Alice's middle row.
   */
  rowsOf(table: Table): TestRow[] {
    const { bob, ...places } = this.#places(table);
    const { first, middle, last } = places;
    const otherRows: TestRow[] = this.#hasUsers(table) ? [{ user: 'bob', values: bob }] : [];
    const alice = [middle, last].reduce<TestRow[]>(
      (rows, values) => {
        const row = { user: 'alice', values } as const;
        return [...rows, ...otherRows].some((existingRow) => this.#isSame(table, existingRow, row))
          ? rows
          : [...rows, row];
      },
      [{ user: 'alice', values: first }],
    );
    return [...alice, ...otherRows];
  }

  /** The foreign keys of the tests' tables. */
  get keys(): readonly TestKey[] {
    return (this.#keys ??= testKeys(this));
  }

  /** Returns the value of a row in a column; that of the user column is the user. */
  cellOf(table: Table, { user, values }: TestRow, column: string): unknown {
    return column === this.#servedTable(table).ownColumn?.name ? user : values[column];
  }

  /** Returns the rows of Alice that no other row prevents from being deleted, the first row last. */
  deletable(table: Table): RowValues[] {
    const rows = this.rowsOf(table).filter(({ user }) => user === 'alice');
    const [first, ...otherRows] = rows.map(({ values }) => values);
    return [...otherRows, ...(first ? [first] : [])].filter((row) => !this.#isKept(table, row, []));
  }

  /** Returns whether remaining rows refer to a row, or to one that would be deleted with it. */
  #isKept(table: Table, row: RowValues, visitedTables: readonly string[]): boolean {
    const { name, keptBy = [], cascades = [] } = table;
    return this.tables.some((otherTable) => {
      const referringRows = otherTable.columns.flatMap(({ name: columnName, references }) =>
        references?.table === name
          ? this.rowsOf(otherTable).filter(
              ({ values }) => values[columnName] === row[references.column],
            )
          : [],
      );
      if (referringRows.length > 0 && keptBy.includes(otherTable.name)) return true;
      return (
        cascades.includes(otherTable.name) &&
        !visitedTables.includes(otherTable.name) &&
        referringRows.some(({ values }) =>
          this.#isKept(otherTable, values, [...visitedTables, name]),
        )
      );
    });
  }

  /** Returns a row of Alice that does not exist yet, with values that differ from those of the other rows. */
  nextRow(table: Table): RowValues {
    return this.#places(table).next;
  }

  #servedTable(table: Table): ServedTable {
    return new ServedTable(table, this.dialect, this.scope, { plural: 'rows', singular: 'row' });
  }

  #hasUsers = (table: Table): boolean =>
    this.#servedTable(table).ownColumn !== undefined || this.scope.users === 'policies';

  #isSame(table: Table, left: TestRow, right: TestRow): boolean {
    const names = table.key.length > 0 ? table.key : table.columns.map(({ name }) => name);
    const isAlike = (name: string) => this.#isAlike(table, left, right, name);
    const isTaken = (column: Column) =>
      isExclusive(table, column) && !column.nullable && isAlike(column.name);
    return names.every(isAlike) || table.columns.some(isTaken);
  }

  #isAlike = (table: Table, left: TestRow, right: TestRow, name: string): boolean =>
    keyText(this.cellOf(table, left, name)) === keyText(this.cellOf(table, right, name));

  /** Returns whether the new row exists, because its key has too few values for another row. */
  isNextTaken(table: Table): boolean {
    const next: TestRow = { user: 'alice', values: this.nextRow(table) };
    return (
      table.key.length > 0 &&
      this.rowsOf(table).some((row) =>
        table.key.every((name) => this.#isAlike(table, row, next, name)),
      )
    );
  }

  #places(table: Table): Readonly<Record<RowPlace, RowValues>> {
    const createdRows = this.#made.get(table.name);
    if (createdRows) return createdRows;
    const rows: Record<RowPlace, RowValues> = {
      first: {},
      middle: {},
      last: {},
      bob: {},
      next: {},
    };
    this.#made.set(table.name, rows);
    for (const place of ROW_PLACES) rows[place] = this.#row(table, place, rows);
    return rows;
  }

  #row(table: Table, place: RowPlace, rows: Readonly<Record<RowPlace, RowValues>>): RowValues {
    const servedTable = this.#servedTable(table);
    const columns = storedColumns(servedTable).filter((column) => column !== servedTable.ownColumn);
    const isKey = ({ name }: Column) => table.key.includes(name);
    const row = Object.create(null) as Record<string, unknown>; // a column can be `__proto__`
    for (const column of columns.filter(isKey))
      row[column.name] = keyValue(column, servedTable, place);
    const otherColumns = columns.filter((column) => !isKey(column));
    for (const [index, column] of otherColumns.entries()) {
      const earlierColumns = otherColumns.slice(0, index);
      row[column.name] = this.#value(table, column, place, { row, rows, earlier: earlierColumns });
    }
    return { ...row, ...this.#referring(table, place) };
  }

  /** Returns values for foreign keys with several columns, which together are those of one row of the same user. */
  #referring(table: Table, place: RowPlace): RowValues {
    const compoundKeys = this.references(table).filter(({ columns }) => columns.length > 1);
    const cells = compoundKeys.flatMap(({ target, columns }) => {
      const names = columns.map(({ column }) => column.name);
      const isAlone = [table.key, ...table.unique].some(
        (key) => key.length > 0 && key.every((name) => names.includes(name)),
      );
      const { first, middle, last, bob } = this.#places(target);
      const otherRow = isAlone ? first : middle;
      const row = { first, middle: otherRow, last, bob, next: isAlone ? middle : first }[place];
      const isNull = place === 'middle' && columns.every(({ column }) => column.nullable);
      return columns.map(({ column, refers }) => [column.name, isNull ? null : row[refers]]);
    });
    return Object.fromEntries(cells) as RowValues;
  }

  /** Returns the foreign keys that statements check. */
  references(table: Table): OwnReference[] {
    const { tables, dialect, scope } = this;
    return userReferences(table, { tables, all: tables, dialect, scope }).own;
  }

  /** Returns the value of a column that is not a key. */
  #value(
    table: Table,
    column: Column,
    place: RowPlace,
    context: {
      /** The values of the row so far. */
      row: RowValues;
      rows: Readonly<Record<RowPlace, RowValues>>;
      earlier: readonly Column[];
    },
  ): unknown {
    const { dialect } = this;
    const { name, nullable, filled } = column;
    if (place === 'middle' && nullable && filled !== 'identity') return null;
    // The referenced row would be that of the new row.
    if (place === 'middle' && isExclusive(table, column)) return context.rows.first[name];
    const choices = column.references ? undefined : columnChoices(column, dialect);
    if (choices) {
      const isAlike = (otherColumn: Column) =>
        keyText(columnChoices(otherColumn, dialect)) === keyText(choices);
      return choices[choiceAt(place, choices.length, context.earlier.filter(isAlike).length)];
    }
    if (place === 'last') {
      const zero = zeroValue(column, dialect);
      if (zero !== undefined) return zero;
    }
    const { row, rows, earlier: earlierColumns } = context;
    const isRepeated = column.references !== undefined && !isUnique(table, column);
    const others = isRepeated
      ? place === 'next'
        ? [rows.middle, rows.last]
        : []
      : Object.values(rows);
    const lastText = keyText(rows.last[name]);
    const inColumn = new Set(others.map((values) => keyText(values[name])));
    const inRow = new Set(Object.values(row).map(keyText));
    let fallback: unknown;
    let repeatedValue: unknown;
    const values = column.references
      ? this.#references(table, column, place, isRepeated && !nullable ? [rows.first[name]] : [])
      : this.#samples(table, column, place, earlierColumns);
    for (const value of values) {
      if (column.references) repeatedValue ??= value;
      if (value === column.default || (inRow.has(keyText(value)) && place !== 'bob')) continue;
      if (!inColumn.has(keyText(value))) return value;
      // Another value, so that tests notice a change of the last row.
      if (place !== 'next' || keyText(value) !== lastText) fallback ??= value;
    }
    return fallback ?? rows.first[name] ?? repeatedValue;
  }

  /** Returns candidate values of other columns, the most suitable ones first. */
  *#samples(
    table: Table,
    column: Column,
    place: RowPlace,
    earlierColumns: readonly Column[],
  ): Generator {
    const { dialect } = this;
    const family = typeFamily(column, dialect);
    const isNumber = ['integer', 'int64', 'number'].includes(family);
    // The numbers of one row increase.
    const count = isNumber
      ? earlierColumns.filter((earlierColumn) => typeFamily(earlierColumn, dialect) === family)
          .length
      : 0;
    const nameValues = family === 'text' ? nameSeries(column, table) : undefined;
    const isKey = column.filled === 'identity';
    const series =
      nameValues ?? (isKey ? keySeries(column, dialect, table.name) : valueSeries(column, dialect));
    const first = 1 + ORDER[place] + count;
    // As a pattern, this value also matches another row.
    const isText = family === 'text' && timeForm(column, dialect) === undefined;
    if (place === 'first' && isText && this.#servedTable(table).isUnique(column))
      yield String(series(1 + ORDER.last)).replace(/2(?=\D*$)|[a-z](?=@|\.?$)/, '_');
    for (let n = first; n <= first + earlierColumns.length + ROW_PLACES.length; n++) {
      const value = series(n);
      if (value !== undefined) yield value;
    }
  }

  /**
   * Returns the values of referenced rows of the same user; then, unless statements check
   * references, values without a row, if other columns of the row have all of the former.
   * @param preferredValues preferred values in Alice's last row, so that a value finds two rows
   */
  *#references(
    { foreignKeys }: Table,
    column: Column,
    place: RowPlace,
    preferredValues: readonly unknown[],
  ): Generator {
    const referencedValues = column.references ? this.#referenced(column.references, place) : [];
    if (place === 'last') yield* preferredValues;
    const nth = ROW_PLACES.indexOf(place);
    const start = place === 'next' ? 2 : nth;
    yield* referencedValues.map(
      (_, index) => referencedValues[(start + index) % referencedValues.length],
    );
    if (foreignKeys && referencedValues.length > 0) return;
    const series = keySeries(column, this.dialect, '');
    const first = 1 + nth + (referencedValues.length > 0 ? ROW_PLACES.length : 0);
    for (let n = first; n <= first + MAX_COLUMNS; n++) yield series(n);
  }

  /** Returns the values of a column in rows of the same user; empty if its table is not imported. */
  #referenced(
    { table, column: name }: NonNullable<Column['references']>,
    place: RowPlace,
  ): unknown[] {
    const target = this.tables.find((candidate) => candidate.name === table);
    const column = target?.columns.find((candidate) => candidate.name === name);
    if (!target || !column) return [];
    const isOfBob = place === 'bob' && this.#hasUsers(target);
    const places = isOfBob ? (['bob'] as const) : (['first', 'middle', 'last'] as const);
    const servedTable = this.#servedTable(target);
    const isKey = target.key.includes(name);
    const valueAt = (rowPlace: RowPlace) =>
      isKey ? keyValue(column, servedTable, rowPlace) : this.#places(target)[rowPlace][name];
    const isOfOther = (value: unknown) =>
      !isOfBob && this.#hasUsers(target) && keyText(value) === keyText(valueAt('bob'));
    return places
      .map(valueAt)
      .filter((value) => value !== null && value !== undefined && !isOfOther(value));
  }
}

/** Returns zero for a column of numbers that allows it, because code easily mistakes it for no value. */
function zeroValue(column: Column, dialect: Dialect): number | string | undefined {
  const family = typeFamily(column, dialect);
  if (column.references || column.filled || column.type.startsWith('year')) return undefined;
  if (family === 'decimal') return '0';
  const isNumber = ['integer', 'int64', 'number'].includes(family);
  return isNumber && createCheck(argumentSchema(column, dialect), new Map())(0) ? 0 : undefined;
}

/**
 * Order of values that are not keys: Alice's last row precedes the middle one, so that tests notice
 * an order other than that of the keys.
 */
const ORDER: Readonly<Record<RowPlace, number>> = { first: 0, middle: 2, last: 1, bob: 3, next: 4 };

/** Maximum number of sample values that are tried for a reference. */
const MAX_COLUMNS = 50;

const keyText = (value: unknown): string => JSON.stringify([value]);

export const isUnique = ({ unique }: Table, { name }: Column): boolean =>
  unique.some((names) => names.length === 1 && names[0] === name);

/** Returns whether each referenced row, which statements check, belongs to at most one row. */
const isExclusive = (table: Table, column: Column): boolean =>
  table.foreignKeys !== undefined && column.references !== undefined && isUnique(table, column);

/**
 * Returns the index of a value among few choices. A new row has another choice than the last row,
 * which changes to it. With two choices, three columns combine them in different orders.
 * @param nth index among the columns with the same choices
 */
function choiceAt(place: RowPlace, length: number, nth: number): number {
  if (length !== 2)
    return (
      ({ first: 0, middle: 1, last: 2, bob: 1, next: 3 % Math.max(length, 3) }[place] + nth) %
      length
    );
  const [first, middle] = (
    [
      [0, 1],
      [0, 0],
      [1, 0],
    ] as const
  )[nth % 3] ?? [0, 1];
  return { first, middle, last: 1, bob: 1, next: 0 }[place];
}
