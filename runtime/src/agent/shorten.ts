import { truncate } from '../utils/truncate.js';
import type { Message, ToolResult } from './model.js';

/** What goes in one step, because the true limit of the model is not known. */
const LEFT = 0.75;
/** A shorter result stays as it is. */
const SHORT = 500;

/**
 * Makes a conversation shorter that is too long for a model: by images of earlier results, by whole turns, oldest first,
 * then by the results of the last turn.
 * @returns what was left out, as a sentence for the user; undefined where no more can be
 */
export function shorten(messages: Message[]): string | undefined {
  if (dropImages(messages.slice(0, -1))) return 'Earlier images are left out.';
  const { length } = messages;
  dropOldTurns(messages, LEFT * sizeOf(messages));
  if (messages.length < length)
    return 'The conversation is too long for the model: its oldest messages are left out.';
  if (dropImages(messages)) return 'Images are left out: they are too large for the model.';
  const results = resultsIn(messages).filter(({ text }) => text.length > SHORT);
  for (const result of results) result.text = half(result.text);
  return results.length > 0
    ? 'Results of tools are cut: they are too long for the model.'
    : undefined;
}

/** Drops images, then whole turns, oldest first, but never the last: a result without its call is refused by every service. */
export function dropOldTurns(messages: Message[], chars: number): void {
  if (sizeOf(messages) > chars) dropImages(messages.slice(0, -1));
  if (sizeOf(messages) > chars) dropImages(messages);
  const sizes = messages.map((message) => JSON.stringify(message).length);
  let size = sizes.reduce((sum, each) => sum + each, 0);
  let start = 0;
  for (const [index, { role }] of messages.entries()) {
    if (role === 'user') {
      start = index;
      if (size <= chars) break;
    }
    size -= sizes[index] ?? 0;
  }
  messages.splice(0, start);
}

const sizeOf = (messages: readonly Message[]): number => JSON.stringify(messages).length;

const resultsIn = (messages: readonly Message[]): ToolResult[] =>
  messages.flatMap((message) => (message.role === 'tools' ? message.results : []));

function dropImages(messages: readonly Message[]): boolean {
  const results = resultsIn(messages).filter(({ images }) => images);
  for (const result of results) {
    result.text += '\n[The images of this result are no longer here.]';
    delete result.images;
  }
  return results.length > 0;
}

/** The mark at the end of data stays. */
function half(text: string): string {
  const [end = ''] = /\n<\/data [0-9a-f]+>$/.exec(text) ?? [];
  const most = Math.floor((text.length - end.length) / 2);
  return `${truncate(text, most)}\n[Cut: the model cannot read more.]${end}`;
}
