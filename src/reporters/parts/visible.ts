import { textWidth } from '../../model/text/text-width.js';

/** Control and format characters, line ends, private use characters and lone surrogates, which could move a cursor. */
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu;

/** Returns a line of text that can be shown anywhere; a tab becomes a blank. */
export const visibleLine = (text: string) =>
  text
    .replaceAll('\t', ' ')
    .replace(INVISIBLE, (character) =>
      Array.from({ length: character.length }, (_, index) =>
        escape(character.charCodeAt(index)),
      ).join(''),
    );

const escape = (unit: number) => `\\u${unit.toString(16).padStart(4, '0')}`;

/**
 * Returns the lines of limited width, broken between words; a longer word stays whole. No line
 * begins with `::` of the text, because GitHub Actions would interpret it as a workflow command.
 */
export function wrapLine(text: string, columns: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const last = lines.at(-1);
    const fitsLine = last !== undefined && textWidth(last) + 1 + textWidth(word) <= columns;
    if (last !== undefined && (fitsLine || word.startsWith('::'))) {
      lines[lines.length - 1] = `${last} ${word}`;
    } else lines.push(word);
  }
  return lines;
}
