import { createCheck } from '../codegen/zod-shape/valid.js';
import { quoteIdentifier } from './identifiers.js';
import type { Column, Dialect, Table } from './model.js';
import type { ServedTable } from './served-table.js';
import { literal } from './statement.js';
import { inlineKey, keyConstraint, type TestKey } from './test-keys.js';
import { isAutoIncrement, isUnique, type TestRows } from './test-rows.js';
import { argumentSchema } from './types.js';

/**
 * Returns the SQL of the constraints of a column in test tables. Only constraints that test rows
 * and test calls satisfy are included, because test values may not meet the requirements of the
 * real database.
 */
export function columnConstraints(
  servedTable: ServedTable,
  column: Column,
  rows: TestRows,
): string {
  const { table } = servedTable;
  const values = columnValues(table, column, rows);
  const { limits, references } = column;
  const isWithinLimits = createCheck(argumentSchema(column, rows.dialect), new Map());
  return [
    isUnique(table, column) && hasDistinctValues(table, column, rows) ? ' unique' : '',
    limits && !references && values.every(isWithinLimits)
      ? checkText(column.name, limits, rows.dialect)
      : '',
    rows.dialect === 'sqlite'
      ? tableKeys(table, rows).filter(isOf(column)).map(inlineKey).join('')
      : '',
  ].join('');
}

/**
 * Returns the unique constraints of several columns, of which test rows and test calls satisfy at
 * least one column alone.
 */
export function sharedConstraints(
  { table, ownColumn }: ServedTable,
  columns: readonly Column[],
  rows: TestRows,
): string[] {
  const isDistinct = (column: Column) =>
    column !== ownColumn && hasDistinctValues(table, column, rows);
  return table.unique
    .filter((names) => names.length > 1)
    .map((names) => names.map((name) => columns.find((column) => column.name === name)))
    .filter((members) => !members.includes(undefined))
    .map((members) => members as Column[])
    .filter((members) => members.some(isDistinct))
    .map((members) => {
      const names = members.map(({ name }) => quoteIdentifier(name, rows.dialect));
      return `unique (${names.join(', ')})`;
    });
}

/** Returns the foreign keys that follow the columns of SQLite. */
export const compoundKeys = (table: Table, rows: TestRows): string[] =>
  tableKeys(table, rows)
    .filter(({ columns }) => columns.length > 1)
    .map((key) => keyConstraint(key, rows.dialect));

const tableKeys = (table: Table, rows: TestRows): TestKey[] =>
  rows.keys.filter((key) => key.table === table);

const isOf =
  ({ name }: Column) =>
  ({ columns }: TestKey): boolean =>
    columns.join() === name;

/**
 * Returns whether the tests have the unique constraint of a column, alone or beside the user: their
 * rows satisfy it.
 */
export const hasUniqueValues = (
  servedTable: ServedTable,
  column: Column,
  rows: TestRows,
): boolean => servedTable.isUnique(column) && hasDistinctValues(servedTable.table, column, rows);

function hasDistinctValues(table: Table, column: Column, rows: TestRows): boolean {
  const values = columnValues(table, column, rows).map((value) => JSON.stringify(value));
  return new Set(values).size === values.length && !isAutoIncrement(column, rows.dialect);
}

/** Returns the values of a column in the test rows and in the new one. */
const columnValues = (table: Table, { name }: Column, rows: TestRows): unknown[] =>
  [...rows.rowsOf(table).map((row) => row.values), rows.nextRow(table)]
    .map((row) => row[name])
    .filter((value) => value !== null && value !== undefined);

function checkText(name: string, limits: NonNullable<Column['limits']>, dialect: Dialect): string {
  const quotedColumn = quoteIdentifier(name, dialect);
  const { enum: values, exclusiveMinimum, exclusiveMaximum } = limits;
  const size = `${dialect === 'sqlite' ? 'length' : 'char_length'}(${quotedColumn})`;
  const valueList = values?.map((value) => literal(value, 'text', dialect)).join(', ');
  const conditions = [
    ...(valueList === undefined ? [] : [`${quotedColumn} in (${valueList})`]),
    ...rangeText(quotedColumn, limits.minimum, limits.maximum),
    ...(exclusiveMinimum === undefined ? [] : [`${quotedColumn} > ${exclusiveMinimum}`]),
    ...(exclusiveMaximum === undefined ? [] : [`${quotedColumn} < ${exclusiveMaximum}`]),
    ...rangeText(size, limits.minLength, limits.maxLength),
  ];
  return ` check (${conditions.join(' and ')})`;
}

function rangeText(
  expression: string,
  minimum: number | undefined,
  maximum: number | undefined,
): string[] {
  if (minimum === undefined) return maximum === undefined ? [] : [`${expression} <= ${maximum}`];
  if (maximum === undefined) return [`${expression} >= ${minimum}`];
  return [
    minimum === maximum
      ? `${expression} = ${minimum}`
      : `${expression} between ${minimum} and ${maximum}`,
  ];
}
