import { checkOf } from '../codegen/shape/valid.js';
import type { Column, Dialect, Table } from './model.js';
import { quoteIdentifier } from './names.js';
import { literal } from './statement.js';
import type { Subject } from './subject.js';
import { isCounted, type TestRows } from './test-rows.js';
import { inputOf } from './types.js';

/**
 * The constraints of a column of a table of the tests, as SQL: those that the rows and the calls of the tests
 * satisfy, because other values of the tests may not be what the database requires.
 */
export function constraintsOf(subject: Subject, column: Column, rows: TestRows): string {
  const { table } = subject;
  const values = valuesOf(table, column, rows);
  const { limits, references } = column;
  const fits = checkOf(inputOf(column, rows.dialect), new Map());
  return [
    hasUniqueValues(subject, column, rows) ? ' unique' : '',
    limits && !references && values.every(fits) ? checkText(column.name, limits, rows.dialect) : '',
    references && rows.dialect === 'sqlite' ? referenceText(table, column, values, rows) : '',
  ].join('');
}

/** Whether the tests have the unique constraint of a column, alone or beside the user: their rows satisfy it. */
export function hasUniqueValues(subject: Subject, column: Column, rows: TestRows): boolean {
  const values = valuesOf(subject.table, column, rows).map((value) => JSON.stringify(value));
  const isDistinct = new Set(values).size === values.length;
  return subject.isUnique(column) && !isCounted(column, rows.dialect) && isDistinct;
}

/** The values of a column in the rows of the tests, and in the new one. */
const valuesOf = (table: Table, { name }: Column, rows: TestRows): unknown[] =>
  [...rows.of(table).map((row) => row.values), rows.next(table)]
    .map((row) => row[name])
    .filter((value) => value !== null && value !== undefined);

function checkText(name: string, limits: NonNullable<Column['limits']>, dialect: Dialect): string {
  const own = quoteIdentifier(name, dialect);
  const { enum: values, exclusiveMinimum, exclusiveMaximum } = limits;
  const size = `${dialect === 'sqlite' ? 'length' : 'char_length'}(${own})`;
  const listed = values?.map((value) => literal(value, 'text', dialect)).join(', ');
  const conditions = [
    ...(listed === undefined ? [] : [`${own} in (${listed})`]),
    ...rangeText(own, limits.minimum, limits.maximum),
    ...(exclusiveMinimum === undefined ? [] : [`${own} > ${exclusiveMinimum}`]),
    ...(exclusiveMaximum === undefined ? [] : [`${own} < ${exclusiveMaximum}`]),
    ...rangeText(size, limits.minLength, limits.maxLength),
  ];
  return ` check (${conditions.join(' and ')})`;
}

function rangeText(own: string, least: number | undefined, most: number | undefined): string[] {
  if (least === undefined) return most === undefined ? [] : [`${own} <= ${most}`];
  if (most === undefined) return [`${own} >= ${least}`];
  return [least === most ? `${own} = ${least}` : `${own} between ${least} and ${most}`];
}

/** A foreign key of SQLite, which checks them in any order of tables, where deletions of the tests still succeed. */
function referenceText(
  table: Table,
  { references, nullable, default: usual }: Column,
  values: readonly unknown[],
  rows: TestRows,
): string {
  const target = rows.tables.find(({ name }) => name === references?.table);
  if (!target || target.isView || target.key.join() !== references?.column) return '';
  const known = rows.of(target).map((row) => row.values[references.column]);
  const deleted = [target, ...rows.tables.filter((one) => one.cascades?.includes(target.name))];
  const isSound =
    values.every((value) => known.includes(value)) && deleted.every((one) => rows.deletable(one));
  const { keptBy, cascades, leftBy } = target;
  const rules = [
    ...(keptBy?.includes(table.name) ? [''] : []),
    ...(cascades?.includes(table.name) ? [' on delete cascade'] : []),
    ...(leftBy?.includes(table.name) && nullable && usual === undefined
      ? [' on delete set null']
      : []),
  ];
  const [rule, ...others] = rules;
  if (!isSound || rule === undefined || others.length > 0) return '';
  const path = target.path.map((part) => quoteIdentifier(part, 'sqlite')).join('.');
  return ` references ${path} (${quoteIdentifier(references.column, 'sqlite')})${rule}`;
}
