import { isDeepStrictEqual } from 'node:util';
import { sampleArguments } from '../codegen/sample/sample.js';
import type { JsonSchemaObject } from '../model/json-schema.js';
import {
  type Column,
  type DatabaseDraft,
  type Dialect,
  keyAction,
  keyTable,
  type ProposedTool,
  type RowValues,
  type Table,
  type TestCase,
} from './model.js';
import { ServedTable } from './served-table.js';
import { hasUniqueValues } from './test-constraints.js';
import { deletionConsequences } from './test-keys.js';
import { isAutoIncrement, NEXT_ID, type TestRows } from './test-rows.js';
import { itemColumn, typeFamily } from './types.js';

/** Returns the tool with its test calls on the test rows. */
export function withCases({ key, tool }: DatabaseDraft, rows: TestRows): ProposedTool {
  const table = rows.tables.find(({ name }) => name === keyTable(key));
  const cases = table ? new TestCases(table, rows, tool).casesFor(keyAction(key)) : [];
  return cases.length === 0 ? tool : { ...tool, query: { ...tool.query, cases } };
}

/** Beginning of the error of a row that exists. */
const ROW_EXISTS = 'A row with these values already exists';

/** Calls of one tool with their results, if the database returns values as they were sent. */
class TestCases {
  readonly #servedTable: ServedTable;
  /** Alice's rows, in key order. */
  readonly #rows: readonly RowValues[];
  /** A row that does not exist yet. */
  readonly #next: RowValues;
  /** Values that the database fills in, by column. */
  readonly #filled: RowValues;
  readonly #tool: ProposedTool;
  readonly #all: TestRows;

