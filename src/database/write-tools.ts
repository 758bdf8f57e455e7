import type { ObjectSchema } from '../model/json-schema.js';
import { snakeCase } from '../model/names.js';
import type { Column, ColumnPrivilege, ProposedTool } from './model.js';
import { ownershipConditions, type OwnReference, type References } from './references.js';
import { type ObjectProperty, objectSchema, rowsText, type ServedTable } from './served-table.js';
import { isRequired, isWritable } from './types.js';

const AFFECTED_COUNT: ObjectSchema = objectSchema([['affected', { type: 'integer' }, true]]);
const DESTRUCTIVE = { destructiveHint: true, idempotentHint: true };

/** Returns the tool, or why there is none. MySQL has no `returning`, so a second statement reads the row. */
export function createTool(
  servedTable: ServedTable,
  references: References,
): ProposedTool | string {
  const { dialect, tableWords, sql, key, readable } = servedTable;
  const row = newRow(servedTable, references, ['insert']);
  if (typeof row === 'string') return row;
  const { settable } = row;
  const isReturned = dialect !== 'mysql';
  const identity = key.find(({ filled }) => filled === 'identity');
  const isFound =
    servedTable.isExact && key.every((column) => column === identity || settable.includes(column));
  const keyConditions = key.map((column) =>
    column === identity ? sql.isInserted(column) : sql.equals(column),
  );
  const unsafe = isReturned || isFound ? undefined : uncheckedUser(servedTable);
  if (unsafe !== undefined) return unsafe;
  const secondStatement =
    !isReturned && isFound
      ? sql.select(readable, [...keyConditions, ...servedTable.conditions])
      : undefined;
  return {
    name: `create_${tableWords.singular}`,
    description: `Create one ${servedTable.label}.${databaseFillsText(servedTable)}${servedTable.required}`,
    inputSchema: row.inputSchema,
    outputSchema: isReturned || secondStatement !== undefined ? servedTable.row : AFFECTED_COUNT,
    annotations: { destructiveHint: false },
    query: {
      statement: sql.insert(row, isReturned ? readable : []),
      ...(secondStatement !== undefined && { then: secondStatement }),
    },
  };
}

/** Returns a sentence about the columns of a new row that no argument sets. */
function databaseFillsText({ readable }: ServedTable): string {
  const names = readable
    .filter(({ filled }) => filled !== undefined)
    .map(({ name }) => `\`${name}\``);
  return names.length === 0 ? '' : ` The database sets ${AND_LIST.format(names)}.`;
}

/**
 * Returns why a new row could become that of another user, if no statement reads it again: a number column
 * stores `01` as 1.
 */
const uncheckedUser = ({ ownColumn, conditions }: ServedTable): string | undefined =>
  ownColumn === undefined ||
  conditions.length === 0 ||
  /^(varchar|(tiny|medium|long)?text)\b/i.test(ownColumn.type)
    ? undefined
    : `Without a key, no statement can check that "${ownColumn.name}", which is ${ownColumn.type}, contains the user.`;

/**
 * Returns columns that callers set and for which the login has these privileges. A statement checks
 * a foreign key as a whole, so callers set all of its columns or none.
 */
function settableColumns(
  columns: readonly Column[],
  { dialect }: ServedTable,
  { unsettable, own: foreignKeys }: References,
  privileges: readonly ColumnPrivilege[],
): Column[] {
  const isPermitted = ({ denied }: Column) => !privileges.some((name) => denied?.includes(name));
  const isWhole = (key: OwnReference) =>
    key.columns.every(({ column }) => isPermitted(column) || !columns.includes(column));
  const isChecked = (column: Column) =>
    foreignKeys.every((key) => isWhole(key) || !key.columns.some((pair) => pair.column === column));
  return columns.filter(
    (column) =>
      isWritable(column, dialect) &&
      !unsettable.has(column.name) &&
      isPermitted(column) &&
      isChecked(column),
  );
}

/** Returns the parts of an insert, or why there is none. */
function newRow(
  servedTable: ServedTable,
  references: References,
  privileges: readonly ColumnPrivilege[],
) {
  const { table, sql, ownColumn, readable } = servedTable;
  const settable = settableColumns(readable, servedTable, references, privileges);
  if (ownColumn?.denied?.includes('insert'))
    return `The login is not permitted to set "${ownColumn.name}", which contains the user.`;
  const missingColumn = table.columns.find(
    (column) => column !== ownColumn && !settable.includes(column) && isRequired(column),
  );
  if (missingColumn) return `"${missingColumn.name}" is required and cannot be an argument.`;
  const values: (readonly [Column, string])[] = [
    ...(ownColumn ? [[ownColumn, sql.user(ownColumn)] as const] : []),
    ...settable.map((column) => [column, sql.inserted(column)] as const),
  ];
  const inputSchema = objectSchema(
    settable.map((column): ObjectProperty => {
      const { default: defaultValue, now: timeDefault, constant } = column;
      const value = servedTable.value(column);
      const usualText = timeDefault ? nowText(timeDefault, servedTable) : constant;
      const schema = {
        ...value,
        ...(usualText !== undefined && {
          description: `${value.description ?? ''} ${usualText}, if omitted.`.trim(),
        }),
        ...(defaultValue !== undefined &&
          typeof defaultValue !== 'object' && { default: defaultValue }),
      };
      return [sql.nameOf(column), schema, isRequired(column)];
    }),
  );
  const conditions = ownershipConditions(servedTable, references.own, settable, 'create');
  return { settable, values, conditions, inputSchema };
}

