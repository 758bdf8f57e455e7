import type { Dialect } from '../model.js';
import { alter } from './alter.js';
import { create } from './create.js';
import { Cursor } from './cursor.js';
import type { Dump } from './model.js';
import { tableNamed } from './model.js';
import { after, tokensOf, type Token } from './token.js';

const READ = ['create', 'alter', 'comment'];

/** Rows follow, which end with a line of their own (PostgreSQL, "COPY"). */
const COPY = /^copy\s[^;]*\sfrom\s+stdin\b/i;

/** The statements that can create something of a catalogue. Rows may be between them. */
export function* statementsOf(sql: string, dialect: Dialect): Generator<Cursor> {
  for (let at = 0; at < sql.length;) {
    const tokens: Token[] = [];
    let first: Token | undefined;
    let last: Token | undefined;
    for (const token of tokensOf(sql, dialect, at)) {
      first ??= token;
      last = token;
      if (token.text === ';' && token.is === 'sign') break;
      if (READ.includes(first.keyword)) tokens.push(token);
    }
    if (!first || !last) return;
    at = last.end;
    if (COPY.test(sql.slice(first.start, at))) at = after(sql, '\n\\.', at);
    if (tokens.length > 0) yield new Cursor(sql, tokens);
  }
}

/** Reads a statement; those that create nothing of a catalogue change nothing. */
export function readStatement(statement: Cursor, dump: Dump): void {
  if (statement.take('create')) create(statement, dump);
  else if (statement.take('alter')) alter(statement, dump);
  else if (statement.take('comment', 'on')) comment(statement, dump);
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
