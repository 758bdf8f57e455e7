import { textWidth } from './text-width.js';

/** Words of a line; what stands in double quotes is one, as people copy it. */
const WORD = /(?:"[^"]*"|\S)+/g;

/** Lines of `words` with blanks between them, each at most `width` columns wide unless one word is wider. */
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

/** A text whose lines fit; lines that are indented, such as excerpts, stay as they are. */
export const wrappedText = (text: string, width: number): string =>
  text
    .split('\n')
    .flatMap((line) =>
      /^\s/.test(line) || textWidth(line) <= width
        ? [line]
        : wrapWords(line.match(WORD) ?? [], width),
    )
    .join('\n');
