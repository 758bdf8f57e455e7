import { isDeepStrictEqual } from 'node:util';
import { withComponent } from '../model/component.js';
import type { JsonSchemaObject, ObjectSchema } from '../model/json-schema.js';
import { capitalize, snakeCase, withFullStop } from '../model/names.js';
import { singular } from '../model/text/singular.js';
import { commentLine } from './identifiers.js';
import type { Column, Dialect, Table, TableScope } from './model.js';
import { isKeyable, keyValue } from './samples.js';
import { isApart } from './scope.js';
import { Statements } from './statement.js';
import { argumentSchema, formText, isFlag, resultSchema, typeFamily } from './types.js';

/** Nouns of a table in the names of its tools: for several rows, and for one. */
export interface TableWords {
  plural: string;
  singular: string;
}

/** A table with everything that its tools have in common. */
export class ServedTable {
  readonly sql: Statements;
  readonly tableWords: TableWords;
  /** The column that contains the user, if conditions or policies compare it. */
  readonly ownColumn: Column | undefined;
  /** Whether all users read the rows, unlike those of other tables. */
  readonly isShared: boolean;
  /** Columns of results; bytes are last. */
  readonly readable: readonly Column[];
  /** Columns that identify a row of a user. */
  readonly key: readonly Column[];
  /** Whether each user has one row. */
  readonly isSingle: boolean;
  /** Whether rows have a key that callers can state. */
  readonly isExact: boolean;
  readonly listed: readonly Column[];
  /** Conditions that limit statements to the rows of the user. */
  readonly conditions: readonly string[];

  constructor(
    readonly table: Table,
    readonly dialect: Dialect,
    readonly scope: TableScope,
    tableWords: TableWords,
  ) {
    const { users, userColumn, sharedTables } = scope;
    this.tableWords = tableWords;
    this.sql = new Statements(table, dialect);
    const ownColumn = table.columns.find(({ name }) => name === userColumn);
    this.ownColumn = users === 'shared' ? undefined : ownColumn;
    this.isShared =
      users !== 'shared' && !isApart(table, scope) && sharedTables.includes(table.name);
    const readable = table.columns.filter(
      (column) =>
        column !== this.ownColumn && !column.hidden && typeFamily(column, dialect) !== 'unreadable',
    );
    const isBytes = (column: Column) => typeFamily(column, dialect) === 'bytes';
    const textColumns = readable.filter((column) => !isBytes(column));
    this.readable = [...textColumns, ...readable.filter(isBytes)];
    const names = table.key.filter((name) => name !== this.ownColumn?.name);
    this.key = names.flatMap((name) => this.readable.filter((column) => column.name === name));
    this.isSingle = names.length === 0 && table.key.length > 0;
    this.isExact =
      names.length > 0 &&
      this.key.length === names.length &&
      this.key.every((column) => isKeyable(column, dialect));
    // Bytes are large, so only tools that read a single row return them.
    this.listed = this.isExact && textColumns.length > 0 ? textColumns : this.readable;
    this.conditions = users === 'parameter' && ownColumn ? [this.sql.isUser(ownColumn.name)] : [];
  }

  get keyConditions(): string[] {
    return [...this.key.map((column) => this.sql.equals(column)), ...this.conditions];
  }

  /** Schema of a row in results. */
  get row(): ObjectSchema {
    const row = this.#rowOf(this.readable);
    const isListed = this.listed.length === this.readable.length;
    return isListed ? row : withComponent(row, `full_${this.tableWords.singular}`);
  }

  /** Schema of a row in lists. */
  get listedRow(): ObjectSchema {
    return this.#rowOf(this.listed);
  }

  #rowOf(columns: readonly Column[]): ObjectSchema {
    return objectSchema(
      columns.map((column) => [this.sql.nameOf(column), this.#resultOf(column), true]),
    );
  }

  /** Returns the schema of a column in results. The key of a row is never null, which a view does not state. */
  #resultOf(column: Column): JsonSchemaObject {
    const nullable = column.nullable && !this.table.key.includes(column.name);
    const schema = resultSchema({ ...column, nullable }, this.dialect);
    const isText = [schema.type].flat().every((type) => type === 'string' || type === 'null');
    const argument = this.argument(column);
    if (!isText || !argument.enum) return schema;
    return nullable ? { anyOf: [argument, { type: 'null' }] } : argument;
  }

  get keyArguments(): ObjectProperty[] {
    return this.key.map((column) => [this.sql.nameOf(column), this.argument(column), true]);
  }

