import { unrefTimer } from '../utils/time.js';
import { truncate } from '../utils/truncate.js';
import type { Progress } from './call-context.js';

/**
 * Number of messages sent at once; after that, the newest one after each pause. A flood would fill
 * the memory while a client reads slowly.
 */
const BURST = 100;
const PAUSE_MS = 100;
const MAX_MESSAGE_LENGTH = 1_000;

/** Sends progress as MCP allows: with increasing values, and none after the end of the call (MCP, "Progress"). */
export function progressSender(send: (progress: Progress) => void) {
  let lastValue = -Infinity;
  let remainingBurst = BURST;
  let countedAt = performance.now();
  let newest: Progress;
  let timer: NodeJS.Timeout | undefined;

  function sendProgress({ message, ...progress }: Progress): void {
    remainingBurst--;
    send({
      ...progress,
      ...(message !== undefined && { message: truncate(message, MAX_MESSAGE_LENGTH) }),
    });
  }

  function report(progress: Progress): void {
    if (!(progress.progress > lastValue)) return;
    lastValue = progress.progress;
    newest = progress;
    if (timer) return;
    const now = performance.now();
    remainingBurst = Math.min(BURST, remainingBurst + (now - countedAt) / PAUSE_MS);
    countedAt = now;
    if (remainingBurst >= 1) {
      sendProgress(progress);
      return;
    }
    timer = unrefTimer(
      setTimeout(() => {
        timer = undefined;
        sendProgress(newest);
      }, PAUSE_MS),
    );
  }

  return {
    report,
    end() {
      lastValue = Infinity;
      clearTimeout(timer);
    },
  };
}
