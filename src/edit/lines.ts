/** Returns the number of the line that contains `offset`, from 1. */
export const lineNumber = (text: string, offset: number): number =>
  text.slice(0, offset).split('\n').length;

/** Returns the offset of the first character of the line that contains `offset`. */
export const lineStart = (text: string, offset: number): number =>
  text.lastIndexOf('\n', offset - 1) + 1;

/** Returns the offset after the last character of the line, before its line end. */
export function lineEnd(text: string, offset: number): number {
  const end = text.indexOf('\n', offset);
  if (end < 0) return text.length;
  return text[end - 1] === '\r' ? end - 1 : end;
}

/** Returns the white space at the beginning of a line. */
export function marginAt(text: string, offset: number): string {
  const start = lineStart(text, offset);
  return /^[ \t]*/.exec(text.slice(start, lineEnd(text, start)))?.[0] ?? '';
}

/** Returns the line end at an offset: that of its line, or of the previous line if it is in the last one. */
export function lineBreak(text: string, offset: number): string {
  const lineFeed = text.indexOf('\n', offset);
  const end = lineFeed < 0 ? text.lastIndexOf('\n') : lineFeed;
  return end > 0 && text[end - 1] === '\r' ? '\r\n' : '\n';
}

/** Inserts text, with `\n` between its lines, at an offset; it gets the line ends of that place. */
export const splice = (text: string, offset: number, insertedText: string): string =>
  text.slice(0, offset) +
  insertedText.replaceAll('\n', lineBreak(text, offset)) +
  text.slice(offset);

/** Inserts lines below the line that contains `offset`. If the last line has no line end, that stays so. */
export function linesBelow(text: string, offset: number, lines: string): string {
  return text === '' ? lines : splice(text, lineEnd(text, offset), `\n${lines}`);
}

/**
 * Returns the text without an item of a list in brackets, and without one comma; comments around
 * them stay. A line that becomes empty is removed.
 */
export function removeItem(
  text: string,
  itemStart: number,
  itemEnd: number,
  comma?: number,
): string {
  const isBefore = comma !== undefined && comma < itemStart;
  const gap =
    comma === undefined
      ? ''
      : isBefore
        ? text.slice(comma + 1, itemStart)
        : text.slice(itemEnd, comma);
  // White space between item and comma is removed, but no line end.
  const isAdjacent = /^[ \t]*$/.test(gap);
  const start = isBefore && isAdjacent ? comma : itemStart;
  const separator = comma === undefined || isAdjacent ? '' : gap;
  const end = comma !== undefined && !isBefore ? comma + 1 : itemEnd;
  const textBefore =
    isBefore && !isAdjacent ? text.slice(0, comma) + separator : text.slice(0, start);
  const textAfter = (isBefore ? '' : separator) + text.slice(end);
  // In a line with other items, one space is removed, too.
  const rest = textBefore + (/[[{( ]$/.test(textBefore) ? textAfter.replace(/^ /, '') : textAfter);
  const line = lineStart(rest, textBefore.length);
  const [remainingLine = ''] = /[^\n]*\n?/y.exec(rest.slice(line)) ?? [];
  const isEmpty = line > 0 && remainingLine.trim() === '';
  return isEmpty ? rest.slice(0, line) + rest.slice(line + remainingLine.length) : rest;
}

/**
 * Reindents lines that are indented by two spaces per level: `start` precedes each line, and `unit`
 * replaces each level. Only `\n` ends a line: in data, U+2028 does not, unlike for `^`.
 */
export const indentLines = (lines: string, start: string, unit: string): string =>
  lines.replace(
    /(?<![^\n])(?: {2})*(?=[^\n])/g,
    (levels) => start + unit.repeat(levels.length / 2),
  );

const BYTE_ORDER_MARK = '\uFEFF';

/** Returns the text without its byte order mark, and the mark. */
export const withoutMark = (text: string): [mark: string, body: string] =>
  text.startsWith(BYTE_ORDER_MARK) ? [BYTE_ORDER_MARK, text.slice(1)] : ['', text];
