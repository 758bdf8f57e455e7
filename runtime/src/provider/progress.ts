import type { Progress } from './define.js';

/** So many at once, then one in each pause: a flood would fill the memory while a client reads slowly. */
const BURST = 100;
const PAUSE_MS = 100;
const MOST_CHARACTERS = 1_000;

/** Passes on what the protocol allows: values that increase, and none after the call has ended (MCP, "Progress"). */
export function progressOf(send: ((progress: Progress) => void) | undefined) {
  let last = -Infinity;
  let sent = 0;
  let sentAt = 0;
  return {
    report:
      send &&
      ((progress: Progress) => {
        const now = performance.now();
        if (!(progress.progress > last) || (sent >= BURST && now - sentAt < PAUSE_MS)) return;
        last = progress.progress;
        sent++;
        sentAt = now;
        const message = progress.message?.slice(0, MOST_CHARACTERS);
        send({ ...progress, ...(message !== undefined && { message }) });
      }),
    end() {
      last = Infinity;
    },
  };
}
