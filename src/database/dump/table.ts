import type { RawColumn } from '../catalogue/column.js';
import { addColumn, addReference, conditionIn } from './column.js';
import type { Cursor } from './cursor.js';
import type { Dump, DumpedTable } from './model.js';

/** Parts that say nothing of columns. Names like these are quoted in MySQL, where these parts exist. */
const INDEXES = ['key', 'index', 'fulltext', 'spatial'];

const CONSTRAINTS = ['primary', 'unique', 'foreign', 'check', 'not'];

/** A part of `create table (…)`, or what `alter table` adds: a column or a constraint. */
export function addPart(part: Cursor, table: DumpedTable, dump: Dump): void {
  if (part.take('constraint') && !CONSTRAINTS.some((word) => part.is(word))) part.name();
  if (part.take('primary', 'key')) table.keys.push({ isPrimary: true, columns: indexed(part) });
  else if (part.take('unique')) table.keys.push({ isPrimary: false, columns: indexed(part) });
  else if (part.take('foreign', 'key')) {
    part.skipTo('(');
    const columns = part.group().items().flatMap((item) => item.name()); // prettier-ignore
    if (part.take('references')) addReference(part, columns, table, dump);
  } else if (part.take('not', 'null')) {
    const column = columnIn(table, part);
    if (column) column.nullable = false;
  } else if (part.take('check')) table.checks.push(conditionIn(part));
  else if (!isIgnored(part, dump)) addColumn(part, table, dump);
}

/** The column whose name follows. */
export function columnIn({ columns }: DumpedTable, part: Cursor): RawColumn | undefined {
  const [name] = part.name();
  return columns.find((column) => column.name === name);
}

const isIgnored = (part: Cursor, { dialect }: Dump): boolean =>
  dialect === 'mysql'
    ? INDEXES.some((word) => part.is(word)) || part.is('period', 'for')
    : part.is('like') || part.is('exclude', 'using') || part.is('exclude', '(');

/** The columns of an index; null is an expression, or the beginning of a value. */
export function indexed(part: Cursor): (string | null)[] {
  part.skipTo('(');
  return part
    .group()
    .items()
    .map((item) => {
      const [name] = item.name();
      return name === undefined || item.is('(') ? null : name;
    });
}

/** The name after `table`, `view` or `on`. */
export function namesIn(statement: Cursor): string[] {
  statement.take('if', 'not', 'exists');
  statement.take('if', 'exists');
  statement.take('only');
  return statement.name();
}
