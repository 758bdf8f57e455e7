/** Number of the line that `offset` is in, from 1. */
export const lineOf = (text: string, offset: number): number =>
  text.slice(0, offset).split('\n').length;

/** Offset of the first character of the line that `offset` is in. */
export const lineStart = (text: string, offset: number): number =>
  text.lastIndexOf('\n', offset - 1) + 1;

/** Offset behind the last character of the line, before its line end. */
export function lineEnd(text: string, offset: number): number {
  const end = text.indexOf('\n', offset);
  if (end < 0) return text.length;
  return text[end - 1] === '\r' ? end - 1 : end;
}

/** The white space a line begins with. */
export function margin(text: string, offset: number): string {
  const start = lineStart(text, offset);
  return /^[ \t]*/.exec(text.slice(start, lineEnd(text, start)))?.[0] ?? '';
}

/** The line end that is used at a place: that of its line, or of the line before where it is the last. */
function lineBreak(text: string, offset: number): string {
  const next = text.indexOf('\n', offset);
  const end = next < 0 ? text.lastIndexOf('\n') : next;
  return end > 0 && text[end - 1] === '\r' ? '\r\n' : '\n';
}

/** Puts text, with `\n` between its lines, at an offset; it takes the line ends of that place. */
export const splice = (text: string, offset: number, added: string): string =>
  text.slice(0, offset) + added.replaceAll('\n', lineBreak(text, offset)) + text.slice(offset);

/** Puts lines below the line that `offset` is in; a missing line end after the last line stays missing. */
export function linesBelow(text: string, offset: number, lines: string): string {
  return text === '' ? lines : splice(text, lineEnd(text, offset), `\n${lines}`);
}

/**
 * Without an item of a list in brackets, and without one comma; comments around them stay. The line goes where nothing
 * else is on it.
 */
export function withoutItem(text: string, from: number, to: number, comma?: number): string {
  const isBefore = comma !== undefined && comma < from;
  const gap =
    comma === undefined ? '' : isBefore ? text.slice(comma + 1, from) : text.slice(to, comma);
  // White space between the two goes with them, but no line end.
  const isClose = /^[ \t]*$/.test(gap);
  const start = isBefore && isClose ? comma : from;
  const separator = comma === undefined || isClose ? '' : gap;
  const end = comma !== undefined && !isBefore ? comma + 1 : to;
  const before = isBefore && !isClose ? text.slice(0, comma) + separator : text.slice(0, start);
  const behind = (isBefore ? '' : separator) + text.slice(end);
  // In a line with others, one space goes, too.
  const rest = before + (/[[{( ]$/.test(before) ? behind.replace(/^ /, '') : behind);
  const line = lineStart(rest, before.length);
  const [own = ''] = /[^\n]*\n?/y.exec(rest.slice(line)) ?? [];
  const isEmpty = line > 0 && own.trim() === '';
  return isEmpty ? rest.slice(0, line) + rest.slice(line + own.length) : rest;
}

/**
 * Lines that are indented by two spaces a level, with `start` before each and `unit` for each level. A line begins behind
 * `\n` only: in data, U+2028 ends none, as it does for `^`.
 */
export const indentLines = (lines: string, start: string, unit: string): string =>
  lines.replace(
    /(?<![^\n])(?: {2})*(?=[^\n])/g,
    (levels) => start + unit.repeat(levels.length / 2),
  );

const BYTE_ORDER_MARK = '\uFEFF';

/** The text without its byte order mark, and the mark. */
export const withoutMark = (text: string): [mark: string, body: string] =>
  text.startsWith(BYTE_ORDER_MARK) ? [BYTE_ORDER_MARK, text.slice(1)] : ['', text];
