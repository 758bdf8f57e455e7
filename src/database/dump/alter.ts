import type { RawColumn } from '../catalogue/column.js';
import { defaultIn, generated } from './column.js';
import type { Cursor } from './cursor.js';
import type { Dump, DumpedTable } from './model.js';
import { nameOf, pathOf, tableNamed } from './model.js';
import { addPart, namesIn } from './table.js';

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
    const [name] = action.name();
    const column = table.columns.find((one) => one.name === name);
    if (column) alterColumn(action, column, dump);
  }
}

function alterColumn(action: Cursor, column: RawColumn, dump: Dump): void {
  if (action.take('set', 'default')) column.default = defaultIn(action, dump.dialect);
  else if (action.take('set', 'not', 'null')) column.nullable = false;
  else if (action.take('add', 'generated')) column.filled = generated(action);
}
