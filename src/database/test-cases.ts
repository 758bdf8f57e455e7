import { isDeepStrictEqual } from 'node:util';
import { sampleArguments } from '../codegen/sample/sample.js';
import type { JsonSchemaObject } from '../model/json-schema.js';
import {
  type Column,
  type Dialect,
  type Draft,
  type ProposedTool,
  type Table,
  tableOf,
  type TestCase,
  type Values,
} from './model.js';
import { Subject } from './subject.js';
import { hasUniqueValues } from './test-constraints.js';
import { isCounted, NEXT_ID, type TestRows } from './test-rows.js';
import { familyOf, itemOf } from './types.js';

/** The tool with its calls on the rows of the tests. */
export function withCases({ key, tool }: Draft, rows: TestRows): ProposedTool {
  const table = rows.tables.find(({ name }) => name === tableOf(key));
  const cases = table ? new TestCases(table, rows, tool).of(actionOf(key)) : [];
  return cases.length === 0 ? tool : { ...tool, query: { ...tool.query, cases } };
}

/** `list` of `parts.list` */
const actionOf = (key: string): string => key.slice(key.lastIndexOf('.') + 1);

/** Calls of one tool, with what they return, where the database returns values as they were sent. */
class TestCases {
  readonly #subject: Subject;
  /** Of Alice. */
  readonly #rows: readonly Values[];
  /** One that is not there. */
  readonly #next: Values;
  /** What the database fills in. */
  readonly #filled: Values;
  readonly #tool: ProposedTool;
  readonly #all: TestRows;

