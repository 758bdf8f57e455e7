import { callMs } from '../fetch/deadline.js';
import type { Principal } from '../identity/principal.js';
import { expectListeners } from '../node/node-module.js';
import { InProgress } from '../utils/in-progress.js';
import { setTimer } from '../utils/time.js';
import { type CallContext, callContext } from './call-context.js';
import type { ServedRequest } from './served-request.js';

/** The reason why a call ended before its task. */
export class CallEndedError extends Error {
  constructor(
    readonly outcome: 'cancelled' | 'timed-out',
    message: string,
  ) {
    super(message);
  }
}

/** The user has cancelled a task: what an API does for it has to end, too. */
export class TaskCancelledError extends CallEndedError {
  constructor() {
    super('cancelled', 'The task was cancelled.');
  }
}

/** The limits of one call. */
export interface CallLimit {
  /** Aborted when the client disconnects or cancels with another request, and at the deadline. */
  readonly signal: AbortSignal;
  /** Deadline in milliseconds of `performance.now()`. */
  readonly deadline: number;
  readonly hasEnded: boolean;
  /** @throws CallEndedError if the limit has ended the call, not the call itself */
  requireOpen(): void;
  /** Returns the result of a task of the call; rejects with a CallEndedError when the limit ends before it. */
  untilEnd<T>(task: Promise<T>): Promise<T>;
  /** Runs a task that waits for a user; this time does not count toward the limit. */
  pauseWhile<T>(task: () => Promise<T>): Promise<T>;
  clear(): void;
}

/** Signals when the client disconnects. Calls need only this part of an AbortSignal, which is far slower to create. */
export type DisconnectSignal = Pick<AbortSignal, 'aborted'> & {
  readonly reason?: unknown;
  addEventListener(type: 'abort', leave: () => void, options: { once: true }): void;
  removeEventListener(type: 'abort', leave: () => void): void;
};

/** Whether the client has left or cancelled one call. It has one listener. */
export class Disconnection implements DisconnectSignal {
  aborted = false;
  #leave: (() => void) | undefined;
  #control: AbortController | undefined;

  /** The same as a signal for `fetch`, created on first access. */
  get signal(): AbortSignal {
    if (!this.#control) {
      this.#control = new AbortController();
      if (this.aborted) this.#control.abort();
    }
    return this.#control.signal;
  }

  abort(): void {
    if (this.aborted) return;
    this.aborted = true;
    this.#leave?.();
    this.#control?.abort();
  }

  addEventListener(_type: 'abort', leave: () => void): void {
    this.#leave = leave;
  }

  removeEventListener(): void {
    this.#leave = undefined;
  }
}

/** Open calls of one server, including lists and completions; they end with the server. */
export class OpenCalls {
  readonly #limits = new InProgress<Limit>();
  #stopError: CallEndedError | undefined;

  /** @param ms time limit of each call */
  constructor(readonly ms?: number) {}

  get size(): number {
    return this.#limits.size;
  }

  /** Starts the time limit of one call, which is `callMs()` by default. */
  limit(client: DisconnectSignal, onCancelled: ServedRequest['onCancelled']): CallLimit {
    const limit = new Limit(client, onCancelled, this.#limits, this.ms ?? callMs());
    if (this.#stopError) limit.end(this.#stopError);
    return limit;
  }

  /** Ends all calls, and those that begin later, with a result that states the reason. */
  end(): void {
    this.#stopError ??= new CallEndedError(
      'cancelled',
      'The server stopped before the call ended.',
    );
    for (const limit of this.#limits) limit.end(this.#stopError);
  }
}

/** Open calls of local programs over stdio. */
export const localCalls = new OpenCalls();

/**
 * A class, because V8 gives each object literal with getters its own hidden class, which only a
 * full garbage collection removes.
 */
class Limit implements CallLimit {
  /** Index in the list of calls. */
  at = 0;
  readonly ms: number;
  deadline: number;
  hasEnded = false;
  readonly #client: DisconnectSignal;
  readonly #openLimits: InProgress<Limit>;
  // A controller and a plain timer, because with Node.js 20 AbortSignal.any over
  // AbortSignal.timeout can be garbage-collected and never fire.
  #control: AbortController | undefined;
  #reason: CallEndedError | undefined;
  /** Functions that end what waits within the limit. */
  readonly #rejections: ((reason: CallEndedError) => void)[] = [];
  #timer: NodeJS.Timeout;
  /** Number of questions that wait for the user, and the time that remained at the first one. */
  #questions = 0;
  #remainingMs = 0;
  readonly #cancel = () => {
    const { reason } = this.#client;
    const isStated = reason instanceof CallEndedError;
    this.end(isStated ? reason : new CallEndedError('cancelled', 'The call was cancelled.'));
  };

  constructor(
    client: DisconnectSignal,
    onCancelled: ServedRequest['onCancelled'],
    openLimits: InProgress<Limit>,
    ms: number,
  ) {
    this.ms = ms;
    this.deadline = performance.now() + ms;
    this.#timer = setTimer(ms, () => expire(this));
    this.#client = client;
    this.#openLimits = openLimits;
    openLimits.add(this);
    if (client.aborted) this.#cancel();
    client.addEventListener('abort', this.#cancel, { once: true });
    onCancelled?.(this.#cancel);
  }

  /** Created on first access, because not every call reads it. */
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
    for (const reject of this.#rejections) reject(reason);
  }

  requireOpen(): void {
    if (this.#reason) throw this.#reason;
  }

  untilEnd<T>(task: Promise<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      if (this.#reason) reject(this.#reason);
      else this.#rejections.push(reject);
      task.then(resolve, reject);
    });
  }

  async pauseWhile<T>(task: () => Promise<T>): Promise<T> {
    if (this.#questions++ === 0) {
      this.#remainingMs = this.deadline - performance.now();
      clearTimeout(this.#timer);
      this.deadline = Infinity;
    }
    try {
      return await this.untilEnd(task());
    } finally {
      if (--this.#questions === 0) {
        this.deadline = performance.now() + this.#remainingMs;
        if (!this.hasEnded) this.#timer = setTimer(this.#remainingMs, () => expire(this));
      }
    }
  }

  clear(): void {
    this.#openLimits.remove(this);
    this.hasEnded = true;
    clearTimeout(this.#timer);
    this.#client.removeEventListener('abort', this.#cancel);
  }
}

const expire = (limit: Limit): void =>
  limit.end(new CallEndedError('timed-out', `The call took longer than ${limit.ms / 1000} s.`));

/** The caller of a list or a completion. */
export interface LimitedCaller {
  provider: string;
  principal: Principal;
  signal: DisconnectSignal;
  request?: ServedRequest | undefined;
}

/** Runs a list or a completion within the time limit of a call. @throws CallEndedError */
export async function withCallLimit<T>(
  { principal, signal, request }: LimitedCaller,
  task: (context: CallContext) => Promise<T>,
): Promise<T> {
  const limit = (request?.calls ?? localCalls).limit(signal, request?.onCancelled);
  try {
    limit.requireOpen();
    const subject = { subject: 'list or completion', principal, isReadOnly: true };
    const code = task(callContext(subject, limit));
    request?.onRunning?.(code, request.id);
    return await limit.untilEnd(code);
  } finally {
    limit.clear();
  }
}