  /** Returns the schema of a column by which a caller selects rows. */
  argument(column: Column): JsonSchemaObject {
    const { references } = column;
    const schema = withComponent(
      argumentSchema(column, this.dialect),
      snakeCase(`${this.tableWords.singular}_${column.name}`),
    );
    if (references) return withText(schema, referenceText(column.name, references));
    const isState = isFlag(column, this.dialect) || isDeepStrictEqual(column.limits?.enum, [0, 1]);
    const { description: text = columnText(column.name, this.label, isState) } = schema;
    const form = formText(column, this.dialect);
    const description = form === undefined ? text : `${text.replace(/\.$/, '')}, ${form}.`;
    return { ...schema, description };
  }

  /**
   * Returns the `sample` of a tool: the values of these key columns in Alice's first row in the
   * tests, by argument name.
   */
  sample(columns: readonly Column[] = this.key): { sample?: Record<string, unknown> } {
    const keys = columns.filter((column) => this.key.includes(column));
    if (keys.length === 0) return {};
    const entries = keys.map((key): [string, unknown] => [
      this.sql.nameOf(key),
      keyValue(key, this, 'first'),
    ]);
    return { sample: Object.fromEntries(entries) };
  }

  /** Returns the schema of a column that a caller sets. */
  value(column: Column): JsonSchemaObject {
    const schema = this.argument(column);
    const names = this.table.unique.find((uniqueKey) => uniqueKey.includes(column.name));
    if (!names) return schema;
    const otherColumns = this.readable.filter(
      (otherColumn) => otherColumn !== column && names.includes(otherColumn.name),
    );
    // No tool contains the names of hidden columns.
    const isUniqueColumn = this.isUnique(column);
    if (!isUniqueColumn && otherColumns.length === 0) return schema;
    const text = isUniqueColumn
      ? 'Unique.'
      : `Unique together with ${otherColumns.map(({ name }) => name).join(', ')}.`;
    return withText(schema, text);
  }

  /** Returns whether each row of a user has a different value. */
  isUnique({ name }: Column): boolean {
    const isOwn = (uniqueColumn: string) => [name, this.ownColumn?.name].includes(uniqueColumn);
    return this.table.unique.some((names) => names.includes(name) && names.every(isOwn));
  }

  /** Noun phrase for one row. */
  get label(): string {
    return this.tableWords.singular.replaceAll('_', ' ');
  }

  /** Noun phrase for several rows: `customers`, or `rows of customer` if the name is not plural. */
  get rows(): string {
    const { singular: singularWord, plural: pluralWord } = this.tableWords;
    return rowsText(pluralWord, singularWord);
  }

  /** Sentence about the row conditions that arguments do not state. No tool contains the names of other columns. */
  get required(): string {
    const hiddenColumns = this.table.columns.filter((column) => !this.readable.includes(column));
    const isShown = (condition: string) =>
      !hiddenColumns.some(({ name }) => condition.toLowerCase().includes(name.toLowerCase()));
    const shownChecks = this.table.checks?.filter(isShown) ?? [];
    return shownChecks.length === 0 ? '' : ` Requires ${shownChecks.join('; ')}.`;
  }

  /** The comment of the table as a sentence. */
  get about(): string {
    const comment = commentLine(this.table.comment);
    return comment === '' ? '' : ` ${withFullStop(comment)}`;
  }
}

/** Returns a noun phrase for the rows of a table. */
export function rowsText(pluralWord: string, singularWord = singular(pluralWord)): string {
  const label = commentLine(pluralWord.replaceAll('_', ' '), 60);
  return singularWord === pluralWord ? `rows of ${label}` : label;
}

const withText = (schema: JsonSchemaObject, text: string): JsonSchemaObject => {
  const { description } = schema;
  return {
    ...schema,
    description: description === undefined ? text : `${withFullStop(description)} ${text}`,
  };
};

export type ObjectProperty = readonly [name: string, schema: JsonSchemaObject, isRequired: boolean];

export function objectSchema(properties: readonly ObjectProperty[]): ObjectSchema {
  const requiredNames = properties.flatMap(([name, , isRequired]) => (isRequired ? [name] : []));
  return {
    type: 'object',
    properties: Object.fromEntries(properties.map(([name, schema]) => [name, schema])),
    ...(requiredNames.length > 0 && { required: requiredNames }),
  };
}

/** Words after which "at" and "on" name the time of an event: irregular participles, and verbs for what a thing did. */
const PARTICIPLES = new Set(
  'born bought built chosen due found given held kept lost made met paid read seen sent shown sold taken told used won written'.split(
    ' ',
  ),
);
const isEvent = (word: string): boolean => PARTICIPLES.has(word) || /^\w\w+[^e]ed$/.test(word);
const VERBS = new Set(
  `arrived began begins departed died ended ends expired expires finished happened joined left occurred resigned retired
  started starts`.split(/\s+/),
);
/** Words that no noun phrase of a thing contains. */
const LINKS = new Set('at by for from has in is of on since till to until with'.split(' '));
const STATE_WORDS = new Set('default hidden open private public'.split(' '));

