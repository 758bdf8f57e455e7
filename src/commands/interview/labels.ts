import { textWidth } from '../../model/text-width.js';
import type { Item } from './interview.js';

/** A question without its examples: "Base URL of the API, such as https://…" is "Base URL of the API". */
export const labelOf = (message: string): string =>
  message.replace(/, (such as|in a sentence|for the model).*$| \(optional\)$|\?$/g, '');

/** Answers below each other; those that say nothing are left out. */
export function answersText(items: readonly Pick<Item, 'message' | 'shown'>[]): string {
  const rows = items.filter(({ shown }) => shown !== '' && shown !== 'no');
  const width = Math.max(...rows.map(({ message }) => textWidth(labelOf(message))));
  return rows
    .map(({ message, shown }) => {
      const label = labelOf(message);
      return `${label}${' '.repeat(width - textWidth(label))}  ${shown}`;
    })
    .join('\n');
}
