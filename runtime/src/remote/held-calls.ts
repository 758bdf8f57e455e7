import { AsyncLocalStorage } from 'node:async_hooks';
import {
  type Client,
  type ElicitRequestParams,
  type ElicitResult,
  ProtocolError,
  ProtocolErrorCode,
} from '@modelcontextprotocol/client';
import { type CallContext, containsSecret, recordOf } from '../call/call-context.js';
import type { LogMessage } from '../call/call-log.js';
import type { Question } from '../call/elicitation/questions.js';
import { SuspendedCallError } from '../call/elicitation/rounds.js';
import { ToolError } from '../call/result/tool-error.js';
import { clientResponse, questionOf } from './client-questions.js';

/** Time for which a call waits: as long as the state is valid that the caller's client carries. */
export const HELD_MS = 600_000;
/** Limit of calls on one connection that no request waits for. */
const MAX_LEFT = 10;
/** Limit of log messages that wait for the next request of a call; then the oldest are left out. */
const MAX_WAITING_MESSAGES = 100;
/** Time in which a program that continues a canceled call asks its next question. */
const DOUBT_MS = 60_000;

/**
 * Returns the calls that wait at servers before 2026-07-28, which ask within a call (MCP
 * 2025-11-25, `elicitation/create`). The caller's client may get a question as a result and call
 * again with the answer; meanwhile, the call waits in this process. Over HTTP, a question arrives
 * in the response of its call. A program's question does not name its call: the newest call on the
 * connection, which has one user, asks it, preferably one that a request waits for. No call asks it
 * if it can belong to a canceled call.
 */
export function heldCalls(provider: string) {
  const callsByClient = new WeakMap<Client, Map<string, HeldCall>>();
  /** When the last call of a connection was cancelled, in milliseconds of `performance`. */
  const cancelledAt = new WeakMap<Client, number>();
  /** The call in whose response a message comes. */
  const currentCall = new AsyncLocalStorage<HeldCall>();

  function callsOn(client: Client): Map<string, HeldCall> {
    const calls = callsByClient.get(client) ?? new Map<string, HeldCall>();
    callsByClient.set(client, calls);
    return calls;
  }

  function newestCall(client: Client): HeldCall | undefined {
    const calls = [...callsOn(client).values()].filter(({ hasEnded }) => !hasEnded);
    const isDoubtful = performance.now() < (cancelledAt.get(client) ?? -Infinity) + DOUBT_MS;
    if (isDoubtful && calls.length > 0)
      throw refusal(
        'This question can be of a call that was cancelled. The user can be asked in a minute.',
      );
    return calls.findLast(({ isAbandoned }) => !isAbandoned) ?? calls.at(-1);
  }

  return {
    /** Asks a question of the server. @throws ProtocolError if there is no user to ask */
    async answer(client: Client, params: ElicitRequestParams): Promise<ElicitResult> {
      const call = currentCall.getStore() ?? newestCall(client);
      if (call) return call.ask(questionOf(provider, params));
      throw refusal('The user cannot be asked during this call.');
    },

    find: (client: Client, id: string): HeldCall | undefined => callsOn(client).get(id),

    /**
     * Continues a call, for another request of its caller.
     * @throws ToolError if the call does not wait any more
     */
    async continue(client: Client, id: string, context: CallContext): Promise<unknown> {
      const calls = callsOn(client);
      const call = calls.get(id);
      if (!call) throw expiryError();
      let isSuspended = false;
      try {
        return await call.continueWith(context);
      } catch (error) {
        isSuspended = error instanceof SuspendedCallError;
        throw error;
      } finally {
        // A call that ends while its question is open has a result for the next request.
        if (!isSuspended) calls.delete(id);
      }
    },

    /** Begins a call. Gives up the oldest calls if too many wait without a request. */
    begin(client: Client, id: string, send: (call: HeldCall) => Promise<unknown>): HeldCall {
      const calls = callsOn(client);
      const abandoned = [...calls].filter(([, { isAbandoned }]) => isAbandoned);
      for (const [oldId, oldCall] of abandoned.slice(0, -MAX_LEFT)) {
        oldCall.abort(expiryError());
        calls.delete(oldId);
      }
      const call = new HeldCall((heldCall) => currentCall.run(heldCall, send, heldCall));
      calls.set(id, call);
      call.signal.addEventListener('abort', () => {
        cancelledAt.set(client, performance.now());
        calls.delete(id);
      });
      const timer = setTimeout(() => call.abort(expiryError()), HELD_MS).unref();
      void call.ended.then(() => clearTimeout(timer));
      return call;
    },
  };
}

