import { expectListeners } from '../node/node-module.js';
import { setTimer } from '../utils/time.js';

/** Ends a request after a time, or when its caller aborts it. */
export interface TimeLimit {
  readonly control: AbortController;
  /** Rejects when `control` aborts, because a custom `fetch` may ignore the signal. */
  readonly aborted: Promise<never>;
  /** Removes the time limit from now on. */
  stopTimer(): void;
  /** Must be called at the end of the request. */
  release(): void;
}

/** @throws the reason of `caller` if it is already aborted */
export function timeLimit(caller: AbortSignal | null | undefined, timeoutMs: number): TimeLimit {
  caller?.throwIfAborted();
  // A controller and a plain timer, because with Node.js 20 AbortSignal.any over
  // AbortSignal.timeout can be garbage-collected and never fire.
  const control = new AbortController();
  const { signal } = control;
  const cancel = () => control.abort(caller?.reason);
  if (caller) expectListeners(caller);
  caller?.addEventListener('abort', cancel, { once: true });
  const timer = setTimer(timeoutMs, () =>
    control.abort(new DOMException(`No response within ${timeoutMs} ms`, 'TimeoutError')),
  );
  const aborted = new Promise<never>((_resolve, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true });
  });
  aborted.catch(() => {}); // avoids an unhandled rejection
  return {
    control,
    aborted,
    stopTimer: () => clearTimeout(timer),
    release() {
      clearTimeout(timer);
      // A transport uses one signal for all requests, so the listener must be removed.
      caller?.removeEventListener('abort', cancel);
    },
  };
}
