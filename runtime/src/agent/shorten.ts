import { truncate } from '../utils/truncate.js';
import type { Message, ToolResult } from './model.js';

/** Fraction that remains after one step, because the model's actual limit is unknown. */
const REMAINING_FRACTION = 0.75;
/** Characters up to which a result is not truncated. */
const SHORT_RESULT = 500;

/**
 * Shortens a conversation that is too long for a model: first images of earlier results, then whole
 * turns, oldest first, then the results of the last turn.
 * @returns a sentence for the user about what was omitted; undefined if nothing more can be
 */
export function shorten(messages: Message[]): string | undefined {
  if (dropImages(messages.slice(0, -1))) return 'Earlier images are left out.';
  const { length } = messages;
  dropOldTurns(messages, REMAINING_FRACTION * jsonLength(messages));
  if (messages.length < length)
    return 'The conversation is too long for the model: its oldest messages are left out.';
  if (dropImages(messages)) return 'Images are left out: they are too large for the model.';
  const results = resultsIn(messages).filter(({ text }) => text.length > SHORT_RESULT);
  for (const result of results) result.text = firstHalf(result.text);
  return results.length > 0
    ? 'Results of tools are cut: they are too long for the model.'
    : undefined;
}

/** Drops images, then whole turns, oldest first, but never the last: services refuse a result without its call. */
export function dropOldTurns(messages: Message[], chars: number): void {
  if (jsonLength(messages) > chars) dropImages(messages.slice(0, -1));
  if (jsonLength(messages) > chars) dropImages(messages);
  const sizes = messages.map((message) => JSON.stringify(message).length);
  let size = sizes.reduce((sum, messageSize) => sum + messageSize, 0);
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

const jsonLength = (messages: readonly Message[]): number => JSON.stringify(messages).length;

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

/** Keeps the first half of a text, and the closing mark of quoted data. */
function firstHalf(text: string): string {
  const [end = ''] = /\n<\/data [0-9a-f]+>$/.exec(text) ?? [];
  const maxLength = Math.floor((text.length - end.length) / 2);
  return `${truncate(text, maxLength)}\n[Cut: the model cannot read more.]${end}`;
}
