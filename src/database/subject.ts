import { isDeepStrictEqual } from 'node:util';
import { withComponent } from '../model/component.js';
import type { JsonSchemaObject, ObjectSchema } from '../model/json-schema.js';
import { capitalize, snakeCase, withFullStop } from '../model/names.js';
import { singular } from '../model/singular.js';
import type { Column, Dialect, Scope, Table } from './model.js';
import { oneLine } from './names.js';
import { isKeyable, keyValue } from './samples.js';
import { isApart } from './scope.js';
import { Statements } from './statement.js';
import { familyOf, formText, inputOf, isFlag, outputOf } from './types.js';

/** Names of a table in the names of its tools: of those with several rows, and with one. */
export interface TableWords {
  many: string;
  one: string;
}

/** A table with all that its tools have in common. */
export class Subject {
  readonly sql: Statements;
  readonly words: TableWords;
  /** The column that contains the user, where conditions or policies compare it. */
  readonly own: Column | undefined;
  /** All users read the rows, unlike those of other tables. */
  readonly isShared: boolean;
  /** Columns of results: bytes behind others. */
  readonly readable: readonly Column[];
  /** Columns that identify a row of a user. */
  readonly key: readonly Column[];
  /** Each user has one row. */
  readonly isSingle: boolean;
  /** Its rows have a key that callers can state. */
  readonly isExact: boolean;
  /** Columns of lists. */
  readonly listed: readonly Column[];
  /** What limits statements to the rows of the user. */
  readonly conditions: readonly string[];

  constructor(
    readonly table: Table,
    readonly dialect: Dialect,
    readonly scope: Scope,
    words: TableWords,
  ) {
    const { users, userColumn, sharedTables } = scope;
    this.words = words;
    this.sql = new Statements(table, dialect);
    const own = table.columns.find(({ name }) => name === userColumn);
    this.own = users === 'shared' ? undefined : own;
    this.isShared =
      users !== 'shared' && !isApart(table, scope) && sharedTables.includes(table.name);
    const readable = table.columns.filter(
      (column) =>
        column !== this.own && !column.hidden && familyOf(column, dialect) !== 'unreadable',
    );
    const isBytes = (column: Column) => familyOf(column, dialect) === 'bytes';
    const plain = readable.filter((column) => !isBytes(column));
    this.readable = [...plain, ...readable.filter(isBytes)];
    const names = table.key.filter((name) => name !== this.own?.name);
    this.key = names.flatMap((name) => this.readable.filter((column) => column.name === name));
    this.isSingle = names.length === 0 && table.key.length > 0;
    this.isExact =
      names.length > 0 &&
      this.key.length === names.length &&
      this.key.every((column) => isKeyable(column, dialect));
    // Bytes are large: a tool that reads one row has them.
    this.listed = this.isExact && plain.length > 0 ? plain : this.readable;
    this.conditions = users === 'parameter' && own ? [this.sql.isUser(own.name)] : [];
  }

  get keyConditions(): string[] {
    return [...this.key.map((column) => this.sql.equals(column)), ...this.conditions];
  }

  /** A row in results. */
  get row(): ObjectSchema {
    const row = this.#rowOf(this.readable);
    const isListed = this.listed.length === this.readable.length;
    return isListed ? row : withComponent(row, `full_${this.words.one}`);
  }

  /** A row in lists. */
  get listedRow(): ObjectSchema {
    return this.#rowOf(this.listed);
  }

