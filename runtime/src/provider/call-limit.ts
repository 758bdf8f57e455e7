import { CALL_MS } from '../http/deadline.js';
import type { CallContext } from './call-context.js';
import { callContext } from './call-context.js';
import type { Principal } from './principal.js';
import type { ServedRequest } from './provider.js';

/** Why a call ended before its task did. */
export class CallEndedError extends Error {
  constructor(
    readonly outcome: 'cancelled' | 'timed-out',
    message: string,
  ) {
    super(message);
  }
}

export interface CallLimit {
  /** Aborted where the client aborts, where it cancels with another request, and at the deadline. */
  readonly signal: AbortSignal;
  /** In milliseconds of `performance.now()`. */
  readonly deadline: number;
  readonly hasEnded: boolean;
  /** Rejects with a CallEndedError. */
  readonly ended: Promise<never>;
  /** The time that a person takes for an answer is not the call's. */
  paused<T>(task: () => Promise<T>): Promise<T>;
  clear(): void;
}

/** Of one call: `CALL_MS`, from now. */
export function callLimit(
  client: AbortSignal,
  onCancelled: ServedRequest['onCancelled'],
): CallLimit {
  // A controller and a plain timer: AbortSignal.any over AbortSignal.timeout can be collected on Node 20 and never fire.
  const control = new AbortController();
  let reject: (reason: CallEndedError) => void = () => {};
  const ended = new Promise<never>((_resolve, fail) => (reject = fail));
  ended.catch(() => {}); // also where the call has ended before
  let hasEnded = false;
  function stop(reason: CallEndedError): void {
    hasEnded = true;
    clearTimeout(timer);
    control.abort(reason);
    reject(reason);
  }
  const cancel = () => stop(new CallEndedError('cancelled', 'The call was cancelled.'));
  const expire = () =>
    stop(new CallEndedError('timed-out', `The call took longer than ${CALL_MS / 1000} s.`));
  let deadline = performance.now() + CALL_MS;
  let timer = setTimeout(expire, CALL_MS);
  /** Questions that a person has not answered yet, and the time that was left when the first one was put. */
  let questions = 0;
  let left = 0;
  if (client.aborted) cancel();
  client.addEventListener('abort', cancel, { once: true });
  onCancelled?.(cancel);
  return {
    get signal() {
      return control.signal; // made where it is read: not every call reads it
    },
    get deadline() {
      return deadline;
    },
    get hasEnded() {
      return hasEnded;
    },
    ended,
    async paused(task) {
      if (questions++ === 0) {
        left = deadline - performance.now();
        clearTimeout(timer);
        deadline = Infinity;
      }
      try {
        return await Promise.race([task(), ended]);
      } finally {
        if (--questions === 0) {
          deadline = performance.now() + left;
          if (!hasEnded) timer = setTimeout(expire, left);
        }
      }
    },
    clear() {
      hasEnded = true;
      clearTimeout(timer);
      client.removeEventListener('abort', cancel);
    },
  };
}

/** Who asks for a list or a completion. */
export interface LimitedCaller {
  provider: string;
  principal: Principal;
  /** Of the client. */
  signal: AbortSignal;
  request?: ServedRequest | undefined;
}

/** Runs a task of a request that is not a call of a tool, in the time of one. @throws CallEndedError */
export async function limited<T>(
  { principal, signal, request }: LimitedCaller,
  task: (context: CallContext) => Promise<T>,
): Promise<T> {
  const limit = callLimit(signal, request?.onCancelled);
  try {
    if (limit.hasEnded) return await limit.ended;
    const subject = { subject: 'list or completion', principal, isReadOnly: true };
    const code = task(callContext(subject, limit));
    request?.onRunning?.(code, request.id);
    return await Promise.race([code, limit.ended]);
  } finally {
    limit.clear();
  }
}
