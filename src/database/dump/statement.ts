import type { Dialect } from '../model.js';
import { create } from './create.js';
import { Cursor } from './cursor.js';
import { type Dump, type DumpedTable, nameOf, pathOf, tableNamed } from './model.js';
import { after, tokensOf, type Token } from './token.js';
import type { RawColumn } from '../catalogue/column.js';
import { defaultIn, generated } from './column.js';
import { addPart, columnIn, namesIn } from './table.js';
import { typeOf } from './type.js';

const READ = ['create', 'alter', 'drop', 'comment', 'set'];

/** Rows follow, which end with a line of their own (PostgreSQL, "COPY"). */
const COPY = /^copy\s[^;]*\sfrom\s+stdin\b/i;

/** The statements that can change a catalogue. Rows may be between them. */
export function* statementsOf(sql: string, dialect: Dialect): Generator<Cursor> {
  /** Programs of MySQL change it, by a line of its own, for statements that contain others. */
  let mark = ';';
  for (let at = 0; at < sql.length;) {
    const tokens: Token[] = [];
    let first: Token | undefined;
    let last: Token | undefined;
    for (const token of tokensOf(sql, dialect, at)) {
      first ??= token;
      last = token;
      if (first.keyword === 'delimiter' || isEnd(token, mark, sql)) break;
      if (READ.includes(first.keyword)) tokens.push(token);
    }
    if (!first || !last) return;
    at = last.is === 'sign' ? last.start + mark.length : last.end;
    if (first.keyword === 'delimiter') {
      at = after(sql, '\n', at);
      mark = sql.slice(first.end, at).trim() || ';';
    }
    if (COPY.test(sql.slice(first.start, at))) at = after(sql, '\n\\.', at);
    if (tokens.length > 0) yield new Cursor(sql, tokens);
  }
}

/** Whether a statement ends with a token; words of MySQL can end with signs, as in `end$$`. */
const isEnd = ({ is, text, start }: Token, mark: string, sql: string): boolean =>
  is === 'sign' ? sql.startsWith(mark, start) : is === 'word' && text.endsWith(mark);

/** Reads a statement; those of other things change nothing. */
export function readStatement(statement: Cursor, dump: Dump): void {
  if (statement.take('create')) create(statement, dump);
  else if (statement.take('alter')) alter(statement, dump);
  else if (statement.take('drop')) drop(statement, dump);
  else if (statement.take('set', 'search_path')) search(statement, dump);
  else if (statement.take('comment', 'on')) comment(statement, dump);
}

/** `drop table if exists orders, sales.deals` */
function drop(statement: Cursor, dump: Dump): void {
  statement.take('materialized');
  if (!statement.take('table') && !statement.take('view')) return;
  statement.take('if', 'exists');
  for (const item of statement.items()) {
    const name = nameOf(pathOf(item.name(), dump));
    dump.tables.delete(name);
    dump.views.delete(name);
  }
}

/** `set search_path = sales, pg_catalog` */
function search(statement: Cursor, dump: Dump): void {
  statement.skip();
  const [schema] = statement.name();
  dump.schema = schema === 'public' || schema?.startsWith('$') ? undefined : schema;
}

/** `comment on column sales.deals.amount is 'In euro'` */
function comment(statement: Cursor, dump: Dump): void {
  const isColumn = statement.take('column');
  statement.take('foreign');
  if (!isColumn && !statement.take('table')) return;
  const names = statement.name();
  const column = isColumn ? names.pop() : undefined;
  const table = tableNamed(names, dump);
  if (!table || !statement.take('is')) return;
  const text = statement.string();
  if (column === undefined) table.comment = text;
  else for (const one of table.columns) if (one.name === column) one.comment = text ?? null;
}

/** `alter table` */
function alter(statement: Cursor, dump: Dump): void {
  statement.take('foreign');
  if (!statement.take('table')) return;
  const table = tableNamed(namesIn(statement), dump);
  if (table) for (const action of statement.items()) alterTable(action, table, dump);
}

function alterTable(action: Cursor, table: DumpedTable, dump: Dump): void {
  if (action.take('attach', 'partition')) {
    dump.tables.delete(nameOf(pathOf(action.name(), dump)));
  } else if (action.is('enable', 'row')) {
    table.isProtected = true;
  } else if (action.take('add') || action.take('modify')) {
    action.take('column');
    action.take('if', 'not', 'exists');
    addPart(action, table, dump);
  } else if (action.take('alter')) {
    action.take('column');
    const column = columnIn(table, action);
    if (column) alterColumn(action, column, dump);
  } else if (action.take('drop', 'column')) {
    action.take('if', 'exists');
    const column = columnIn(table, action);
    table.columns = table.columns.filter((one) => one !== column);
  }
}

function alterColumn(action: Cursor, column: RawColumn, dump: Dump): void {
  if (action.take('set', 'default')) column.default = defaultIn(action, dump.dialect);
  else if (action.take('drop', 'default')) column.default = null;
  else if (action.take('set', 'not', 'null')) column.nullable = false;
  else if (action.take('drop', 'not', 'null')) column.nullable = true;
  else if (action.take('set', 'data', 'type') || action.take('type'))
    column.type = typeOf(
      action.textUntil((end) => end.is('using') || end.is('collate')),
      dump.dialect,
    ).type;
  else if (action.take('add', 'generated')) column.filled = generated(action);
}
