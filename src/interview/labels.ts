import { textWidth } from '../model/text-width.js';
import { wrappedText } from '../model/wrap.js';
import type { InterviewItem } from './interview.js';

/** A question without its explanation: "Base URL of the API, such as https://…" becomes "Base URL of the API". */
export const labelOf = (message: string): string =>
  message.replace(/(: |\? |, (such as|in a sentence|for the model)\b).*$| \(optional\)$|\?$/g, '');

/** Columns of the box around the answers. */
const FRAME = 6;
const GAP = 2;
const LEAST_COLUMNS = 20;

/** Answers on separate lines; empty ones are omitted. Long answers continue below their first word. */
export function answersText(
  items: readonly Pick<InterviewItem, 'message' | 'shown'>[],
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
