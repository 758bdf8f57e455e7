import { callMs } from '../fetch/deadline.js';
import type { Principal } from '../identity/principal.js';
import { expectListeners } from '../node/node-module.js';
import { InProgress } from '../utils/in-progress.js';
import { timeout } from '../utils/time.js';
import { type CallContext, callContext } from './call-context.js';
import type { ServedRequest } from './served-request.js';

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

/** Tells when the client leaves: what a call reads of an AbortSignal, which takes far longer to make. */
export type Leaving = Pick<AbortSignal, 'aborted'> & {
  addEventListener(type: 'abort', leave: () => void, options: { once: true }): void;
  removeEventListener(type: 'abort', leave: () => void): void;
};

/** The calls of one server, also of lists and completions, which end with it. */
export class OpenCalls {
  readonly #limits = new InProgress<Limit>();
  #stopped: CallEndedError | undefined;

  get size(): number {
    return this.#limits.size;
  }

  /** Starts the limit of one call: `callMs` from now. */
  limit(client: Leaving, onCancelled: ServedRequest['onCancelled']): CallLimit {
    const limit = new Limit(client, onCancelled, this.#limits);
    if (this.#stopped) limit.end(this.#stopped);
    return limit;
  }

  /** Each call has a result that says so, also one that begins later. */
  end(): void {
    this.#stopped ??= new CallEndedError('cancelled', 'The server stopped before the call ended.');
    for (const limit of this.#limits) limit.end(this.#stopped);
  }
}

/** Those of programs on this machine, over stdio. */
export const localCalls = new OpenCalls();

/** A class: V8 gives each object literal with getters a hidden class of its own, which only a full collection removes. */
class Limit implements CallLimit {
  /** In the list of calls. */
  at = 0;
  readonly ms = callMs();
  deadline = performance.now() + this.ms;
  hasEnded = false;
  readonly ended: Promise<never>;
  readonly #client: Leaving;
  readonly #others: InProgress<Limit>;
  // A controller and a plain timer: AbortSignal.any over AbortSignal.timeout can be collected on Node 20 and never fire.
  #control: AbortController | undefined;
  #reason: CallEndedError | undefined;
  #reject: (reason: CallEndedError) => void = () => {};
  #timer = timeout(this.ms, () => expire(this));
  /** Questions that a person has not answered yet, and the time that was left when the first one was put. */
  #questions = 0;
  #left = 0;
  readonly #cancel = () => this.end(new CallEndedError('cancelled', 'The call was cancelled.'));

  constructor(
    client: Leaving,
    onCancelled: ServedRequest['onCancelled'],
    others: InProgress<Limit>,
  ) {
    this.#client = client;
    this.#others = others;
    others.add(this);
    this.ended = new Promise<never>((_resolve, fail) => (this.#reject = fail));
    this.ended.catch(() => {}); // also where the call has ended before
    if (client.aborted) this.#cancel();
    client.addEventListener('abort', this.#cancel, { once: true });
    onCancelled?.(this.#cancel);
  }

  /** Made where it is read: not every call reads it. */
  get signal(): AbortSignal {
    if (!this.#control) {
      this.#control = new AbortController();
      expectListeners(this.#control.signal);
      if (this.#reason) this.#control.abort(this.#reason);
    }
    return this.#control.signal;
  }

  end(reason: CallEndedError): void {
    this.hasEnded = true;
    this.#reason ??= reason;
    clearTimeout(this.#timer);
    this.#control?.abort(reason);
    this.#reject(reason);
  }

  async paused<T>(task: () => Promise<T>): Promise<T> {
    if (this.#questions++ === 0) {
      this.#left = this.deadline - performance.now();
      clearTimeout(this.#timer);
      this.deadline = Infinity;
    }
    try {
      return await Promise.race([task(), this.ended]);
    } finally {
      if (--this.#questions === 0) {
        this.deadline = performance.now() + this.#left;
        if (!this.hasEnded) this.#timer = timeout(this.#left, () => expire(this));
      }
    }
  }

  clear(): void {
    this.#others.remove(this);
    this.hasEnded = true;
    clearTimeout(this.#timer);
    this.#client.removeEventListener('abort', this.#cancel);
  }
}

const expire = (limit: Limit): void =>
  limit.end(new CallEndedError('timed-out', `The call took longer than ${limit.ms / 1000} s.`));

/** Who asks for a list or a completion. */
export interface LimitedCaller {
  provider: string;
  principal: Principal;
  /** Aborted when the client leaves. */
  signal: Leaving;
  request?: ServedRequest | undefined;
}

/** Runs a task of a request that is not a call of a tool, in the time of one. @throws CallEndedError */
export async function withCallLimit<T>(
  { principal, signal, request }: LimitedCaller,
  task: (context: CallContext) => Promise<T>,
): Promise<T> {
  const limit = (request?.calls ?? localCalls).limit(signal, request?.onCancelled);
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
