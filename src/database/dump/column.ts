import type { RawColumn } from '../catalogue/column.js';
import type { Dialect } from '../model.js';
import type { Cursor } from './cursor.js';
import type { DumpedTable, Dump } from './model.js';
import { pathOf, typeNamed } from './model.js';
import { typeOf } from './type.js';

/** What ends a type or a default. */
const OPTIONS = [
  ...['constraint', 'not', 'null', 'default', 'primary', 'key', 'unique', 'references', 'check'],
  ...['generated', 'as', 'collate', 'auto_increment', 'comment', 'on', 'invisible', 'visible'],
  ...['virtual', 'stored', 'persistent', 'storage', 'compression', 'deferrable', 'initially'],
  ...['after', 'first', 'charset', 'srid'],
];

const startsOption = (cursor: Cursor): boolean =>
  OPTIONS.some((word) => cursor.is(word)) || cursor.is('character', 'set');

/** A column with the constraints that are stated with it; the table gets those. */
export function addColumn(part: Cursor, table: DumpedTable, dump: Dump): void {
  const [name] = part.name();
  if (name === undefined || part.isAtEnd) return;
  const column = definition(part, name, table, dump);
  const before = table.columns.findIndex((one) => one.name === name);
  if (before < 0) table.columns.push(column);
  else table.columns[before] = column;
}

/** A column, or what is like one: a domain. */
export function definition(part: Cursor, name: string, table: DumpedTable, dump: Dump): RawColumn {
  const { dialect } = dump;
  const { type, isSerial } = typeOf(part.textUntil(startsOption), dialect);
  const column: RawColumn = { name, type, nullable: true, default: null };
  if (isSerial) Object.assign(column, { filled: 'identity', nullable: false });
  while (!part.isAtEnd) readOption(part, column, table, dump);
  return column;
}

function readOption(part: Cursor, column: RawColumn, table: DumpedTable, dump: Dump): void {
  const { name } = column;
  const key = (isPrimary: boolean) => table.keys.push({ isPrimary, columns: [name] });
  if (part.take('constraint')) part.name();
  else if (part.take('not', 'null')) column.nullable = false;
  else if (part.take('default')) column.default = defaultIn(part, dump.dialect);
  else if (part.take('primary', 'key')) key(true);
  else if (part.take('unique')) key(false);
  else if (part.take('references')) addReference(part, [name], table, dump);
  else if (part.take('check')) table.checks.push(conditionIn(part));
  else if (part.take('generated')) column.filled = generated(part);
  else if (part.take('as')) column.filled = 'generated';
  else if (part.take('auto_increment')) column.filled = 'identity';
  else if (part.take('on', 'update')) column.filled ??= 'expression';
  else if (part.take('comment')) column.comment = part.string() ?? null;
  else part.skip();
}

/** A column whose type is a domain, with what that says. */
export function withDomain(column: RawColumn, dump: Dump): RawColumn {
  const domain = typeNamed(column.type, dump);
  if (domain === undefined || Array.isArray(domain)) return column;
  return {
    ...column,
    type: domain.type,
    nullable: column.nullable && domain.nullable,
    default: column.default ?? domain.default,
  };
}

/** As the catalogue of the database has it, which names no schema that is searched. */
export const defaultIn = (part: Cursor, dialect: Dialect): string => {
  const text = part.textUntil(startsOption);
  return dialect === 'postgres' ? text.replaceAll('::public.', '::') : text;
};

/** After `check`. MariaDB escapes quotation marks. */
export const conditionIn = (part: Cursor): string =>
  part
    .group()
    .rest()
    .replaceAll(String.raw`\'`, "''");

/** After `generated`: `always as identity`, `by default as identity`, `always as (…)`. */
export function generated(part: Cursor): 'identity' | 'generated' {
  part.skipTo('as');
  part.take('as');
  return part.take('identity') ? 'identity' : 'generated';
}

/** After `references`: the table, perhaps its columns, and what happens to these rows. */
export function addReference(
  part: Cursor,
  columns: string[],
  table: DumpedTable,
  dump: Dump,
): void {
  const other = pathOf(part.name(), dump);
  const refers = part.is('(') ? part.group().items().flatMap((item) => item.name()) : []; // prettier-ignore
  table.references.push({ columns, table: other, refers });
  while (part.take('on')) {
    part.skip();
    if (!part.take('set', 'null') && !part.take('set', 'default')) part.name();
  }
}