  #rowOf(columns: readonly Column[]): ObjectSchema {
    return object(
      columns.map((column) => [this.sql.nameOf(column), outputOf(column, this.dialect), true]),
    );
  }

  get keyArguments(): Property[] {
    return this.key.map((column) => [this.sql.nameOf(column), this.argument(column), true]);
  }

  /** A column that a caller selects rows by. */
  argument(column: Column): JsonSchemaObject {
    const { references } = column;
    const schema = withComponent(
      inputOf(column, this.dialect),
      snakeCase(`${this.words.one}_${column.name}`),
    );
    if (references) return withText(schema, referenceText(column.name, references));
    const isState = isFlag(column, this.dialect) || isDeepStrictEqual(column.limits?.enum, [0, 1]);
    const { description: text = columnText(column.name, this.label, isState) } = schema;
    const form = formText(column, this.dialect);
    const description = form === undefined ? text : `${text.replace(/\.$/, '')}, ${form}.`;
    return { ...schema, description };
  }

  /** Those of the columns that are keys, with the values that the row of Alice has in the tests. */
  sample(columns: readonly Column[] = this.key): { sample?: Record<string, unknown> } {
    const keys = columns.filter((column) => this.key.includes(column));
    if (keys.length === 0) return {};
    const entries = keys.map((key): [string, unknown] => [
      this.sql.nameOf(key),
      keyValue(key, this, 'first'),
    ]);
    return { sample: Object.fromEntries(entries) };
  }

  /** A column that a caller sets. */
  value(column: Column): JsonSchemaObject {
    const schema = this.argument(column);
    const names = this.table.unique.find((each) => each.includes(column.name));
    if (!names) return schema;
    const others = this.readable.filter((other) => other !== column && names.includes(other.name));
    // Names of hidden columns are in no tool.
    const isAlone = this.isUnique(column);
    if (!isAlone && others.length === 0) return schema;
    const text = isAlone
      ? 'Unique.'
      : `Unique together with ${others.map(({ name }) => name).join(', ')}.`;
    return withText(schema, text);
  }

  /** Whether no two rows of a user have the same value. */
  isUnique({ name }: Column): boolean {
    const isOwn = (each: string) => [name, this.own?.name].includes(each);
    return this.table.unique.some((names) => names.includes(name) && names.every(isOwn));
  }

  /** One row in a sentence. */
  get label(): string {
    return this.words.one.replaceAll('_', ' ');
  }

  /** Several rows in a sentence: `customers`, or `rows of customer` for a name that is no plural. */
  get rows(): string {
    const { one, many } = this.words;
    return rowsText(many, one);
  }

  /** The conditions of rows that arguments do not state, as a sentence; names of other columns are in no tool. */
  get required(): string {
    const others = this.table.columns.filter((column) => !this.readable.includes(column));
    const isShown = (condition: string) =>
      !others.some(({ name }) => condition.toLowerCase().includes(name.toLowerCase()));
    const shown = this.table.checks?.filter(isShown) ?? [];
    return shown.length === 0 ? '' : ` Requires ${shown.join('; ')}.`;
  }

  /** The comment of the table as a sentence. */
  get about(): string {
    const comment = oneLine(this.table.comment);
    return comment === '' ? '' : ` ${withFullStop(comment)}`;
  }
}

/** The rows of a table, by its names. */
export function rowsText(many: string, one = singular(many)): string {
  const label = oneLine(many.replaceAll('_', ' '), 60);
  return one === many ? `rows of ${label}` : label;
}

const withText = (schema: JsonSchemaObject, text: string): JsonSchemaObject => {
  const { description } = schema;
  return {
    ...schema,
    description: description === undefined ? text : `${withFullStop(description)} ${text}`,
  };
};

export type Property = readonly [name: string, schema: JsonSchemaObject, isRequired: boolean];

export function object(properties: readonly Property[]): ObjectSchema {
  const required = properties.flatMap(([name, , isRequired]) => (isRequired ? [name] : []));
  return {
    type: 'object',
    properties: Object.fromEntries(properties.map(([name, schema]) => [name, schema])),
    ...(required.length > 0 && { required }),
  };
}

/** Words after which "at" and "on" name the time of an event: what was done to a thing, besides regular participles, and what it did. */
const PARTICIPLES = new Set('born bought built chosen due found given held kept lost made met paid read seen sent shown sold taken told used won written'.split(' ')); // prettier-ignore
const isEvent = (word: string): boolean => PARTICIPLES.has(word) || /^\w\w+[^e]ed$/.test(word);
const VERBS = new Set(
  `arrived began begins departed died ended ends expired expires finished happened joined left occurred resigned retired
  started starts`.split(/\s+/),
);
/** Words that no name of a thing contains. */
const LINKS = new Set('at by for from has in is of on since till to until with'.split(' '));
const STATES = new Set('default hidden open private public'.split(' '));

