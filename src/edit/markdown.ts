/** A heading and what comes below it, up to the next of its level or above. */
export interface Section {
  title: string;
  /** Number of its marks. */
  level: number;
  /** Offset of the heading. */
  start: number;
  /** Offset behind the last line of the section; sections of a deeper level are in it. */
  end: number;
}

/** A GFM table. */
export interface Table {
  head: Row;
  rows: readonly Row[];
}

export interface Row {
  /** Without the white space around them. */
  cells: readonly string[];
  /** Offset of the line. */
  start: number;
  text: string;
}

/** Sections of a document, in its order; a `#` in a fenced block begins none. */
export function sectionsIn(text: string): Section[] {
  const lines = linesOutsideFences(text);
  const headings = lines.flatMap(({ line, start }) => {
    const [, marks, title = ''] = /^(#{1,6})[ \t]+(.*?)(?:[ \t]+#+)?[ \t]*$/.exec(line) ?? [];
    return marks === undefined ? [] : [{ level: marks.length, title, start }];
  });
  return headings.map(({ level, title, start }, index) => {
    const next = headings.slice(index + 1).find((heading) => heading.level <= level);
    return { title, level, start, end: next?.start ?? text.length };
  });
}

/** Tables of a document, in its order. */
export function tablesIn(text: string): Table[] {
  const tables: Table[] = [];
  let above: Row | undefined;
  let open: Row[] | undefined;
  for (const { line, start } of linesOutsideFences(text)) {
    const row = line.includes('|') ? { cells: cellsOf(line), start, text: line } : undefined;
    const isRule =
      row && /^[ \t]*\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*$/.test(line);
    if (!open && isRule && above?.cells.length === row.cells.length) {
      open = [];
      tables.push({ head: above, rows: open });
    } else if (open && row) open.push(row);
    else open = undefined;
    above = row;
  }
  return tables;
}

/** A bar in a cell has a backslash before it (GFM 4.10). */
const cellsOf = (line: string): string[] =>
  line
    .trim()
    .replace(/^\|/, '')
    .replace(/(?<!\\)\|$/, '')
    .split(/(?<!\\)\|/)
    .map((cell) => cell.trim());

function linesOutsideFences(text: string): { line: string; start: number }[] {
  let fence: string | undefined;
  return Array.from(text.matchAll(/[^\n]*\n?/g)).flatMap(({ 0: whole, index }) => {
    const line = whole.replace(/\r?\n$/, '');
    const [mark] = /^ {0,3}(?:`{3,}|~{3,})/.exec(line)?.map((each) => each.trim()) ?? [];
    const closes = fence !== undefined && mark?.startsWith(fence) === true;
    const isInside = fence !== undefined || mark !== undefined;
    if (closes) fence = undefined;
    else fence ??= mark;
    return isInside ? [] : [{ line, start: index }];
  });
}
