/**
 * A whole emoji of any number of code points (Unicode TS 51, RGI_Emoji). Created on demand, because
 * that takes ten milliseconds.
 */
let emoji: RegExp | undefined;
/**
 * A character that every emoji contains: an emoji character or an enclosing keycap. Searching for
 * it is hundreds of times faster.
 */
const MAYBE_EMOJI = /(?![#*\d])\p{Emoji}|\u20e3/u;

/**
 * Blocks with East_Asian_Width W and F; code points that the first ones leave unassigned are narrow
 * (Unicode TR 11).
 */
const WIDE_CHARACTER = new RegExp(
  '(?!\\p{Cn})[\\u1100-\\u115f\\u2329\\u232a\\u2630-\\u2637\\u268a-\\u268f\\u2e80-\\u303e\\u3041-\\u3247\\u3250-\\ua4c6' +
    '\\ua960-\\ua97c\\uac00-\\ud7a3\\ufe10-\\ufe19\\ufe30-\\ufe6b\\uff01-\\uff60\\uffe0-\\uffe6' +
    '\\u{16fe0}-\\u{1b2fb}\\u{1d300}-\\u{1d376}\\u{1f200}-\\u{1f265}\\p{Emoji_Modifier_Base}]' +
    '|[\\uf900-\\ufaff\\u{20000}-\\u{2fffd}\\u{30000}-\\u{3fffd}]',
  'u',
);

const ASCII = /^[ -~]*$/;
const ZERO_WIDTH = /[\p{Cc}\p{Mn}\p{Me}]/u;

/** Returns the columns of a text in a fixed-width font, as Prettier counts them. */
export function textWidth(text: string): number {
  if (ASCII.test(text)) return text.length;
  let width = 0;
  const rest = MAYBE_EMOJI.test(text) ? withoutEmoji() : text;
  for (const character of rest) {
    if (!ZERO_WIDTH.test(character)) width += WIDE_CHARACTER.test(character) ? 2 : 1;
  }
  return width;

  function withoutEmoji(): string {
    return text.replace((emoji ??= new RegExp('\\p{RGI_Emoji}', 'gv')), () => {
      width += 2;
      return '';
    });
  }
}

/** UTF-16 units looked at per column, because one character may have any number of combining marks. */
const MAX_COLUMN_WIDTH = 8;

/** Returns a text cut to at most `columns` columns; a cut text ends with "…". */
export function cutToWidth(text: string, columns: number): string {
  const start = text.slice(0, columns * MAX_COLUMN_WIDTH);
  if (start === text && textWidth(text) <= columns) return text;
  let cutText = '';
  for (const character of start) {
    if (textWidth(cutText + character) >= columns) break;
    cutText += character;
  }
  return `${cutText.trimEnd()}…`;
}
