import { textWidth } from '../../model/text-width.js';

/** Control and format characters, line ends, private use and halves of surrogate pairs: nothing that moves a cursor. */
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu;

/** One line of text as it can be shown anywhere; a tab is one blank. */
export const visible = (text: string) =>
  text
    .replaceAll('\t', ' ')
    .replace(INVISIBLE, (character) =>
      Array.from({ length: character.length }, (_, index) =>
        escape(character.charCodeAt(index)),
      ).join(''),
    );

const escape = (unit: number) => `\\u${unit.toString(16).padStart(4, '0')}`;

/**
 * Lines of at most so many columns, broken between words; a longer word stays whole. No line begins with a text's own
 * `::`: where GitHub Actions reads along, that would be a workflow command.
 */
export function wrapLine(text: string, columns: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const last = lines.at(-1);
    const fits = last !== undefined && textWidth(last) + 1 + textWidth(word) <= columns;
    if (last !== undefined && (fits || word.startsWith('::'))) {
      lines[lines.length - 1] = `${last} ${word}`;
    } else lines.push(word);
  }
  return lines;
}
