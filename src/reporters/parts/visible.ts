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

/** East Asian wide and full-width characters and emoji (Unicode UAX #11), in a terminal two columns each. */
const WIDE =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]|\p{Emoji_Presentation}|[\u{20000}-\u{3fffd}]/u;

/** Columns a line takes in a terminal. */
export function columnsOf(text: string): number {
  let columns = 0;
  for (const character of text) {
    if (!/\p{M}/u.test(character)) columns += WIDE.test(character) ? 2 : 1;
  }
  return columns;
}

/**
 * Lines of at most so many columns, broken between words; a longer word stays whole. No line begins with a text's own
 * `::`: where GitHub Actions reads along, that would be a workflow command.
 */
export function wrapped(text: string, columns: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const last = lines.at(-1);
    const fits = last !== undefined && columnsOf(last) + 1 + columnsOf(word) <= columns;
    if (last !== undefined && (fits || word.startsWith('::'))) {
      lines[lines.length - 1] = `${last} ${word}`;
    } else lines.push(word);
  }
  return lines;
}
