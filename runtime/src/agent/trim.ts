import type { Message } from './model.js';

/** Drops whole turns, oldest first, but never the last: a result without its call is refused by every service. */
export function trim(messages: Message[], chars: number): void {
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
