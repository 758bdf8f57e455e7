import { textWidth } from './text-width.js';

/** Matches the words of a line. Text in double quotes is one word, so that it can be copied. */
const WORD = /(?:"[^"]*"|\S)+/g;

/** Returns the lines of blank-separated `words`, each at most `width` columns wide unless a single word is wider. */
export function wrapWords(words: readonly string[], width: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of words) {
    if (line !== '' && textWidth(line) + 1 + textWidth(word) > width) {
      lines.push(line);
      line = word;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  return [...lines, line];
}

/** Returns a text with wrapped lines; indented lines, such as excerpts, stay as they are. */
export const wrapText = (text: string, width: number): string =>
  text
    .split('\n')
    .flatMap((line) =>
      /^\s/.test(line) || textWidth(line) <= width
        ? [line]
        : wrapWords(line.match(WORD) ?? [], width),
    )
    .join('\n');
