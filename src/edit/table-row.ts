import { isDeepStrictEqual } from 'node:util';
import { onlyItem } from '../../runtime/src/utils/only-item.js';
import { alignTable } from '../model/text/aligned-table.js';
import { linesBelow } from './lines.js';
import { type MarkdownRow, type MarkdownTable, tablesIn } from './markdown.js';

/** Returns the tables with most of the tools; empty if none contains any. */
export function toolTables(text: string, tools: readonly string[]): MarkdownTable[] {
  const tables = tablesIn(text).filter((table) => !isOfProviders(table));
  const scores = tables.map(({ rows }) => rows.filter((row) => toolColumn(row, tools) >= 0).length);
  const bestScore = Math.max(1, ...scores);
  return tables.filter((_, index) => scores[index] === bestScore);
}

/** Returns whether the table lists the providers of a project. */
export const isOfProviders = ({ head }: MarkdownTable): boolean => head.cells[0] === 'provider';

/** Returns the index of the cell in a row that names one of the tools; -1 if there is none. */
const toolColumn = ({ cells }: MarkdownRow, tools: readonly string[]) =>
  cells.findIndex((cell) => tools.includes(nameIn(cell)));

/** Returns a tool's name without Markdown: `code`, **bold**, and escapes. */
const nameIn = (cell: string) => cell.replace(/[`*\\]/g, '');

/**
 * Adds the last row of `newTable` to the end of a table with `tools`; a table that has the new tool
 * stays as it is. A table with other columns gets only the name.
 */
export function addRow(
  text: string,
  table: MarkdownTable,
  newTable: MarkdownTable,
  tool: string,
  tools: readonly string[],
): string | undefined {
  const row = newTable.rows.at(-1);
  if (!row) return undefined;
  if (findToolRow(table, tool)) return text;
  const { cells: titles } = table.head;
  const toolRow = table.rows.find((candidate) => toolColumn(candidate, tools) >= 0);
  const column = toolRow ? toolColumn(toolRow, tools) : 0;
  const cells = isDeepStrictEqual(titles, newTable.head.cells)
    ? row.cells
    : titles.map((_, index) => (index === column ? (row.cells[0] ?? '') : ''));
  return withRow(text, table, undefined, cells);
}

/**
 * Replaces the rows whose cells are those of a row of `previous` by the same row of `current`. A table whose columns are aligned
 * stays so.
 */
export function replaceRows(
  text: string,
  table: MarkdownTable,
  previous: MarkdownTable,
  current: MarkdownTable,
): string {
  const rowsByCells = new Map(table.rows.toReversed().map((row) => [row.cells.join('|'), row]));
  const cellsByRow = new Map<MarkdownRow, readonly string[]>();
  for (const [index, { cells }] of previous.rows.entries()) {
    const row = rowsByCells.get(cells.join('|'));
    const replacement = current.rows[index];
    if (row && replacement) cellsByRow.set(row, replacement.cells);
  }
  if (cellsByRow.size === 0) return text;
  const { start, end, lineBreak, isAligned } = tableLayout(text, table);
  const lines = [table.head, ...table.rows].map((row) => ({ row, cells: cellsByRow.get(row) }));
  if (isAligned)
    return (
      text.slice(0, start) +
      alignTable(lines.map(({ row, cells }) => cells ?? row.cells)).join(lineBreak) +
      text.slice(end)
    );
  return lines.reduceRight(
    (rest, { row, cells }) =>
      cells ? rest.slice(0, row.start) + rowLine(cells) + rest.slice(rowEnd(row)) : rest,
    text,
  );
}

/** Returns the row that names a tool; undefined if two do, because they may belong to two providers. */
export function findToolRow({ rows }: MarkdownTable, tool: string): MarkdownRow | undefined {
  return onlyItem(rows.filter((row) => toolColumn(row, [tool]) >= 0));
}

/** Returns the rows of a table as `findToolRow` finds them, for many tools. */
export function rowsByTool({ rows }: MarkdownTable): (tool: string) => MarkdownRow | undefined {
  const byName = new Map<string, MarkdownRow[]>();
  for (const row of rows)
    for (const name of new Set(row.cells.map(nameIn))) {
      const sameName = byName.get(name);
      if (sameName) sameName.push(row);
      else byName.set(name, [row]);
    }
  return (tool) => onlyItem(byName.get(tool) ?? []);
}

/** Renames the tool in its row; marks around its name stay. */
export function renameRow(
  text: string,
  table: MarkdownTable,
  row: MarkdownRow,
  tool: string,
  name: string,
): string {
  const column = toolColumn(row, [tool]);
  const cells = row.cells.map((cell, index) => {
    const shownName = cell.includes(tool) ? tool : tool.replace(/[_*]/g, '\\$&');
    return index === column ? cell.replace(shownName, () => name) : cell;
  });
  return withRow(text, table, row, cells);
}

/**
 * Returns the text with other cells in a row of a table, or in a new last row; without `cells`, the
 * row is removed. Aligned columns stay aligned.
 */
export function withRow(
  text: string,
  table: MarkdownTable,
  row: MarkdownRow | undefined,
  cells: readonly string[] | undefined,
): string {
  const { start, end, lineBreak, isAligned } = tableLayout(text, table);
  const { head, rows } = table;
  if (isAligned) {
    const otherNames = [head, ...rows].flatMap((tableRow) =>
      tableRow === row ? (cells ? [cells] : []) : [tableRow.cells],
    );
    const lines = alignTable(cells && !row ? [...otherNames, cells] : otherNames);
    return text.slice(0, start) + lines.join(lineBreak) + text.slice(end);
  }
  const line = cells && rowLine(cells);
  if (!row) return linesBelow(text, (rows.at(-1) ?? head).start, line ?? '');
  return line === undefined
    ? text.slice(0, row.start) + text.slice(rowEnd(row)).replace(/^\r?\n/, '')
    : text.slice(0, row.start) + line + text.slice(rowEnd(row));
}

const rowLine = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;

const rowEnd = ({ start, text }: MarkdownRow) => start + text.length;

/** Returns the place of a table in a text, and whether its columns are aligned. */
function tableLayout(text: string, { head, rows }: MarkdownTable) {
  const { start } = head;
  const end = rowEnd(rows.at(-1) ?? head);
  const source = text.slice(start, end);
  const lineBreak = source.includes('\r\n') ? '\r\n' : '\n';
  const lines = alignTable([head, ...rows].map(({ cells }) => cells));
  return { start, end, lineBreak, isAligned: source === lines.join(lineBreak) };
}
