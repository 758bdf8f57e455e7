import { textWidth } from '../model/text-width.js';
import { wrappedText } from '../model/wrap.js';
import type { Item } from './interview.js';

/** A question without its explanation: "Base URL of the API, such as https://…" is "Base URL of the API". */
export const labelOf = (message: string): string =>
  message.replace(/(: |\? |, (such as|in a sentence|for the model)\b).*$| \(optional\)$|\?$/g, '');

/** Columns that the box around the answers takes. */
const FRAME = 6;
const GAP = 2;
const LEAST_COLUMNS = 20;

/** Answers below each other; those that say nothing are left out. Long ones go on below their first word. */
export function answersText(
  items: readonly Pick<Item, 'message' | 'shown'>[],
  columns: number,
): string {
  const rows = items.filter(({ shown }) => shown !== '' && shown !== 'no');
  const width = Math.max(...rows.map(({ message }) => textWidth(labelOf(message)))) + GAP;
  return rows
    .map(({ message, shown }) => {
      const label = labelOf(message);
      const answer = wrappedText(shown, Math.max(columns - FRAME - width, LEAST_COLUMNS));
      return `${label}${' '.repeat(width - textWidth(label))}${answer.replaceAll('\n', `\n${' '.repeat(width)}`)}`;
    })
    .join('\n');
}
