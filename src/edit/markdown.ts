/** A heading and the text below it, up to the next heading of its level or above. */
export interface MarkdownSection {
  title: string;
  /** Number of `#` characters. */
  level: number;
  /** Offset of the heading. */
  start: number;
  /** Offset after the last line of the section, which includes its subsections. */
  end: number;
}

/** A GFM table. */
export interface MarkdownTable {
  head: MarkdownRow;
  rows: readonly MarkdownRow[];
}

export interface MarkdownRow {
  /** Texts of the cells, trimmed. */
  cells: readonly string[];
  /** Offset of the line. */
  start: number;
  text: string;
}

/** Returns the sections of a document in their order. A `#` in a fenced block is not a heading. */
export function sectionsIn(text: string): MarkdownSection[] {
  const lines = linesOutsideFences(text);
  const headings = lines.flatMap(({ line, start }) => {
    const [, marks, title = ''] = /^(#{1,6})[ \t]+(.*?)(?:[ \t]+#+)?[ \t]*$/.exec(line) ?? [];
    return marks === undefined ? [] : [{ level: marks.length, title, start }];
  });
  return headings.map(({ level, title, start }, index) => {
    const nextHeading = headings.slice(index + 1).find((heading) => heading.level <= level);
    return { title, level, start, end: nextHeading?.start ?? text.length };
  });
}

/** Returns the tables of a document in their order. */
export function tablesIn(text: string): MarkdownTable[] {
  const tables: MarkdownTable[] = [];
  let previousRow: MarkdownRow | undefined;
  let openTableRows: MarkdownRow[] | undefined;
  for (const { line, start } of linesOutsideFences(text)) {
    const row = line.includes('|') ? { cells: rowCells(line), start, text: line } : undefined;
    const isRule =
      row && /^[ \t]*\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*$/.test(line);
    if (!openTableRows && isRule && previousRow?.cells.length === row.cells.length) {
      openTableRows = [];
      tables.push({ head: previousRow, rows: openTableRows });
    } else if (openTableRows && row) openTableRows.push(row);
    else openTableRows = undefined;
    previousRow = row;
  }
  return tables;
}

/** Returns the cells of a row. Vertical bars in cells are escaped by a backslash (GFM 4.10). */
const rowCells = (line: string): string[] =>
  line
    .trim()
    .replace(/^\|/, '')
    .replace(/(?<!\\)\|$/, '')
    .split(/(?<!\\)\|/)
    .map((cell) => cell.trim());

function linesOutsideFences(text: string): { line: string; start: number }[] {
  let fence: string | undefined;
  return Array.from(text.matchAll(/[^\n]*\n?/g)).flatMap(({ 0: lineWithEnd, index }) => {
    const line = lineWithEnd.replace(/\r?\n$/, '');
    const [mark] = /^ {0,3}(?:`{3,}|~{3,})/.exec(line)?.map((fence) => fence.trim()) ?? [];
    const closes = fence !== undefined && mark?.startsWith(fence) === true;
    const isInside = fence !== undefined || mark !== undefined;
    if (closes) fence = undefined;
    else fence ??= mark;
    return isInside ? [] : [{ line, start: index }];
  });
}