/**
 * What a column without a comment contains, as far as its name tells: `ID of the customer.` A name that does not read as
 * words of a sentence stays as it is.
 */
export function columnText(name: string, label: string, isBoolean: boolean): string {
  const words = oneLine(snakeCase(name).replaceAll('_', ' '), 60).split(' ');
  const text = isBoolean
    ? stateText(words, label)
    : (eventText(words, label) ?? thingText(words, label));
  // Words contain ASCII letters only.
  return /^\p{ASCII}*$/u.test(name) && text !== undefined
    ? text
    : `Column "${oneLine(name, 60)}" of the ${label}.`;
}

/** What a column that refers to another table contains: `ID of the primary vet.` */
function referenceText(name: string, { table, column }: NonNullable<Column['references']>): string {
  const label = oneLine(singular(snakeCase(table)).replaceAll('_', ' '), 60);
  const end = `_${snakeCase(column)}`;
  const role = snakeCase(name).replaceAll('_', ' ').slice(0, -end.length);
  const isRole = snakeCase(name).endsWith(`_${snakeCase(label)}${end}`);
  return columnText(column, isRole ? oneLine(role, 60) : label, false);
}

/** With which a column says what is so: `on_call`, `in_stock`. */
const isPlace = (word: string): boolean => ['in', 'on', 'out', 'under'].includes(word);

function stateText(words: readonly string[], label: string): string | undefined {
  const [first = '', ...others] = words;
  if (isPlace(first) && others.length > 0) return `Whether the ${label} is ${words.join(' ')}.`;
  const isVerb = others.length > 0 && ['is', 'has', 'can'].includes(first);
  const isState =
    others.length === 0 && (isEvent(first) || STATES.has(first) || /(ive|able|ible)$/.test(first));
  if (!isVerb && !isState) return undefined;
  return `Whether the ${label} ${isVerb ? '' : 'is '}${words.join(' ')}.`;
}

function eventText([event = '', link = '', ...others]: readonly string[], label: string) {
  if (others.length > 0 || !['at', 'on'].includes(link)) return undefined;
  if (VERBS.has(event)) return `When the ${label} ${event}.`;
  if (event === 'due') return `When the ${label} is due.`;
  return isEvent(event) ? `When the ${label} was ${event}.` : undefined;
}

/** Words that are written in capitals. */
const INITIALISMS = new Set(
  `api bic css csv dns ean eur gtin guid html http https iban id imei ip isbn iso issn json jwt mfa pdf png qr sha sku sla
  sql ssh ssl sso svg tls ttl ui uri url usd utc uuid vat vin xml`.split(/\s+/),
);
/** Words that columns abbreviate. */
const LONG_FORMS: ReadonlyMap<string, string> = new Map([
  ['max', 'maximum'],
  ['min', 'minimum'],
  ['no', 'number'],
  ['qty', 'quantity'],
]);
/** What a column is measured in, as the last word of its name. */
const UNITS = new Set(
  'bytes cents cm eur g gb kb kg km kwh lb mb mg minutes ml mm ms percent px seconds usd'.split(
    ' ',
  ),
);
const inText = (word: string): string => (INITIALISMS.has(word) ? word.toUpperCase() : word);

function thingText(words: readonly string[], label: string): string | undefined {
  const last = words.at(-1) ?? '';
  if (isEvent(last) || words.some((word) => LINKS.has(word) || VERBS.has(word))) return undefined;
  const hasUnit = words.length > 1 && UNITS.has(last);
  const named = hasUnit ? words.slice(0, -1) : words;
  const thing = named.map((word) => LONG_FORMS.get(word) ?? inText(word)).join(' ');
  const unit = hasUnit ? ` in ${inText(last)}` : '';
  // The line of an order in an order line, the shelf of an entry in a shelf entry, the number of a visit.
  const other = [label.replace(` ${thing}`, ''), label.replace(`${thing} `, '')].find(
    (text) => text !== label && text !== '',
  );
  const isInLabel = ` ${label}`.includes(` ${thing}`) || thing.startsWith(`${label} `);
  const owner = other ?? (isInLabel ? '' : label);
  return `${capitalize(thing)}${owner === '' ? '' : ` of the ${owner}`}${unit}.`;
}
