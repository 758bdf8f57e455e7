import { isDeepStrictEqual } from 'node:util';
import { alignedTable } from '../model/aligned-table.js';
import { linesBelow } from './lines.js';
import { type Row, type Table, tablesIn } from './markdown.js';

/** The tables that name most of the tools; none where none names any. */
export function tablesOf(text: string, tools: readonly string[]): Table[] {
  const tables = tablesIn(text).filter((table) => !isOfProviders(table));
  const scores = tables.map(({ rows }) => rows.filter((row) => columnOf(row, tools) >= 0).length);
  const most = Math.max(1, ...scores);
  return tables.filter((_, index) => scores[index] === most);
}

/** The table that names the providers of a project. */
export const isOfProviders = ({ head }: Table): boolean => head.cells[0] === 'provider';

/** The cell of a row that names one of the tools; -1 where there is none. */
const columnOf = ({ cells }: Row, tools: readonly string[]) =>
  cells.findIndex((cell) => tools.includes(nameIn(cell)));

/** A tool's name without what marks it: `code`, **bold**, and escapes. */
const nameIn = (cell: string) => cell.replace(/[`*\\]/g, '');

/**
 * Adds the last row of `added` below those of a table that names `tools`; one that has the new tool stays as it is. A table
 * with columns of its own gets the name.
 */
export function addRow(
  text: string,
  table: Table,
  added: Table,
  tool: string,
  tools: readonly string[],
): string | undefined {
  const row = added.rows.at(-1);
  if (!row) return undefined;
  if (rowOf(table, tool)) return text;
  const { cells: titles } = table.head;
  const named = table.rows.find((each) => columnOf(each, tools) >= 0);
  const column = named ? columnOf(named, tools) : 0;
  const cells = isDeepStrictEqual(titles, added.head.cells)
    ? row.cells
    : titles.map((_, index) => (index === column ? (row.cells[0] ?? '') : ''));
  return withRow(text, table, undefined, cells);
}

/**
 * Replaces the row of a tool whose cells are those of the last row of `was`; undefined where none is. A table whose columns
 * are aligned stays so.
 */
export function replaceRow(text: string, table: Table, was: Table, now: Table): string | undefined {
  const old = was.rows.at(-1)?.cells;
  const cells = now.rows.at(-1)?.cells;
  const row = table.rows.find((each) => isDeepStrictEqual(each.cells, old));
  return row && cells && withRow(text, table, row, cells);
}

/** The row that names a tool; undefined where two do, which may be of two providers. */
export function rowOf({ rows }: Table, tool: string): Row | undefined {
  const [row, another] = rows.filter((each) => columnOf(each, [tool]) >= 0);
  return another ? undefined : row;
}

/** Renames the tool in its row, with the marks around its name. */
export function renameRow(
  text: string,
  table: Table,
  row: Row,
  tool: string,
  name: string,
): string {
  const column = columnOf(row, [tool]);
  const cells = row.cells.map((cell, index) => {
    const shown = cell.includes(tool) ? tool : tool.replace(/[_*]/g, '\\$&');
    return index === column ? cell.replace(shown, () => name) : cell;
  });
  return withRow(text, table, row, cells);
}

/** The text with other cells in a row of a table, or in a new one below; without `cells`, the row is removed. A table that is aligned stays so. */
export function withRow(
  text: string,
  { head, rows }: Table,
  row: Row | undefined,
  cells: readonly string[] | undefined,
): string {
  const all = [head, ...rows];
  const behind = ({ start, text: line }: Row) => start + line.length;
  const last = rows.at(-1) ?? head;
  const [start, end] = [head.start, behind(last)];
  const lineBreak = text.slice(start, end).includes('\r\n') ? '\r\n' : '\n';
  const isAligned =
    text.slice(start, end) === alignedTable(all.map((each) => each.cells)).join(lineBreak);
  if (isAligned) {
    const others = all.flatMap((each) => (each === row ? (cells ? [cells] : []) : [each.cells]));
    const lines = alignedTable(cells && !row ? [...others, cells] : others);
    return text.slice(0, start) + lines.join(lineBreak) + text.slice(end);
  }
  const line = cells && `| ${cells.join(' | ')} |`;
  if (!row) return linesBelow(text, last.start, line ?? '');
  return line === undefined
    ? text.slice(0, row.start) + text.slice(behind(row)).replace(/^\r?\n/, '')
    : text.slice(0, row.start) + line + text.slice(behind(row));
}