  constructor(table: Table, rows: TestRows, tool: ProposedTool) {
    const { dialect, scope } = rows;
    this.#tool = tool;
    this.#all = rows;
    this.#subject = new Subject(table, dialect, scope, { many: 'rows', one: 'row' });
    const all = rows.of(table);
    this.#rows = all.filter(({ user }) => user === 'alice').map(({ values }) => values);
    this.#next = rows.next(table);
    const nextId = (name: string) =>
      dialect === 'postgres'
        ? NEXT_ID
        : Math.max(...all.map(({ values }) => Number(values[name]))) + 1;
    const filled = this.#subject.readable.filter((column) => column.filled !== undefined);
    this.#filled = Object.fromEntries(
      filled.map((column) => [
        column.name,
        isCounted(column, dialect) ? nextId(column.name) : this.#next[column.name],
      ]),
    );
  }

  of(action: string): TestCase[] {
    const [first = {}, middle = first, last = middle] = this.#rows;
    const isCompound = this.#subject.key.length > 1;
    switch (action) {
      case 'list':
        return this.#listed();
      case 'count':
        return this.#counted();
      case 'get':
        // Nulls do not tell columns apart; each part of the first compound key is in other rows, too.
        return (
          isCompound || Object.values(middle).includes(null) ? [middle, first] : [middle]
        ).map((row) => this.#call(this.#keyOf(row), this.#shown(row)));
      case 'delete':
        return [this.#call(this.#keyOf(isCompound ? first : (this.#all.deletable(this.#subject.table) ?? middle)), { affected: 1 })]; // prettier-ignore
      case 'update':
        return [
          ...this.#updated(first, last),
          ...this.#refused(this.#keyOf(first), this.#subject.key),
        ];
      default: {
        const cases = this.#created();
        const [{ arguments: args } = { arguments: {} }] = cases;
        const repeated = action === 'create' ? this.#repeated(args) : [];
        return [...cases, ...repeated, ...this.#refused(args, [])];
      }
    }
  }

  /** A new row with a value that another one has, where the database wants a different one. */
  #repeated(args: Values): TestCase[] {
    const { sql, table, readable } = this.#subject;
    const [column] = readable.filter(
      (each) =>
        Object.hasOwn(args, sql.nameOf(each)) &&
        !each.references &&
        (hasUniqueValues(this.#subject, each, this.#all) || table.key.join() === each.name),
    );
    const row = this.#rows.find(({ [column?.name ?? '']: value }) => (value ?? null) !== null);
    return column && row
      ? [
          {
            arguments: { ...args, [sql.nameOf(column)]: row[column.name] },
            error: 'A row with these values already exists',
          },
        ]
      : [];
  }

  /** References to a row of Bob, each in a call of its own. @param key columns that say which row is changed */
  #refused(args: Values, key: readonly Column[]): TestCase[] {
    const { sql, table, dialect, scope } = this.#subject;
    return this.#all.references(table).flatMap(({ target, columns }) => {
      const rows = this.#all.of(target);
      const isSame = (one: Values, other: Values) =>
        columns.every(({ refers }) => one[refers] === other[refers]);
      const bob = rows.find(({ user }) => user === 'bob')?.values;
      const set = columns.filter(({ column }) => !key.includes(column));
      const isKnown = new Subject(target, dialect, scope, { many: 'rows', one: 'row' }).own;
      if (!bob || !isKnown || set.length === 0) return [];
      if (rows.some(({ user, values }) => user === 'alice' && isSame(values, bob))) return [];
      const values = set.map(({ column, refers }) => [sql.nameOf(column), bob[refers]] as const);
      const names = columns.map(({ column }) => `"${sql.nameOf(column)}"`);
      const verb = names.length === 1 ? 'refers' : 'refer';
      return [
        {
          arguments: { ...args, ...Object.fromEntries(values) },
          error: `${AND.format(names)} ${verb} to no row.`,
        },
      ];
    });
  }

  #listed(): TestCase[] {
    const { limit } = sampleArguments(this.#tool) ?? {};
    const [member = ''] = Object.keys(this.#tool.outputSchema.properties ?? {});
    return this.#filtered().map(({ sent, rows }) => {
      const shown = this.#inOrder(rows).map((row) => this.#shown(row));
      const result = shown.includes(undefined) ? undefined : { [member]: shown };
      // Where nothing states the rows, it tells the tests that there are pages.
      const isTold = result !== undefined;
      return this.#call({ ...sent, ...(!isTold && { limit }) }, result);
    });
  }

  /** In the order of the key; other values than numbers are in it already. */
  #inOrder(rows: readonly Values[]): Values[] {
    const { key } = this.#subject;
    return rows.toSorted((one, other) => {
      const differences = key.map(({ name }) => Number(one[name]) - Number(other[name]));
      return differences.find((difference) => difference !== 0 && !Number.isNaN(difference)) ?? 0;
    });
  }

  #counted(): TestCase[] {
    return this.#filtered().map(({ sent, rows }) => this.#call(sent, { count: rows.length }));
  }

  /** With all filters, with the least and the greatest value of each alone, and without. */
  #filtered(): { sent: Values; rows: readonly Values[] }[] {
    const { properties = {} } = this.#tool.inputSchema;
    const rows = this.#rows.map((row) => this.#argumentsOf(row, properties));
    const [all = {}] = rows;
    const names = Object.keys(properties).filter((name) =>
      rows.some((row) => Object.hasOwn(row, name)),
    );
    const alone = names.flatMap((name) => {
      const values = rows.flatMap((row) => row[name] ?? []).toSorted();
      return [values.at(0), values.at(-1)].map((value) => ({ [name]: value }));
    });
    const sets = [all, ...alone, {}].filter(
      (set, index, sets) => sets.findIndex((each) => isDeepStrictEqual(each, set)) === index,
    );
    return sets.map((sent) => {
      const wanted = Object.entries(this.#valuesOf(sent));
      return {
        sent,
        rows: this.#rows.filter((row) => wanted.every(([name, value]) => row[name] === value)),
      };
    });
  }

  /** With all arguments, and with the required ones: others become their default, or null. */
  #created(): TestCase[] {
    const { properties = {}, required = [] } = this.#tool.inputSchema;
    const all = this.#argumentsOf(this.#next, properties);
    // The default of a reference need not be a row of Alice.
    const { sql, table } = this.#subject;
    const usualReferences = this.#all
      .references(table)
      .flatMap(({ columns }) => columns)
      .flatMap(({ column }) => (column.default === undefined ? [] : [sql.nameOf(column)]));
    const least = Object.fromEntries(
      Object.entries(all).filter(([name]) => [...required, ...usualReferences].includes(name)),
    );
    const usual = Object.fromEntries(
      this.#subject.readable.map(({ name, default: value }) => [name, value]),
    );
    return [all, least]
      .filter((args, index, sets) => index === 0 || !isDeepStrictEqual(args, sets[0]))
      .map((args) => {
        const row = { ...usual, ...this.#filled, ...this.#valuesOf(args) };
        const isNow = this.#subject.readable.some(
          ({ name, now }) => now && row[name] === undefined,
        );
        return this.#call(args, isNow ? undefined : this.#changed(row));
      });
  }

  /**
   * The last row gets other values; then those of the first that may be null are cleared, each alone or without each other
   * once, or, where there are none, all values but one change; then that one changes alone. Others stay as they are.
   */
  #updated(first: Values, last: Values): TestCase[] {
    const { properties = {} } = this.#tool.inputSchema;
    const { clear, ...settable } = properties as Record<string, JsonSchemaObject>;
    const sent = { ...this.#argumentsOf(this.#next, settable), ...this.#keyOf(last) };
    const names = (clear?.items as JsonSchemaObject | undefined)?.enum as string[] | undefined;
    const key = this.#keyOf(first);
    const clearing = (some: readonly string[]) => {
      const nulls = this.#valuesOf(Object.fromEntries(some.map((name) => [name, null])));
      return this.#call({ ...key, clear: some }, this.#changed({ ...first, ...nulls }));
    };
    const changes = Object.entries(sent).filter(([name]) => !Object.hasOwn(key, name));
    const isOther = ([name, value]: [string, unknown]) =>
      this.#argumentsOf(first, properties)[name] !== value;
    const other = changes.find(isOther) ?? changes[0];
    const further = changes.filter((change) => change !== other);
    const changeOf = (args: Values, row: Values) =>
      this.#call(args, this.#changed({ ...row, ...this.#valuesOf(args) }));
    const partOf = (entries: typeof changes) =>
      changeOf({ ...key, ...Object.fromEntries(entries) }, first);
    return [
      changeOf(sent, last),
      ...apart(names ?? []).map(clearing),
      ...(!names && further.length > 0 ? [partOf(further)] : []),
      partOf(other ? [other] : []),
    ];
  }

  #call = (args: Values, result: Values | undefined): TestCase => ({
    arguments: args,
    ...(result && { result }),
  });

  #keyOf(row: Values): Values {
    const { key, sql } = this.#subject;
    return Object.fromEntries(key.map((column) => [sql.nameOf(column), row[column.name]]));
  }

  /** Those values of a row that are arguments. */
  #argumentsOf(row: Values, properties: object): Values {
    const { readable, sql } = this.#subject;
    return Object.fromEntries(
      readable
        .filter(({ name }) => (row[name] ?? null) !== null)
        .map((column) => [sql.nameOf(column), row[column.name]] as const)
        .filter(([name]) => Object.hasOwn(properties, name)),
    );
  }

  /** By column. */
  #valuesOf(args: Values): Values {
    const { readable, sql } = this.#subject;
    return Object.fromEntries(
      readable
        .filter((column) => Object.hasOwn(args, sql.nameOf(column)))
        .map((column) => [column.name, args[sql.nameOf(column)]]),
    );
  }

  /** What a tool that writes returns of a row. */
  #changed(row: Values): Values | undefined {
    const isCount = Object.keys(this.#tool.outputSchema.properties ?? {}).join() === 'affected';
    return isCount ? { affected: 1 } : this.#shown(row);
  }

  /** What the tool returns of a row. */
  #shown(row: Values): Values | undefined {
    const { readable, sql, dialect } = this.#subject;
    const { properties = {} } = this.#tool.outputSchema;
    const [list] = Object.values(properties) as JsonSchemaObject[];
    const { properties: shown = properties } = (list?.items ?? {}) as JsonSchemaObject;
    const columns = new Map(readable.map((column) => [sql.nameOf(column), column]));
    const cells = Object.keys(shown).map((name) => {
      const column = columns.get(name);
      return [name, column && returned(row[column.name], column, dialect)];
    });
    return cells.some(([, value]) => value === undefined)
      ? undefined
      : (Object.fromEntries(cells) as Values);
  }
}

const AND = new Intl.ListFormat('en');

/** Parts of a list: of each two items, one has one of them without the other. */
function apart<Item>(items: readonly Item[]): Item[][] {
  const bits = Array.from({ length: items.length.toString(2).length }, (_, bit) => 1 << bit);
  return items.length === 0
    ? []
    : bits.map((bit) => items.filter((_, index) => ((index + 1) & bit) !== 0));
}

/** A value as the database returns it; undefined where that is not known. */
function returned(value: unknown, column: Column, dialect: Dialect): unknown {
  if (value === null || value === undefined) return null;
  const { type, length = 0 } = column;
  const [, precision, digits = 0] = /\((?:(\d+),)?(\d+)\)/.exec(type) ?? [];
  const family = familyOf(column, dialect);
  if (Array.isArray(value) && family === 'array') {
    const items = value.map((each) => returned(each, itemOf(column), dialect));
    return items.includes(undefined) ? undefined : items;
  }
  // A column without a type keeps a text that is no number.
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
  if (dialect === 'sqlite' || !['time', 'timestamp'].includes(family)) return value;
  const fraction = digits ? `.${'0'.repeat(Number(digits))}` : '';
  return `${value}${fraction}${type.startsWith('timestamp') ? 'Z' : ''}`;
}
