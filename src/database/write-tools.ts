import type { ObjectSchema } from '../model/json-schema.js';
import { snakeCase } from '../model/names.js';
import type { Column, ProposedTool } from './model.js';
import { ownershipConditions, type References } from './references.js';
import { object, type Property, rowsText, type Subject } from './subject.js';
import { isRequired, isWritable } from './types.js';

const AFFECTED: ObjectSchema = object([['affected', { type: 'integer' }, true]]);
const DESTRUCTIVE = { destructiveHint: true, idempotentHint: true };

/** The tool, or why there is none. MySQL has no `returning`: a second statement reads the row. */
export function createTool(subject: Subject, references: References): ProposedTool | string {
  const { dialect, words, sql, key, readable } = subject;
  const row = newRow(subject, references);
  if (typeof row === 'string') return row;
  const { settable } = row;
  const isReturned = dialect !== 'mysql';
  const identity = key.find(({ filled }) => filled === 'identity');
  const isFound =
    subject.isExact && key.every((column) => column === identity || settable.includes(column));
  const found = key.map((column) =>
    column === identity ? sql.isInserted(column) : sql.equals(column),
  );
  const unsafe = isReturned || isFound ? undefined : uncheckedUser(subject);
  if (unsafe !== undefined) return unsafe;
  const then =
    !isReturned && isFound ? sql.select(readable, [...found, ...subject.conditions]) : undefined;
  return {
    name: `create_${words.one}`,
    description: `Create one ${subject.label}.${filledText(subject)}${subject.required}`,
    inputSchema: row.inputSchema,
    outputSchema: isReturned || then !== undefined ? subject.row : AFFECTED,
    annotations: { destructiveHint: false },
    query: {
      statement: sql.insert(row, isReturned ? readable : []),
      ...(then !== undefined && { then }),
    },
  };
}

/** The columns of a new row that no argument sets. */
function filledText({ readable }: Subject): string {
  const names = readable
    .filter(({ filled }) => filled !== undefined)
    .map(({ name }) => `\`${name}\``);
  return names.length === 0 ? '' : ` The database sets ${AND.format(names)}.`;
}

/** Why a new row could become that of another user, where nothing reads it again: a number column stores `01` as 1. */
const uncheckedUser = ({ own, conditions }: Subject): string | undefined =>
  own === undefined ||
  conditions.length === 0 ||
  /^(varchar|(tiny|medium|long)?text)\b/i.test(own.type)
    ? undefined
    : `Without a key, no statement can check that "${own.name}", which is ${own.type}, contains the user.`;

/** Columns that callers set. */
const settableColumns = ({ readable, dialect }: Subject, { unsettable }: References): Column[] =>
  readable.filter((column) => isWritable(column, dialect) && !unsettable.has(column.name));

/** What an insert sets, or why there is none. */
function newRow(subject: Subject, references: References) {
  const { table, sql, own } = subject;
  const settable = settableColumns(subject, references);
  const missing = table.columns.find(
    (column) => column !== own && !settable.includes(column) && isRequired(column),
  );
  if (missing) return `"${missing.name}" is required and cannot be an argument.`;
  const values: (readonly [Column, string])[] = [
    ...(own ? [[own, sql.user(own)] as const] : []),
    ...settable.map((column) => [column, sql.inserted(column)] as const),
  ];
  const inputSchema = object(
    settable.map((column): Property => {
      const { default: usual, now } = column;
      const value = subject.value(column);
      const schema = {
        ...value,
        ...(now && { description: `${value.description ?? ''} ${nowText(now, subject)}`.trim() }),
        ...(usual !== undefined && typeof usual !== 'object' && { default: usual }),
      };
      return [sql.nameOf(column), schema, isRequired(column)];
    }),
  );
  const conditions = ownershipConditions(subject, references.own, 'create');
  return { settable, values, conditions, inputSchema };
}

/** SQLite counts in UTC; other databases have a time zone. */
const nowText = (now: Column['now'], { dialect }: Subject): string =>
  `${now === 'current_date' ? 'Today' : 'Now'}${dialect === 'sqlite' ? ' in UTC' : ''}, if omitted.`;