  constructor(table: Table, rows: TestRows, tool: ProposedTool) {
    const { dialect, scope } = rows;
    this.#tool = tool;
    this.#all = rows;
    this.#servedTable = new ServedTable(table, dialect, scope, { plural: 'rows', singular: 'row' });
    const allRows = rows.rowsOf(table);
    this.#rows = allRows.filter(({ user }) => user === 'alice').map(({ values }) => values);
    this.#next = rows.nextRow(table);
    const nextId = (name: string) =>
      dialect === 'postgres'
        ? NEXT_ID
        : Math.max(...allRows.map(({ values }) => Number(values[name]))) + 1;
    const filledColumns = this.#servedTable.readable.filter(
      (column) => column.filled !== undefined,
    );
    this.#filled = Object.fromEntries(
      filledColumns.map((column) => [
        column.name,
        isAutoIncrement(column, dialect) ? nextId(column.name) : this.#next[column.name],
      ]),
    );
  }

  casesFor(action: string): TestCase[] {
    const [first = {}, middle = first, last = middle] = this.#rows;
    const isCompound = this.#servedTable.key.length > 1;
    switch (action) {
      case 'list':
        return this.#listed();
      case 'count':
        return this.#counted();
      case 'get':
        // Null does not distinguish columns. Each column of the first compound key also has its
        // value in other rows.
        return (
          isCompound || Object.values(middle).includes(null) ? [middle, first] : [middle]
        ).map((row) => this.#call(this.#keyOf(row), this.#shown(row)));
      case 'delete':
        return this.#deleted(isCompound ? [first] : []);
      case 'update':
        return [
          ...this.#updated(first, last),
          { arguments: this.#keyOf(first), error: 'Nothing would change.' },
          ...this.#refused(this.#keyOf(first), this.#servedTable.key),
        ];
      default: {
        const cases = this.#created();
        if (action === 'create' && this.#all.isNextTaken(this.#servedTable.table))
          return cases
            .slice(0, 1)
            .map(({ arguments: args }) => ({ arguments: args, error: ROW_EXISTS }));
        const [{ arguments: args } = { arguments: {} }] = cases;
        const repeatedCases = action === 'create' ? this.#repeated(args) : [];
        return [...cases, ...repeatedCases, ...this.#refused(args, [])];
      }
    }
  }

  /**
   * Returns cases of deletions: of a row with others that go with it or lose their reference to it, if there is one,
   * and of a row that other rows need.
   */
  #deleted(preferredRows: readonly RowValues[]): TestCase[] {
    const { table } = this.#servedTable;
    const deletions = [...preferredRows, ...this.#all.deletable(table), ...this.#rows].map(
      (row) => ({
        key: this.#keyOf(row),
        consequences: deletionConsequences(table, row, this.#all),
      }),
    );
    const permitted = deletions.filter(({ consequences }) => consequences);
    const [deletion] = [
      ...permitted.filter(({ consequences = {} }) => Object.keys(consequences).length > 0),
      ...permitted,
    ];
    const refused = deletions.find(({ consequences }) => !consequences);
    return [
      ...(deletion
        ? [{ ...this.#call(deletion.key, { affected: 1 }), ...deletion.consequences }]
        : []),
      ...(refused ? [{ arguments: refused.key, error: 'other rows refer to this one' }] : []),
    ];
  }

  /** Returns a new row with a value of an existing row, which the unique constraint rejects. */
  #repeated(args: RowValues): TestCase[] {
    const { sql, table, readable } = this.#servedTable;
    const [column] = readable.filter(
      (uniqueKey) =>
        Object.hasOwn(args, sql.nameOf(uniqueKey)) &&
        !uniqueKey.references &&
        (hasUniqueValues(this.#servedTable, uniqueKey, this.#all) ||
          table.key.join() === uniqueKey.name),
    );
    const row = this.#rows.find(({ [column?.name ?? '']: value }) => (value ?? null) !== null);
    return column && row
      ? [
          {
            arguments: { ...args, [sql.nameOf(column)]: row[column.name] },
            error: ROW_EXISTS,
          },
        ]
      : [];
  }

  /** Returns references to a row of Bob, each in a call of its own. @param key columns that identify the changed row */
  #refused(args: RowValues, key: readonly Column[]): TestCase[] {
    const { sql, table, dialect, scope } = this.#servedTable;
    const { properties = {} } = this.#tool.inputSchema;
    return this.#all.references(table).flatMap(({ target, columns }) => {
      const rows = this.#all.rowsOf(target);
      const isSame = (left: RowValues, right: RowValues) =>
        columns.every(({ refers }) => left[refers] === right[refers]);
      const bob = rows.find(({ user }) => user === 'bob')?.values;
      const set = columns.filter(
        ({ column }) => !key.includes(column) && Object.hasOwn(properties, sql.nameOf(column)),
      );
      const isOwnedByUsers = new ServedTable(target, dialect, scope, {
        plural: 'rows',
        singular: 'row',
      }).ownColumn;
      if (!bob || !isOwnedByUsers || set.length === 0) return [];
      if (rows.some(({ user, values }) => user === 'alice' && isSame(values, bob))) return [];
      const values = set.map(({ column, refers }) => [sql.nameOf(column), bob[refers]] as const);
      const names = columns.map(({ column }) => `"${sql.nameOf(column)}"`);
      const verb = names.length === 1 ? 'refers' : 'refer';
      return [
        {
          arguments: { ...args, ...Object.fromEntries(values) },
          error: `${AND_LIST.format(names)} ${verb} to no row.`,
        },
      ];
    });
  }

  #listed(): TestCase[] {
    const { limit } = sampleArguments(this.#tool) ?? {};
    const [member = ''] = Object.keys(this.#tool.outputSchema.properties ?? {});
    return this.#filtered().map(({ sent: sentValues, rows }) => {
      const shownRows = this.#inOrder(rows).map((row) => this.#shown(row));
      const result = shownRows.includes(undefined) ? undefined : { [member]: shownRows };
      // If no result states the rows, `limit` tells the tests that there are pages.
      const hasKnownResult = result !== undefined;
      return this.#call({ ...sentValues, ...(!hasKnownResult && { limit }) }, result);
    });
  }

  /** Sorts rows by key; values other than numbers are sorted already. */
  #inOrder(rows: readonly RowValues[]): RowValues[] {
    const { key } = this.#servedTable;
    return rows.toSorted((left, right) => {
      const name = key.find((column) => left[column.name] !== right[column.name])?.name ?? '';
      const difference = Number(left[name]) - Number(right[name]);
      return Number.isNaN(difference) ? rows.indexOf(left) - rows.indexOf(right) : difference;
    });
  }

  #counted(): TestCase[] {
    return this.#filtered().map(({ sent: sentValues, rows }) =>
      this.#call(sentValues, { count: rows.length }),
    );
  }

  /** Returns filters of calls: all together, each alone with the lowest and the highest value, and none. */
  #filtered(): { sent: RowValues; rows: readonly RowValues[] }[] {
    const { properties = {} } = this.#tool.inputSchema;
    const rows = this.#rows.map((row) => this.#argumentsOf(row, properties));
    const [allFilters = {}] = rows;
    const names = Object.keys(properties).filter((name) =>
      rows.some((row) => Object.hasOwn(row, name)),
    );
    const alone = names.flatMap((name) => {
      const values = rows.flatMap((row) => row[name] ?? []).toSorted();
      return [values.at(0), values.at(-1)].map((value) => ({ [name]: value }));
    });
    const sets = [allFilters, ...alone, {}].filter(
      (set, index, sets) =>
        sets.findIndex((candidate) => isDeepStrictEqual(candidate, set)) === index,
    );
    return sets.map((sentValues) => {
      const wantedValues = Object.entries(this.#valuesOf(sentValues));
      return {
        sent: sentValues,
        rows: this.#rows.filter((row) =>
          wantedValues.every(([name, value]) => row[name] === value),
        ),
      };
    });
  }

  /** Calls with all arguments and with only the required ones; the others get their default, or null. */
  #created(): TestCase[] {
    const { properties = {}, required: requiredNames = [] } = this.#tool.inputSchema;
    const allArguments = this.#argumentsOf(this.#next, properties);
    // The default of a reference need not be a row of Alice.
    const { sql, table } = this.#servedTable;
    const usualReferences = this.#all
      .references(table)
      .flatMap(({ columns }) => columns)
      .flatMap(({ column }) => (column.default === undefined ? [] : [sql.nameOf(column)]));
    const requiredArguments = Object.fromEntries(
      Object.entries(allArguments).filter(([name]) =>
        [...requiredNames, ...usualReferences].includes(name),
      ),
    );
    const defaultValues = Object.fromEntries(
      this.#servedTable.readable.map(({ name, default: value }) => [name, value]),
    );
    return [allArguments, requiredArguments]
      .filter((args, index, sets) => index === 0 || !isDeepStrictEqual(args, sets[0]))
      .map((args) => {
        const row = { ...defaultValues, ...this.#filled, ...this.#valuesOf(args) };
        const isUnknown = this.#servedTable.readable.some(
          ({ name, now, constant }) => (now ?? constant) && row[name] === undefined,
        );
        return this.#call(args, isUnknown ? undefined : this.#changed(row));
      });
  }

  /**
   * Returns cases of changes: the last row gets other values. Then nullable values of the first row are cleared,
   * each alone or in combinations. If there are none, all values but one change, and then that one
   * changes alone. Other values stay.
   */
  #updated(first: RowValues, last: RowValues): TestCase[] {
    const { properties = {} } = this.#tool.inputSchema;
    const { clear: clearSchema, ...settable } = properties as Record<string, JsonSchemaObject>;
    const sentValues = { ...this.#argumentsOf(this.#next, settable), ...this.#keyOf(last) };
    const names = (clearSchema?.items as JsonSchemaObject | undefined)?.enum as
      string[] | undefined;
    const key = this.#keyOf(first);
    const clearCall = (clearedNames: readonly string[]) => {
      const nulls = this.#valuesOf(Object.fromEntries(clearedNames.map((name) => [name, null])));
      return this.#call({ ...key, clear: clearedNames }, this.#changed({ ...first, ...nulls }));
    };
    const changes = Object.entries(sentValues).filter(([name]) => !Object.hasOwn(key, name));
    const isOther = ([name, value]: [string, unknown]) =>
      this.#argumentsOf(first, properties)[name] !== value;
    const oneChange = changes.find(isOther) ?? changes[0];
    const belongsToFirstChange = ([name]: [string, unknown]) =>
      this.#changesWith(name, oneChange?.[0]);
    const furtherChanges = changes.filter((change) => !belongsToFirstChange(change));
    const changeCase = (args: RowValues, row: RowValues) =>
      this.#call(args, this.#changed({ ...row, ...this.#valuesOf(args) }));
    const partialChange = (entries: typeof changes) =>
      changeCase({ ...key, ...Object.fromEntries(entries) }, first);
    return [
      changeCase(sentValues, last),
      ...separatingSubsets(names ?? []).map(clearCall),
      ...(!names && furtherChanges.length > 0 ? [partialChange(furtherChanges)] : []),
      partialChange(changes.filter(belongsToFirstChange)),
    ];
  }

  /** Returns whether two arguments are the same, or belong to the same foreign key, whose columns change together. */
  #changesWith(left: string, right: string | undefined): boolean {
    const { table, sql } = this.#servedTable;
    const groups = this.#all
      .references(table)
      .map(({ columns }) => columns.map(({ column }) => sql.nameOf(column)));
    return (
      left === right ||
      groups.some((names) => right !== undefined && names.includes(left) && names.includes(right))
    );
  }

  #call = (args: RowValues, result: RowValues | undefined): TestCase => ({
    arguments: args,
    ...(result && { result }),
  });

  #keyOf(row: RowValues): RowValues {
    const { key, sql } = this.#servedTable;
    return Object.fromEntries(key.map((column) => [sql.nameOf(column), row[column.name]]));
  }

  /** Returns the values of a row that are arguments. */
  #argumentsOf(row: RowValues, properties: object): RowValues {
    const { readable, sql } = this.#servedTable;
    return Object.fromEntries(
      readable
        .filter(({ name }) => (row[name] ?? null) !== null)
        .map((column) => [sql.nameOf(column), row[column.name]] as const)
        .filter(([name]) => Object.hasOwn(properties, name)),
    );
  }

  /** Returns values by column. */
  #valuesOf(args: RowValues): RowValues {
    const { readable, sql } = this.#servedTable;
    return Object.fromEntries(
      readable
        .filter((column) => Object.hasOwn(args, sql.nameOf(column)))
        .map((column) => [column.name, args[sql.nameOf(column)]]),
    );
  }

  /** Returns the result of a writing tool for a row. */
  #changed(row: RowValues): RowValues | undefined {
    const isCount = Object.keys(this.#tool.outputSchema.properties ?? {}).join() === 'affected';
    return isCount ? { affected: 1 } : this.#shown(row);
  }

  /** Returns the result of the tool for a row. */
  #shown(row: RowValues): RowValues | undefined {
    const { readable, sql, dialect } = this.#servedTable;
    const { properties = {} } = this.#tool.outputSchema;
    const [list] = Object.values(properties) as JsonSchemaObject[];
    const { properties: shownProperties = properties } = (list?.items ?? {}) as JsonSchemaObject;
    const columns = new Map(readable.map((column) => [sql.nameOf(column), column]));
    const cells = Object.keys(shownProperties).map((name) => {
      const column = columns.get(name);
      return [name, column && returnedValue(row[column.name], column, dialect)];
    });
    return cells.some(([, value]) => value === undefined)
      ? undefined
      : (Object.fromEntries(cells) as RowValues);
  }
}

