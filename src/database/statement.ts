import type { Column, Dialect, Table } from './model.js';
import { argumentNames, quoteIdentifier } from './names.js';
import { type Family, familyOf, qualifiedType } from './types.js';

/** A value of the tests as SQL. */
export function literal(value: unknown, family: Family, dialect: Dialect, type = ''): string {
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
  const escaped = text.replaceAll("'", "''");
  return `'${dialect === 'mysql' ? escaped.replaceAll('\\', '\\\\') : escaped}'`;
}

export const USER = ':principal.user_id';

/** In characters. */
const WIDTH = 92;

/** What an insert sets. */
interface NewRow {
  values: readonly (readonly [Column, string])[];
  /** Without them, no row is inserted. */
  conditions: readonly string[];
  /** Columns that callers set. */
  settable: readonly Column[];
}

/** The parts of statements about one table. */
export class Statements {
  /** Names of arguments and of properties of results, by column. */
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

  /** A column of a result. */
  #selected(column: Column): string {
    const name = this.nameOf(column);
    const own = this.#quoted(column.name);
    return column.name === name ? own : `${own} as ${this.#quoted(name)}`;
  }

  /** `:doc::jsonb`, `:docs::jsonb[]`: the driver sends lists as arrays otherwise. */
  value(column: Column): string {
    const isJson =
      this.#dialect === 'postgres' &&
      (familyOf(column, this.#dialect) === 'json' || /^jsonb?\[\]$/.test(column.type));
    return `:${this.nameOf(column)}${isJson ? `::${column.type}` : ''}`;
  }

  /** The value of a new row. Times, lists and objects have their default here: clients do not fill it in. */
  inserted(column: Column): string {
    const { default: usual, now } = column;
    if (now) return `coalesce(${this.value(column)}, ${now})`;
    const type = qualifiedType(column);
    if (typeof usual !== 'object' || usual === null) return this.value(column);
    const text = literal(usual, familyOf(column, this.#dialect), this.#dialect, type);
    const cast = this.#dialect === 'postgres' ? `::${type}` : '';
    return `coalesce(${this.value(column)}, ${text}${cast})`;
  }

  equals(column: Column): string {
    return `${this.#quoted(column.name)} = ${this.value(column)}`;
  }

  /** A condition that an absent argument does not restrict. PostgreSQL cannot tell the type of `:state is null` alone. */
  filter(column: Column): string {
    const [own, value] = [this.#quoted(column.name), `:${this.nameOf(column)}`];
    if (this.#dialect !== 'postgres') return `(${value} is null or ${own} = ${value})`;
    const isEnum = familyOf(column, this.#dialect) === 'enum';
    const type = isEnum ? 'text' : qualifiedType(column);
    return `(${value}::${type} is null or ${own}${isEnum ? '::text' : ''} = ${value})`;
  }

  /** The row that this connection has inserted last (MySQL). */
  isInserted(column: Column): string {
    return `${this.#quoted(column.name)} = last_insert_id()`;
  }

  order(columns: readonly Column[]): string[] {
    const names = columns.map(({ name }) => this.#quoted(name));
    return names.length === 0 ? [] : [`order by ${names.join(', ')}`];
  }

  /**
   * The user in a new row; null, which the column refuses, where its type would make them another user: `01` is the integer
   * 1. MySQL reads the row of the user after it has inserted one, and undoes that if there is none; without a key, it cuts
   * spaces off, which exceed the length.
   */
  user(column: Column): string {
    if (this.#dialect === 'mysql' && this.#table.key.length === 0 && column.length !== undefined)
      return `case when char_length(${USER}) <= ${column.length} then ${USER} end`;
    const isExact =
      this.#dialect === 'mysql' ||
      (['text', 'any'].includes(familyOf(column, this.#dialect)) &&
        !/^(character(?! varying)|name$)/.test(column.type));
    return isExact
      ? USER
      : `case when cast(${USER} as ${qualifiedType(column)}) = ${USER} then ${USER} end`;
  }

  isUser(column: string): string {
    return this.has(column, USER);
  }

  has(column: string, value: string): string {
    return `${this.#quoted(column)} = ${value}`;
  }

  select(
    columns: readonly Column[],
    conditions: readonly string[],
    tail: readonly string[] = [],
  ): string {
    return statement((list, and) => [
      `select ${list(columns.map((column) => this.#selected(column)))}`,
      `from ${this.#from}`,
      ...where(conditions, and),
      ...tail,
    ]);
  }

  count(conditions: readonly string[]): string {
    return statement((_, and) => [
      'select count(*) as count',
      `from ${this.#from}`,
      ...where(conditions, and),
    ]);
  }

  insert({ values, conditions }: Omit<NewRow, 'settable'>, returned: readonly Column[]): string {
    const into = `insert into ${this.#from}`;
    const none = this.#dialect === 'mysql' ? `${into} () values ()` : `${into} default values`;
    const columns = values.map(([{ name }]) => this.#quoted(name));
    const isIn = (value: string) => conditions.some((each) => each.includes(value));
    return statement((list, and) => [
      ...(values.length === 0 ? [none] : [`${into} (${list(columns)})`]),
      ...(values.length > 0 && conditions.length === 0
        ? [`values (${list(values.map(([, value]) => value))})`]
        : []),
      ...(conditions.length > 0
        ? [
            `select ${list(values.map(([column, value]) => (isIn(value) ? this.#typed(column, value) : value)))}`,
          ]
        : []),
      ...(conditions.length > 0 && this.#dialect === 'mysql' ? ['from dual'] : []),
      ...where(conditions, and),
      ...this.#returning(returned, list),
    ]);
  }

  /** With its type: PostgreSQL does not derive that from several uses. A text without its length, which a cast would cut off. */
  #typed(column: Column, value: string): string {
    if (this.#dialect !== 'postgres' || !/^:[\w.]+$/.test(value)) return value;
    return `${value}::${familyOf(column, 'postgres') === 'text' ? 'text' : qualifiedType(column)}`;
  }

  isNull(column: Column, value: string): string {
    return `${this.#typed(column, value)} is null`;
  }

  /** @param isDerived MySQL updates a table only where it reads that as a table of its own */
  exists(conditions: readonly string[], isDerived: boolean): string {
    const rows = `from ${this.#from} where ${conditions.join(' and ')}`;
    return isDerived && this.#dialect === 'mysql'
      ? `exists (select 1 from (select distinct 1 ${rows}) as found)`
      : `exists (select 1 ${rows})`;
  }

  /** Replaces the row with the same key, unless it is that of another user whom the key does not tell apart. */
  upsert(
    { values, conditions, settable }: NewRow,
    key: Column,
    returned: readonly Column[],
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
    return statement((list, and) => [
      this.insert({ values, conditions }, []),
      `on conflict (${this.#quoted(key.name)}) do update set ${list(sets)}`,
      ...where([`${this.#quoted(this.#table.path.at(-1) ?? '')}.${isOwn}`], and),
      ...this.#returning(returned, list),
    ]);
  }

  update(
    columns: readonly Column[],
    conditions: readonly string[],
    returned: readonly Column[],
  ): string {
    const sets = columns.map((column) => {
      const own = this.#quoted(column.name);
      const kept = `coalesce(${this.value(column)}, ${own})`;
      return column.nullable
        ? `${own} = case\n    when ${this.#isCleared(column)} then null\n    else ${kept}\n  end`
        : `${own} = ${kept}`;
    });
    return statement(
      (list, and) => [
        `update ${this.#from}`,
        `set ${list(sets)}`,
        ...where(conditions, and),
        ...this.#returning(returned, list),
      ],
      !columns.some(({ nullable }) => nullable),
    );
  }

  /** Whether the list `:clear` contains the argument. Clients do not support arguments that can be null. */
  #isCleared(column: Column): string {
    const name = this.nameOf(column);
    if (this.#dialect === 'postgres') return `'${name}' = any(:clear::text[])`;
    return this.#dialect === 'mysql'
      ? `json_contains(:clear, '"${name}"')`
      : `'${name}' in (select value from json_each(:clear))`;
  }

  delete(conditions: readonly string[]): string {
    return statement((_, and) => [`delete from ${this.#from}`, ...where(conditions, and)]);
  }

  #returning(columns: readonly Column[], list: Layout): string[] {
    const names = columns.map((column) => this.#selected(column));
    return names.length === 0 ? [] : [`returning ${list(names)}`];
  }
}

const where = (conditions: readonly string[], and: string): string[] =>
  conditions.length === 0 ? [] : [`where ${conditions.join(and)}`];

/** The text of a list. */
type Layout = (items: readonly string[]) => string;

/** In one line where it is short. Values can have lines of their own. @param isShort whether each part has one line */
function statement(lines: (list: Layout, and: string) => string[], isShort = true): string {
  const line = lines((items) => items.join(', '), ' and ').join(' ');
  return isShort && line.length <= WIDTH ? line : lines(wrapped, '\n  and ').join('\n');
}

function wrapped(items: readonly string[]): string {
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
