import { lineStart } from '../lines.js';

/** The line ending of most lines. */
export function lineBreakOf(text: string): string {
  const all = text.split('\n').length - 1;
  const crlf = text.split('\r\n').length - 1;
  return crlf > all - crlf ? '\r\n' : '\n';
}

/** Offset of the next line, or the end of the text. */
export function nextLine(text: string, offset: number): number {
  const at = text.indexOf('\n', offset);
  return at < 0 ? text.length : at + 1;
}

/** Offset of the line ending in front of a line. */
export function beforeLineBreak(text: string, start: number): number {
  if (start === 0) return 0;
  return text[start - 2] === '\r' ? start - 2 : start - 1;
}

export const isBlank = (text: string): boolean => /^[ \t\r\n]*$/.test(text);

/** White space between the start of the line and `offset`, up to the first other character. */
export const indentOf = (text: string, offset: number): string =>
  /^[ \t]*/.exec(text.slice(lineStart(text, offset), offset))?.[0] ?? '';

/** The line has only white space in front of `offset`. */
export const startsLine = (text: string, offset: number): boolean =>
  isBlank(text.slice(lineStart(text, offset), offset));

/** The splice that removes whole lines, with the line ending in front where the last line has none. */
export function cutLines(text: string, start: number, end: number) {
  const isLast = end === text.length && !text.endsWith('\n');
  return { start: isLast ? beforeLineBreak(text, start) : start, end, text: '' };
}