const AND_LIST = new Intl.ListFormat('en');

/** Returns the subsets of a list in which each two items are separated at least once. */
function separatingSubsets<Item>(items: readonly Item[]): Item[][] {
  const bits = Array.from({ length: items.length.toString(2).length }, (_, bit) => 1 << bit);
  return items.length === 0
    ? []
    : bits.map((bit) => items.filter((_, index) => ((index + 1) & bit) !== 0));
}

/** Returns a value as the database returns it; undefined if that is unknown. */
function returnedValue(value: unknown, column: Column, dialect: Dialect): unknown {
  if (value === null || value === undefined) return null;
  const { type, length = 0 } = column;
  const [, precision, digits = 0] = /\((?:(\d+),)?(\d+)\)/.exec(type) ?? [];
  const family = typeFamily(column, dialect);
  if (Array.isArray(value) && family === 'array') {
    const items = value.map((item) => returnedValue(item, itemColumn(column), dialect));
    return items.includes(undefined) ? undefined : items;
  }
  // A column without a type keeps a text that is not a number.
  if (family === 'any')
    return dialect === 'sqlite' && typeof value === 'string' && Number.isNaN(Number(value))
      ? value
      : undefined;
  if (/^(bit|binary)\b/.test(type)) return undefined;
  if (type.startsWith('year') && Number(value) < 1901) return undefined;
  if (typeof value !== 'string') return value;
  if (family === 'set') return [...new Set(value.split(','))].join(',');
  if (family === 'bytes') return Buffer.from(value).toString('base64');
  if (family === 'decimal')
    return type === 'numeric' ? value : Number(value).toFixed(precision ? Number(digits) : 0);
  if (dialect === 'postgres')
    return /^character(?! varying)/.test(type) ? value.padEnd(length) : value;
  return dialect === 'mysql' && type.startsWith('timestamp') ? `${value}Z` : value;
}