const refusal = (message: string) => new ProtocolError(ProtocolErrorCode.InvalidRequest, message);

const expiryError = () =>
  new ToolError('The server no longer waits for this answer.', { advice: 'Call again.' });

/** A server that asks more often would ask forever. */
const MAX_QUESTIONS = 10;

interface PendingQuestion {
  question: Question;
  answer(response: ElicitResult): void;
}

/** A call that waits at the server. */
export class HeldCall {
  /** Resolves when the call has ended in any way. */
  readonly ended: Promise<void>;
  hasEnded = false;
  readonly #result: Promise<unknown>;
  readonly #control = new AbortController();
  readonly #questions: PendingQuestion[] = [];
  #notifyQuestion: () => void = () => {};
  #nextQuestion = this.#newSignal();
  /** Log messages that have arrived while no request waits. */
  #messages: LogMessage[] = [];
  #context: CallContext | undefined;
  #requestCount = 0;

  constructor(send: (call: HeldCall) => Promise<unknown>) {
    this.#result = send(this);
    const end = () => void (this.hasEnded = true);
    this.ended = this.#result.then(end, end);
  }

  get signal(): AbortSignal {
    return this.#control.signal;
  }

  /** Progress receiver of the request that waits now. */
  get progress(): CallContext['progress'] {
    return this.#context?.progress;
  }

  /** Whether no request waits for the call: the caller's client may never call again. */
  get isAbandoned(): boolean {
    return this.#requestCount === 0;
  }

  abort(reason: unknown): void {
    if (!this.hasEnded) this.#control.abort(reason);
  }

  /** Passes a log message on in the response to the request that waits now, or else to the next one. */
  passOn(message: LogMessage): void {
    if (this.#context && !this.isAbandoned) passOnMessage(message, this.#context);
    else this.#messages = [...this.#messages, message].slice(-MAX_WAITING_MESSAGES);
  }

  /**
   * Returns the answer of the user; `cancel` if the call ends before.
   * @throws ProtocolError after too many questions
   */
  ask(question: Question): Promise<ElicitResult> {
    if (this.#questions.length >= MAX_QUESTIONS)
      throw new ProtocolError(ProtocolErrorCode.InvalidRequest, 'Too many questions.');
    return new Promise((answer) => {
      this.#questions.push({ question, answer });
      void this.ended.then(() => answer({ action: 'cancel' }));
      const wake = this.#notifyQuestion;
      this.#nextQuestion = this.#newSignal();
      wake();
    });
  }

  /** Asks questions until the result is there. Questions that have answers are answered at once. */
  async continueWith(context: CallContext): Promise<unknown> {
    const { signal } = context;
    const abort = () => this.abort(signal.reason);
    signal.addEventListener('abort', abort, { once: true });
    this.#context = context;
    this.#requestCount += 1;
    for (const message of this.#messages.splice(0)) passOnMessage(message, context);
    try {
      for (let index = 0; ; index += 1) {
        const pendingQuestion = await this.#question(index);
        if (!pendingQuestion) return await this.#result;
        pendingQuestion.answer(await clientResponse(pendingQuestion.question, context));
      }
    } catch (error) {
      if (!(error instanceof SuspendedCallError)) this.abort(error); // no request continues it
      context.questions?.cancelled?.addEventListener('abort', () => this.abort(error), {
        once: true,
      });
      throw error;
    } finally {
      this.#requestCount -= 1;
      signal.removeEventListener('abort', abort);
    }
  }

  /** Returns the question with this number, once there is one; undefined when the call has ended without it. */
  async #question(index: number): Promise<PendingQuestion | undefined> {
    while (this.#questions[index] === undefined && !this.hasEnded)
      await Promise.race([this.#nextQuestion, this.ended]);
    return this.#questions[index];
  }

  #newSignal(): Promise<void> {
    return new Promise((resolve) => (this.#notifyQuestion = resolve));
  }
}

/** Passes a log message on to the client of a call, unless it contains credentials. */
export function passOnMessage(message: LogMessage, context: CallContext): void {
  const { log, secrets } = recordOf(context);
  if (log && !containsSecret(message, secrets)) log.send(message);
}
