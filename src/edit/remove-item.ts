import { lineEnd, lineStart } from './lines.js';
import type { List } from './list.js';

/** A text without an item of a list; the lines of the item go where nothing else is on them. */
export function removeItem(text: string, list: List, index: number): string {
  const item = list.items[index];
  if (!item) return text;
  const behind = text.slice(item.end, list.end);
  const end = item.end + (/^\s*,/.exec(behind)?.[0].length ?? 0);
  const [first, last] = [lineStart(text, item.start), lineEnd(text, end)];
  const isAlone = `${text.slice(first, item.start)}${text.slice(end, last)}`.trim() === '';
  if (isAlone && first > list.start) {
    return text.slice(0, first) + text.slice(last).replace(/^\r?\n/, '');
  }
  const previous = list.items[index - 1];
  const isLast = list.items.length === index + 1;
  if (isLast && previous) return text.slice(0, previous.end) + text.slice(item.end);
  return text.slice(0, item.start) + text.slice(end).replace(/^[ \t]+/, '');
}
