import { textWidth } from '../model/text/text-width.js';
import { wrapText } from '../model/text/wrap.js';
import type { InterviewItem } from './interview.js';

/**
 * Returns a question without its explanation: "Base URL of the API, such as https://…" becomes
 * "Base URL of the API".
 */
export const shortLabel = (message: string): string =>
  message.replace(/(: |\? |, (such as|in a sentence|for the model)\b).*$| \(optional\)$|\?$/g, '');

/** Columns of the box around the answers. */
const FRAME = 6;
const GAP = 2;
/** Maximum width of the column of labels; a longer label has a line of its own. */
const LABEL_COLUMNS = 40;

/** Returns answers on separate lines; empty ones are omitted. Long answers continue below their first word. */
export function answersText(
  items: readonly Pick<InterviewItem, 'message' | 'shown'>[],
  columns: number,
): string {
  const rows = items.filter(({ shown }) => shown !== '' && shown !== 'no');
  const widths = rows.map(({ message }) => textWidth(shortLabel(message)));
  const width = Math.max(...widths.filter((labelWidth) => labelWidth <= LABEL_COLUMNS), 0) + GAP;
  const indentation = `\n${' '.repeat(width)}`;
  return rows
    .map(({ message, shown }) => {
      const label = shortLabel(message);
      const answer = wrapText(shown, columns - FRAME - width).replaceAll('\n', indentation);
      const rest = width - textWidth(label);
      return `${label}${rest > 0 ? ' '.repeat(rest) : indentation}${answer}`;
    })
    .join('\n');
}