/** Inserts or replaces the one row of a user, or why there is no such tool. */
export function setTool(subject: Subject, references: References): ProposedTool | string {
  const { table, dialect, words, sql, own, readable } = subject;
  const row = newRow(subject, references);
  if (typeof row === 'string') return row;
  if (!own || row.settable.length === 0) return 'It has no other column that callers can set.';
  // "on duplicate key" also replaces the row of another user that has the same value.
  if (dialect === 'mysql' && table.unique.length > 0)
    return 'MySQL replaces rows of other users if another unique constraint applies.';
  const isReturned = dialect !== 'mysql';
  return {
    name: `set_${words.one}`,
    description: `Create or replace the ${subject.label}. Omitted values become their default, or null.${subject.required}`,
    inputSchema: row.inputSchema,
    outputSchema: subject.row,
    annotations: DESTRUCTIVE,
    confirm: `Replace ${namedRow(subject)}?`,
    query: {
      statement: sql.upsert(row, own, isReturned ? readable : []),
      ...(!isReturned && { then: sql.select(readable, subject.keyConditions) }),
    },
  };
}

/** The tool that changes a row; undefined where there is nothing to change. */
export function updateTool(subject: Subject, references: References): ProposedTool | undefined {
  const { dialect, words, sql, key, readable, keyConditions } = subject;
  const settable = settableColumns(subject, references).filter((column) => !key.includes(column));
  if (settable.length === 0) return undefined;
  const conditions = [...keyConditions, ...ownershipConditions(subject, references.own, 'update')];
  const names = settable.filter(({ nullable }) => nullable).map((column) => sql.nameOf(column));
  const isReturned = dialect !== 'mysql';
  return {
    name: `update_${words.one}`,
    description: `Change one ${subject.label}. Omitted values stay as they are.${subject.required}`,
    inputSchema: object([
      ...subject.keyArguments,
      ...settable.map((column): Property => [sql.nameOf(column), subject.value(column), false]),
      ...(names.length > 0 ? [clear(names)] : []),
    ]),
    outputSchema: subject.row,
    annotations: DESTRUCTIVE,
    confirm: `Change ${namedRow(subject)} ({...})?`,
    ...subject.sample(),
    query: {
      statement: sql.update(settable, conditions, isReturned ? readable : []),
      ...(!isReturned && { then: sql.select(readable, keyConditions) }),
    },
  };
}

const clear = (names: readonly string[]): Property => [
  'clear',
  {
    type: 'array',
    items: { type: 'string', enum: [...names] },
    description: 'Values to set to null.',
  },
  false,
];

export const deleteTool = (subject: Subject): ProposedTool => {
  const { table, label, words, keyArguments } = subject;
  // The person who confirms has to know what else changes.
  const cascades = table.cascades ? ` and its ${tableRows(table.cascades)}` : '';
  const left = table.leftBy ? ` Its ${tableRows(table.leftBy)} stay, with no ${label}.` : '';
  const holders = table.cascades ? 'it or they have' : 'it has';
  const kept = table.keptBy ? ` Fails while ${holders} ${tableRows(table.keptBy, OR)}.` : '';
  return {
    name: `delete_${words.one}`,
    description: `Delete one ${label}${cascades}.${left}${kept}`,
    inputSchema: object(keyArguments),
    outputSchema: AFFECTED,
    annotations: DESTRUCTIVE,
    confirm: `Delete ${namedRow(subject)}${cascades}?${left}`,
    ...subject.sample(),
    query: { statement: subject.sql.delete(subject.keyConditions) },
  };
};

/** Rows of some tables in a sentence. */
function tableRows(tables: readonly string[], words = AND): string {
  if (tables.length > MOST_NAMED) return `rows in ${tables.length} other tables`;
  return words.format(tables.map((each) => rowsText(snakeCase(each))));
}

const AND = new Intl.ListFormat('en');
const OR = new Intl.ListFormat('en', { type: 'disjunction' });
const MOST_NAMED = 4;

/** One row with its key, of which several columns have their names. */
function namedRow({ label, key, sql }: Subject): string {
  const [name = '', ...others] = key.map((column) => sql.nameOf(column));
  if (others.length === 0) return name === '' ? label : `${label} {${name}}`;
  return `${label} with ${AND.format([name, ...others].map((each) => `${each} {${each}}`))}`;
}