/** Returns a noun phrase for the current time. SQLite uses UTC; other databases have a time zone. */
const nowText = (timeDefault: Column['now'], { dialect }: ServedTable): string =>
  `${timeDefault === 'current_date' ? 'Today' : 'Now'}${dialect === 'sqlite' ? ' in UTC' : ''}`;

/** Inserts or replaces the only row of a user, or why there is no such tool. */
export function setTool(servedTable: ServedTable, references: References): ProposedTool | string {
  const { table, dialect, tableWords, sql, ownColumn, readable } = servedTable;
  const row = newRow(servedTable, references, ['insert', 'update']);
  if (typeof row === 'string') return row;
  if (!ownColumn || row.settable.length === 0)
    return 'It has no other column that callers can set.';
  // "on duplicate key" would also replace another user's row with the same value.
  if (dialect === 'mysql' && table.unique.length > 0)
    return 'MySQL replaces rows of other users if another unique constraint applies.';
  const isReturned = dialect !== 'mysql';
  return {
    name: `set_${tableWords.singular}`,
    description: `Create or replace the ${servedTable.label}. Omitted values become their default, or null.${servedTable.required}`,
    inputSchema: row.inputSchema,
    outputSchema: servedTable.row,
    annotations: DESTRUCTIVE,
    confirm: `Replace ${rowPhrase(servedTable)}?`,
    query: {
      statement: sql.upsert(row, ownColumn, isReturned ? readable : []),
      ...(!isReturned && { then: sql.select(readable, servedTable.keyConditions) }),
    },
  };
}

/** Returns the tool that changes a row; undefined if callers can change nothing. */
export function updateTool(
  servedTable: ServedTable,
  references: References,
): ProposedTool | undefined {
  const { dialect, tableWords, sql, key, readable, keyConditions } = servedTable;
  const otherColumns = readable.filter((column) => !key.includes(column));
  const settable = settableColumns(otherColumns, servedTable, references, ['update']);
  if (settable.length === 0) return undefined;
  const conditions = [
    ...keyConditions,
    ...ownershipConditions(servedTable, references.own, settable, 'update'),
  ];
  const names = settable.filter(({ nullable }) => nullable).map((column) => sql.nameOf(column));
  const isReturned = dialect !== 'mysql';
  return {
    name: `update_${tableWords.singular}`,
    description: `Change one ${servedTable.label}. Omitted values stay as they are.${servedTable.required}`,
    inputSchema: objectSchema([
      ...servedTable.keyArguments,
      ...settable.map((column): ObjectProperty => [
        sql.nameOf(column),
        servedTable.value(column),
        false,
      ]),
      ...(names.length > 0 ? [clearProperty(names)] : []),
    ]),
    outputSchema: servedTable.row,
    annotations: DESTRUCTIVE,
    confirm: `Change ${rowPhrase(servedTable)} ({...})?`,
    ...servedTable.sample(),
    query: {
      statement: sql.update(settable, conditions, isReturned ? readable : []),
      key: key.map((column) => sql.nameOf(column)),
      ...(!isReturned && { then: sql.select(readable, keyConditions) }),
    },
  };
}

const clearProperty = (names: readonly string[]): ObjectProperty => [
  'clear',
  {
    type: 'array',
    items: { type: 'string', enum: [...names] },
    description: 'Values to set to null.',
  },
  false,
];

export const deleteTool = (servedTable: ServedTable): ProposedTool => {
  const { table, label, rows, tableWords, keyArguments } = servedTable;
  // The user who confirms the deletion must know what else changes.
  const otherTables = table.cascades?.filter((name) => name !== table.name) ?? [];
  const goingRows = [
    ...(otherTables.length > 0 ? [`its ${tableRows(otherTables)}`] : []),
    ...(otherTables.length < (table.cascades?.length ?? 0) ? [`the ${rows} that refer to it`] : []),
  ];
  const cascades = goingRows.map((text) => ` and ${text}`).join(',');
  const leftNote = table.leftBy ? ` Its ${tableRows(table.leftBy)} stay, with no ${label}.` : '';
  const holders = table.cascades ? 'it or they have' : 'it has';
  const keptNote = table.keptBy
    ? ` Fails while ${holders} ${tableRows(table.keptBy, OR_LIST)}.`
    : '';
  return {
    name: `delete_${tableWords.singular}`,
    description: `Delete one ${label}${cascades}.${leftNote}${keptNote}`,
    inputSchema: objectSchema(keyArguments),
    outputSchema: AFFECTED_COUNT,
    annotations: DESTRUCTIVE,
    confirm: `Delete ${rowPhrase(servedTable)}${cascades}?${leftNote}`,
    ...servedTable.sample(),
    query: { statement: servedTable.sql.delete(servedTable.keyConditions) },
  };
};

/** Returns a noun phrase for the rows of some tables. */
function tableRows(tables: readonly string[], listFormat = AND_LIST): string {
  if (tables.length > MAX_NAMED) return `rows in ${tables.length} other tables`;
  return listFormat.format(tables.map((tableName) => rowsText(snakeCase(tableName))));
}

const AND_LIST = new Intl.ListFormat('en');
const OR_LIST = new Intl.ListFormat('en', { type: 'disjunction' });
const MAX_NAMED = 4;

/** Returns a noun phrase for one row with its key; several key columns have their names. */
function rowPhrase({ label, key, sql }: ServedTable): string {
  const [name = '', ...otherNames] = key.map((column) => sql.nameOf(column));
  if (otherNames.length === 0) return name === '' ? label : `${label} {${name}}`;
  return `${label} with ${AND_LIST.format([name, ...otherNames].map((argumentName) => `${argumentName} {${argumentName}}`))}`;
}
