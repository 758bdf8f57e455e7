import type { RawColumn } from '../catalogue/column.js';
import { defaultIn, generated } from './column.js';
import type { Cursor } from './cursor.js';
import type { Dump, DumpedTable } from './model.js';
import { nameOf, pathOf, tableNamed } from './model.js';
import { addPart, columnIn, namesIn } from './table.js';
import { typeOf } from './type.js';

/** `alter table` */
export function alter(statement: Cursor, dump: Dump): void {
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
