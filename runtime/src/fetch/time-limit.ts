import { expectListeners } from '../node/node-module.js';
import { timeout } from '../utils/time.js';

/** A request that ends after a time, or when its caller ends it. */
export interface TimeLimit {
  readonly control: AbortController;
  /** Rejects when `control` aborts: a `fetch` of the project may ignore the signal. */
  readonly aborted: Promise<never>;
  /** From now on the time is not limited. */
  stopTimer(): void;
  /** The request has ended. */
  done(): void;
}

/** @throws the reason of `caller`, where it is aborted already */
export function timeLimit(caller: AbortSignal | null | undefined, timeoutMs: number): TimeLimit {
  caller?.throwIfAborted();
  // A controller and a plain timer: AbortSignal.any over AbortSignal.timeout can be collected on Node 20 and never fire.
  const control = new AbortController();
  const { signal } = control;
  const cancel = () => control.abort(caller?.reason);
  if (caller) expectListeners(caller);
  caller?.addEventListener('abort', cancel, { once: true });
  const timer = timeout(timeoutMs, () =>
    control.abort(new DOMException(`No response within ${timeoutMs} ms`, 'TimeoutError')),
  );
  const aborted = new Promise<never>((_resolve, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true });
  });
  aborted.catch(() => {}); // a stream can be ended when nothing waits for it
  return {
    control,
    aborted,
    stopTimer: () => clearTimeout(timer),
    done() {
      clearTimeout(timer);
      // A transport uses one signal for all its requests: no listener may stay.
      caller?.removeEventListener('abort', cancel);
    },
  };
}
