import { unrefTimer } from '../utils/time.js';
import { truncate } from '../utils/truncate.js';
import type { Progress } from './call-context.js';

/** So many at once, then the newest in each pause: a flood would fill the memory while a client reads slowly. */
const BURST = 100;
const PAUSE_MS = 100;
const MOST_CHARACTERS = 1_000;

/** Passes on what the protocol allows: values that increase, and none after the call has ended (MCP, "Progress"). */
export function progressOf(send: (progress: Progress) => void) {
  let last = -Infinity;
  let left = BURST;
  let countedAt = performance.now();
  let newest: Progress;
  let timer: NodeJS.Timeout | undefined;

  function pass({ message, ...progress }: Progress): void {
    left--;
    send({
      ...progress,
      ...(message !== undefined && { message: truncate(message, MOST_CHARACTERS) }),
    });
  }

  function report(progress: Progress): void {
    if (!(progress.progress > last)) return;
    last = progress.progress;
    newest = progress;
    if (timer) return;
    const now = performance.now();
    left = Math.min(BURST, left + (now - countedAt) / PAUSE_MS);
    countedAt = now;
    if (left >= 1) {
      pass(progress);
      return;
    }
    timer = unrefTimer(
      setTimeout(() => {
        timer = undefined;
        pass(newest);
      }, PAUSE_MS),
    );
  }

  return {
    report,
    end() {
      last = Infinity;
      clearTimeout(timer);
    },
  };
}
