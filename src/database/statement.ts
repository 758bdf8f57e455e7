import { argumentNames, quoteIdentifier } from './identifiers.js';
import type { Column, Dialect, Table } from './model.js';
import { qualifiedType, type TypeFamily, typeFamily } from './types.js';

/** Returns a test value as SQL. */
export function literal(value: unknown, family: TypeFamily, dialect: Dialect, type = ''): string {
  if (value === undefined || value === null) return 'null';
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  if (family === 'bytes') {
    const hex = Buffer.from(text).toString('hex');
    return dialect === 'postgres' ? String.raw`'\x${hex}'` : `X'${hex}'`;
  }
  if (typeof value === 'number') return String(value);
  if (typeof value === 'boolean') return String(value);
  if (Array.isArray(value) && family === 'array') {
    const items = value.map((item) => literal(item, 'text', dialect));
    return items.length === 0 ? "'{}'" : `array[${items.join(', ')}]::${type}`;
  }
  const escapedText = text.replaceAll("'", "''");
  return `'${dialect === 'mysql' ? escapedText.replaceAll('\\', '\\\\') : escapedText}'`;
}

/** Returns the default of a column as SQL. */
export function defaultText(column: Column, dialect: Dialect): string {
  const type = qualifiedType(column);
  const text = literal(column.default, typeFamily(column, dialect), dialect, type);
  return dialect === 'postgres' ? `${text}::${type}` : text;
}

export const USER_PARAMETER = ':principal.user_id';

/** Maximum line length in characters. */
const WIDTH = 92;

interface NewRow {
  values: readonly (readonly [Column, string])[];
  /** Conditions without which no row is inserted. */
  conditions: readonly string[];
  /** Columns that callers set. */
  settable: readonly Column[];
}

/** The parts of statements about one table. */
export class Statements {
  /** Names of arguments and of result properties by column. */
  readonly names: ReadonlyMap<string, string>;
  readonly #table: Table;
  readonly #dialect: Dialect;

  constructor(table: Table, dialect: Dialect) {
    this.#table = table;
    this.#dialect = dialect;
    this.names = argumentNames(table.columns);
  }

  nameOf({ name }: Column): string {
    return this.names.get(name) ?? name;
  }