/**
 * Returns the description of a column without a comment, derived from its name: `ID of the
 * customer.` Names that do not form a sentence stay as they are.
 */
export function columnText(name: string, label: string, isBoolean: boolean): string {
  const nameWords = commentLine(snakeCase(name).replaceAll('_', ' '), 60).split(' ');
  const text = isBoolean
    ? stateText(nameWords, label)
    : (eventText(nameWords, label) ?? thingText(nameWords, label));
  // These words contain only ASCII letters.
  return /^\p{ASCII}*$/u.test(name) && text !== undefined
    ? text
    : `Column "${commentLine(name, 60)}" of the ${label}.`;
}

/** Returns the description of a column that refers to another table: `ID of the primary vet.` */
function referenceText(name: string, { table, column }: NonNullable<Column['references']>): string {
  const label = commentLine(singular(snakeCase(table)).replaceAll('_', ' '), 60);
  const end = `_${snakeCase(column)}`;
  const role = snakeCase(name).replaceAll('_', ' ').slice(0, -end.length);
  const isRole = snakeCase(name).endsWith(`_${snakeCase(label)}${end}`);
  return columnText(column, isRole ? commentLine(role, 60) : label, false);
}

/** Returns whether a word begins the name of a state: `on_call`, `in_stock`. */
const isPlace = (word: string): boolean => ['in', 'on', 'out', 'under'].includes(word);

function stateText(nameWords: readonly string[], label: string): string | undefined {
  const [first = '', ...otherWords] = nameWords;
  if (isPlace(first) && otherWords.length > 0)
    return `Whether the ${label} is ${nameWords.join(' ')}.`;
  const isVerb = otherWords.length > 0 && ['is', 'has', 'can'].includes(first);
  const isState =
    otherWords.length === 0 &&
    (isEvent(first) || STATE_WORDS.has(first) || /(ive|able|ible)$/.test(first));
  if (!isVerb && !isState) return undefined;
  return `Whether the ${label} ${isVerb ? '' : 'is '}${nameWords.join(' ')}.`;
}

function eventText([event = '', link = '', ...otherWords]: readonly string[], label: string) {
  if (otherWords.length > 0 || !['at', 'on'].includes(link)) return undefined;
  if (VERBS.has(event)) return `When the ${label} ${event}.`;
  if (event === 'due') return `When the ${label} is due.`;
  return isEvent(event) ? `When the ${label} was ${event}.` : undefined;
}

/** Words in capitals. */
const INITIALISMS = new Set(
  `api bic css csv dns ean eur gtin guid html http https iban id imei ip isbn iso issn json jwt mfa pdf png qr sha sku sla
  sql ssh ssl sso svg tls ttl ui uri url usd utc uuid vat vin xml`.split(/\s+/),
);
/** Long forms of abbreviations in column names. */
const LONG_FORMS: ReadonlyMap<string, string> = new Map([
  ['max', 'maximum'],
  ['min', 'minimum'],
  ['no', 'number'],
  ['qty', 'quantity'],
]);
/** Units of measurement, as the last word of a name. */
const UNITS = new Set(
  'bytes cents cm eur g gb kb kg km kwh lb mb mg minutes ml mm ms percent px seconds usd'.split(
    ' ',
  ),
);
const inText = (word: string): string => (INITIALISMS.has(word) ? word.toUpperCase() : word);

function thingText(nameWords: readonly string[], label: string): string | undefined {
  const last = nameWords.at(-1) ?? '';
  if (isEvent(last) || nameWords.some((word) => LINKS.has(word) || VERBS.has(word)))
    return undefined;
  const hasUnit = nameWords.length > 1 && UNITS.has(last);
  const nounWords = hasUnit ? nameWords.slice(0, -1) : nameWords;
  const noun = nounWords.map((word) => LONG_FORMS.get(word) ?? inText(word)).join(' ');
  const unit = hasUnit ? ` in ${inText(last)}` : '';
  // Examples: line of the order (order_line), shelf of the entry (shelf_entry), number of the
  // visit.
  const otherNoun = [label.replace(` ${noun}`, ''), label.replace(`${noun} `, '')].find(
    (text) => text !== label && text !== '',
  );
  const isInLabel = ` ${label}`.includes(` ${noun}`) || noun.startsWith(`${label} `);
  const owner = otherNoun ?? (isInLabel ? '' : label);
  return `${capitalize(noun)}${owner === '' ? '' : ` of the ${owner}`}${unit}.`;
}
