import { definition, withDomain } from './column.js';
import type { Cursor } from './cursor.js';
import type { Dump, DumpedTable } from './model.js';
import { emptyTable, nameOf, pathOf, tableNamed } from './model.js';
import { addPart, indexed, namesIn } from './table.js';

const ROUTINES = ['function', 'procedure', 'aggregate'];

/** Words before what is created. MySQL also has `definer = name@host`. */
const BEFORE = [
  ...['or', 'replace', 'global', 'local', 'unlogged', 'materialized', 'recursive', 'foreign'],
  ...['unique', 'algorithm', '=', 'undefined', 'merge', 'temptable', 'sql', 'security', 'invoker'],
  'definer',
];

function skipBefore(statement: Cursor): void {
  for (;;) {
    if (statement.take('definer', '=')) {
      statement.skip();
      if (statement.take('@')) statement.skip();
    } else if (BEFORE.some((word) => statement.is(word))) statement.skip();
    else return;
  }
}

/** `create table`, `create or replace function` … */
export function create(statement: Cursor, dump: Dump): void {
  const isForeign = statement.is('foreign');
  const isUnique = statement.is('unique');
  skipBefore(statement);
  if (statement.take('table')) createTable(statement, isForeign, dump);
  else if (statement.take('view')) dump.views.add(nameOf(pathOf(namesIn(statement), dump)));
  else if (statement.take('type')) createType(statement, dump);
  else if (statement.take('domain')) createDomain(statement, dump);
  else if (statement.take('policy')) createPolicy(statement, dump);
  else if (statement.take('index')) {
    if (isUnique) createIndex(statement, dump);
  } else if (ROUTINES.some((word) => statement.take(word))) {
    const [name = ''] = statement.name().slice(-1);
    statement.skip();
    if (!statement.is('returns', 'trigger')) dump.functions.add(name);
  }
}

function createTable(statement: Cursor, isForeign: boolean, dump: Dump): void {
  const path = pathOf(namesIn(statement), dump);
  if (statement.is('partition', 'of')) return;
  if (!statement.is('(')) return void dump.views.add(nameOf(path));
  const table = emptyTable(path, isForeign);
  dump.tables.set(nameOf(path), table);
  for (const part of statement.group().items()) addPart(part, table, dump);
  if (statement.take('inherits')) inherit(statement, table, dump);
  statement.skipTo('comment');
  if (statement.take('comment')) {
    statement.take('=');
    table.comment = statement.string();
  }
}

/** The columns of other tables come first. */
function inherit(statement: Cursor, table: DumpedTable, dump: Dump): void {
  const others = statement.group().items().map((item) => tableNamed(item.name(), dump)); // prettier-ignore
  table.columns.unshift(...others.flatMap((other) => other?.columns ?? []));
}

/** As columns state it: without the schema that is searched. */
const typeName = (statement: Cursor, { dialect }: Dump): string =>
  nameOf(pathOf(statement.name(), { dialect }));

function createType(statement: Cursor, dump: Dump): void {
  const name = typeName(statement, dump);
  if (!statement.take('as', 'enum')) return;
  const values = statement.group().items().map((item) => item.string() ?? ''); // prettier-ignore
  dump.types.set(name, values);
}

function createDomain(statement: Cursor, dump: Dump): void {
  const name = typeName(statement, dump);
  statement.take('as');
  const column = definition(statement, name, emptyTable([]), dump);
  dump.types.set(name, withDomain(column, dump));
}

/** `using` of permissive policies that apply to reading. */
function createPolicy(statement: Cursor, dump: Dump): void {
  statement.name();
  if (!statement.take('on')) return;
  const table = tableNamed(statement.name(), dump);
  if (!table || statement.take('as', 'restrictive')) return;
  statement.take('as', 'permissive');
  if (statement.take('for') && !statement.is('all') && !statement.is('select')) return;
  statement.skipTo('using');
  statement.take('using');
  table.policies.push(statement.group().rest());
}

/** One with a condition is not unique for the table. */
function createIndex(statement: Cursor, dump: Dump): void {
  statement.skipTo('on');
  statement.take('on');
  const table = tableNamed(namesIn(statement), dump);
  const columns = indexed(statement);
  statement.skipTo('where');
  if (statement.isAtEnd) table?.keys.push({ isPrimary: false, columns });
}
