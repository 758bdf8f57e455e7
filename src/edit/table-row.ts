import { isDeepStrictEqual } from 'node:util';
import { alignedTable } from '../model/aligned-table.js';
import { linesBelow } from './lines.js';
import type { Row, Table } from './markdown.js';
import { tablesIn } from './markdown.js';

/** The tables that name most of the tools; none where none names any. */
export function tablesOf(text: string, tools: readonly string[]): Table[] {
  const tables = tablesIn(text);
  const scores = tables.map(({ rows }) => rows.filter((row) => columnOf(row, tools) >= 0).length);
  const most = Math.max(1, ...scores);
  return tables.filter((_, index) => scores[index] === most);
}

/** The cell of a row that names one of the tools; -1 where there is none. */
const columnOf = ({ cells }: Row, tools: readonly string[]) =>
  cells.findIndex((cell) => tools.includes(nameIn(cell)));

/** A tool's name without what marks it: `code`, **bold**, _italic_, a link. */
function nameIn(cell: string): string {
  const [, , marked] = /^(`+|\*+|_+)(.+)\1$/.exec(cell) ?? [];
  const [, linked] = /^\[(.+)\]\([^()]*\)$/.exec(cell) ?? [];
  const inner = marked ?? linked;
  return inner === undefined ? cell.replace(/\\([_*])/g, '$1') : nameIn(inner);
}

/** Adds the last row of `added` below those of a table that names `tools`; one that has the new tool stays as it is. */
export function addRow(
  text: string,
  table: Table,
  added: Table,
  tool: string,
  tools: readonly string[],
): string | undefined {
  const last = table.rows.at(-1);
  const row = added.rows.at(-1);
  if (!last || !row) return undefined;
  if (table.rows.some((each) => columnOf(each, [tool]) >= 0)) return text;
  const named = table.rows.find((each) => columnOf(each, tools) >= 0);
  const column = named ? columnOf(named, tools) : 0;
  const cells = arranged(row.cells, table.head.cells, column);
  return linesBelow(text, last.start, rowLike(last, table.head, cells));
}

/**
 * Replaces the row of a tool whose cells are those of the last row of `was`; undefined where none is. A table whose columns
 * are aligned stays so.
 */
export function replaceRow(text: string, table: Table, was: Table, now: Table): string | undefined {
  const old = was.rows.at(-1)?.cells;
  const cells = now.rows.at(-1)?.cells;
  const row = table.rows.find((each) => isDeepStrictEqual(each.cells, old));
  return row && cells && changedRow(text, table, row, cells);
}

/** The row that names a tool. */
export const rowOf = ({ rows }: Table, tool: string): Row | undefined =>
  rows.find((each) => columnOf(each, [tool]) >= 0);

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
  return changedRow(text, table, row, cells);
}

/** Without `cells`, the row is removed. A table whose columns are aligned stays so. */
export function changedRow(
  text: string,
  table: Table,
  row: Row,
  cells: readonly string[] | undefined,
): string {
  const end = ({ start, text: line }: Row) => start + line.length;
  const last = table.rows.at(-1) ?? row;
  const all = [table.head, ...table.rows];
  const lines = alignedTable(all.map((each) => each.cells));
  const kept = cells ? all : all.filter((each) => each !== row);
  const between = text.slice(table.head.start, end(last)).split(/(\r?\n)/);
  if (between.filter((_, index) => index % 2 === 0).join('\n') !== lines.join('\n'))
    return cells
      ? text.slice(0, row.start) + rowLike(row, table.head, cells) + text.slice(end(row))
      : text.slice(0, row.start) + text.slice(end(row)).replace(/^\r?\n/, '');
  const changed = alignedTable(kept.map((each) => (cells && each === row ? cells : each.cells)));
  return text.slice(0, table.head.start) + changed.join(between[1] ?? '\n') + text.slice(end(last));
}

/** What heads our columns after the name, and what else people call them. */
const TITLES: readonly RegExp[] = [
  /descr|what|does|purpose/i,
  /argument|param|input/i,
  /chang|writ|modif/i,
];

/**
 * Our cells in the columns of a table of the user: by the words of its head, or by position where we know none of them and
 * there are as many; what we do not know stays empty.
 */
function arranged(
  [name = '', ...others]: readonly string[],
  theirs: readonly string[],
  column: number,
): string[] {
  const known = theirs.map((title) => TITLES.findIndex((words) => words.test(title)));
  const isTranslated = known.every((at) => at < 0) && theirs.length === others.length + 1;
  if (isTranslated && column === 0) return [name, ...others];
  return theirs.map((_, index) => {
    if (index === column) return name;
    const at = known[index] ?? -1;
    return known.indexOf(at) === index ? (others[at] ?? '') : '';
  });
}

/** A row with the bars, spaces and widths of another. */
function rowLike({ text: row }: Row, { text: head }: Row, cells: readonly string[]): string {
  const widths = widthsOf(row);
  const isPadded = / {2,}\|/.test(row.trim()) || String(widths) === String(widthsOf(head));
  const space = /\|\S/.test(row.trim().slice(0, -1)) ? '' : ' ';
  const padded = cells.map((cell, index) => {
    const spaced = space + cell + space;
    return isPadded ? spaced.padEnd(widths[index] ?? 0) : spaced;
  });
  const [start = ''] = /^[ \t]*\|?/.exec(row) ?? [];
  const line = padded.join('|');
  return row.trimEnd().endsWith('|') ? `${start}${line}|` : start + line.trim();
}

const widthsOf = (row: string): number[] =>
  row
    .trim()
    .replace(/^\|/, '')
    .replace(/(?<!\\)\|$/, '')
    .split(/(?<!\\)\|/)
    .map((cell) => cell.length);