  get #from(): string {
    return this.#table.path.map((part) => this.#quoted(part)).join('.');
  }

  #quoted(name: string): string {
    return quoteIdentifier(name, this.#dialect);
  }

  /** Returns a column of a result. */
  #selected(column: Column): string {
    const name = this.nameOf(column);
    const quotedColumn = this.#quoted(column.name);
    return column.name === name ? quotedColumn : `${quotedColumn} as ${this.#quoted(name)}`;
  }

  /**
   * Returns a typed argument such as `:doc::jsonb` or `:docs::jsonb[]`. Without the type, the
   * driver would send lists as arrays.
   */
  value(column: Column): string {
    const isJson =
      this.#dialect === 'postgres' &&
      (typeFamily(column, this.#dialect) === 'json' || /^jsonb?\[\]$/.test(column.type));
    return `:${this.nameOf(column)}${isJson ? `::${column.type}` : ''}`;
  }

  /**
   * Returns the value of a new row. Defaults of times, lists and objects are part of the statement,
   * because clients do not fill them in.
   */
  inserted(column: Column): string {
    const { default: defaultValue, now: timeDefault, constant } = column;
    const sqlDefault = timeDefault ?? constant;
    if (sqlDefault !== undefined) return `coalesce(${this.value(column)}, ${sqlDefault})`;
    if (typeof defaultValue !== 'object' || defaultValue === null) return this.value(column);
    return `coalesce(${this.value(column)}, ${defaultText(column, this.#dialect)})`;
  }

  equals(column: Column): string {
    return `${this.#quoted(column.name)} = ${this.value(column)}`;
  }

  /**
   * Returns a condition without effect if its argument is absent. PostgreSQL cannot derive the type
   * of `:state is null` alone.
   */
  filter(column: Column): string {
    const [quotedColumn, value] = [this.#quoted(column.name), `:${this.nameOf(column)}`];
    if (this.#dialect !== 'postgres') return `(${value} is null or ${quotedColumn} = ${value})`;
    const isEnum = typeFamily(column, this.#dialect) === 'enum';
    const type = isEnum ? 'text' : qualifiedType(column);
    return `(${value}::${type} is null or ${quotedColumn}${isEnum ? '::text' : ''} = ${value})`;
  }

  /** Returns the condition that a row is the one that this connection inserted last (MySQL). */
  isInserted(column: Column): string {
    return `${this.#quoted(column.name)} = last_insert_id()`;
  }

  order(columns: readonly Column[]): string[] {
    const names = columns.map(({ name }) => this.#quoted(name));
    return names.length === 0 ? [] : [`order by ${names.join(', ')}`];
  }

  /**
   * Returns the user in a new row. It is null, which the column rejects, if the type would change
   * it into another user: `01` is the integer 1. MySQL reads the user's row after an insert and
   * rolls back if there is none; without a key, it trims spaces beyond the length.
   */
  user(column: Column): string {
    if (this.#dialect === 'mysql' && this.#table.key.length === 0 && column.length !== undefined)
      return `case when char_length(${USER_PARAMETER}) <= ${column.length} then ${USER_PARAMETER} end`;
    const isExact =
      this.#dialect === 'mysql' ||
      (['text', 'any'].includes(typeFamily(column, this.#dialect)) &&
        !/^(character(?! varying)|name$)/.test(column.type));
    return isExact
      ? USER_PARAMETER
      : `case when cast(${USER_PARAMETER} as ${qualifiedType(column)}) = ${USER_PARAMETER} then ${USER_PARAMETER} end`;
  }

  isUser(column: string): string {
    return this.has(column, USER_PARAMETER);
  }

  has(column: string, value: string): string {
    return `${this.#quoted(column)} = ${value}`;
  }

  select(
    columns: readonly Column[],
    conditions: readonly string[],
    tail: readonly string[] = [],
  ): string {
    return statement((list, separator) => [
      `select ${list(columns.map((column) => this.#selected(column)))}`,
      `from ${this.#from}`,
      ...whereLines(conditions, separator),
      ...tail,
    ]);
  }

  count(conditions: readonly string[]): string {
    return statement((_, separator) => [
      'select count(*) as count',
      `from ${this.#from}`,
      ...whereLines(conditions, separator),
    ]);
  }

  insert(
    { values, conditions }: Omit<NewRow, 'settable'>,
    resultColumns: readonly Column[],
  ): string {
    const into = `insert into ${this.#from}`;
    const defaultInsert =
      this.#dialect === 'mysql' ? `${into} () values ()` : `${into} default values`;
    const columns = values.map(([{ name }]) => this.#quoted(name));
    const isIn = (value: string) => conditions.some((condition) => condition.includes(value));
    return statement((list, separator) => [
      ...(values.length === 0 ? [defaultInsert] : [`${into} (${list(columns)})`]),
      ...(values.length > 0 && conditions.length === 0
        ? [`values (${list(values.map(([, value]) => value))})`]
        : []),
      ...(conditions.length > 0
        ? [
            `select ${list(values.map(([column, value]) => (isIn(value) ? this.#typed(column, value) : value)))}`,
          ]
        : []),
      ...(conditions.length > 0 && this.#dialect === 'mysql' ? ['from dual'] : []),
      ...whereLines(conditions, separator),
      ...this.#returning(resultColumns, list),
    ]);
  }

  /**
   * Returns a value with its type, which PostgreSQL does not derive from several uses. Texts have
   * no length, because a cast would cut them.
   */
  #typed(column: Column, value: string): string {
    if (this.#dialect !== 'postgres' || !/^:[\w.]+$/.test(value)) return value;
    return `${value}::${typeFamily(column, 'postgres') === 'text' ? 'text' : qualifiedType(column)}`;
  }

  isNull(column: Column, value: string): string {
    return `${this.#typed(column, value)} is null`;
  }

  /**
   * Returns the condition that a row exists.
   * @param isDerived MySQL updates a table only if it reads it as a derived table
   */
  exists(conditions: readonly string[], isDerived: boolean): string {
    const rows = `from ${this.#from} where ${conditions.join(' and ')}`;
    return isDerived && this.#dialect === 'mysql'
      ? `exists (select 1 from (select distinct 1 ${rows}) as found)`
      : `exists (select 1 ${rows})`;
  }

  /** Replaces the row with the same key, unless it belongs to another user whom the key does not distinguish. */
  upsert(
    { values, conditions, settable }: NewRow,
    key: Column,
    resultColumns: readonly Column[],
  ): string {
    const names = settable.map(({ name }) => this.#quoted(name));
    const isOwn = this.isUser(key.name);
    if (this.#dialect === 'mysql') {
      const sets = names.map((name) => `${name} = if(${isOwn}, values(${name}), ${name})`);
      return statement((list) => [
        this.insert({ values, conditions }, []),
        `on duplicate key update ${list(sets)}`,
      ]);
    }
    const sets = names.map((name) => `${name} = excluded.${name}`);
    return statement((list, separator) => [
      this.insert({ values, conditions }, []),
      `on conflict (${this.#quoted(key.name)}) do update set ${list(sets)}`,
      ...whereLines([`${this.#quoted(this.#table.path.at(-1) ?? '')}.${isOwn}`], separator),
      ...this.#returning(resultColumns, list),
    ]);
  }

  update(
    columns: readonly Column[],
    conditions: readonly string[],
    resultColumns: readonly Column[],
  ): string {
    const sets = columns.map((column) => {
      const quotedColumn = this.#quoted(column.name);
      const valueOrCurrent = `coalesce(${this.value(column)}, ${quotedColumn})`;
      return column.nullable
        ? `${quotedColumn} = case\n    when ${this.#isCleared(column)} then null\n    else ${valueOrCurrent}\n  end`
        : `${quotedColumn} = ${valueOrCurrent}`;
    });
    return statement(
      (list, separator) => [
        `update ${this.#from}`,
        `set ${list(sets)}`,
        ...whereLines(conditions, separator),
        ...this.#returning(resultColumns, list),
      ],
      !columns.some(({ nullable }) => nullable),
    );
  }

  /** Returns whether the list `:clear` contains the argument, because clients do not support nullable arguments. */
  #isCleared(column: Column): string {
    const name = this.nameOf(column);
    if (this.#dialect === 'postgres') return `'${name}' = any(:clear::text[])`;
    return this.#dialect === 'mysql'
      ? `json_contains(:clear, '"${name}"')`
      : `'${name}' in (select value from json_each(:clear))`;
  }

  delete(conditions: readonly string[]): string {
    return statement((_, separator) => [
      `delete from ${this.#from}`,
      ...whereLines(conditions, separator),
    ]);
  }

  #returning(columns: readonly Column[], list: ListLayout): string[] {
    const names = columns.map((column) => this.#selected(column));
    return names.length === 0 ? [] : [`returning ${list(names)}`];
  }
}

const whereLines = (conditions: readonly string[], separator: string): string[] =>
  conditions.length === 0 ? [] : [`where ${conditions.join(separator)}`];

type ListLayout = (items: readonly string[]) => string;

/**
 * Returns a statement on one line if it is short. Values can contain line breaks.
 * @param isShort whether each part is a single line
 */
function statement(
  lines: (list: ListLayout, separator: string) => string[],
  isShort = true,
): string {
  const line = lines((items) => items.join(', '), ' and ').join(' ');
  return isShort && line.length <= WIDTH ? line : lines(wrapItems, '\n  and ').join('\n');
}

function wrapItems(items: readonly string[]): string {
  const lines = [''];
  for (const [index, item] of items.entries()) {
    const text = index === items.length - 1 ? item : `${item},`;
    const last = lines.at(-1) ?? '';
    const isLong = last.length + text.length > WIDTH - 10 || (last + text).includes('\n');
    if (last !== '' && isLong) lines.push(text);
    else lines[lines.length - 1] = last === '' ? text : `${last} ${text}`;
  }
  return lines.join('\n  ');
}
