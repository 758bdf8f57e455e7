import { AsyncLocalStorage } from 'node:async_hooks';
import {
  type Client,
  type ElicitRequestParams,
  type ElicitResult,
  ProtocolError,
  ProtocolErrorCode,
} from '@modelcontextprotocol/client';
import type { CallContext } from '../call/call-context.js';
import type { Question } from '../call/elicitation/questions.js';
import { Suspended } from '../call/elicitation/rounds.js';
import { ToolError } from '../call/tool-error.js';
import { questionOf, responseTo } from './client-questions.js';

/** As long as the state that the caller's client carries. */
export const HELD_MS = 600_000;
/** Calls of one connection that no request waits for. */
const MOST_LEFT = 10;
/** A program that goes on with a call that was cancelled asks its next question within this time. */
const DOUBT_MS = 60_000;

/**
 * The calls that wait at servers before 2026-07-28, which ask within a call (MCP 2025-11-25, `elicitation/create`). The
 * caller's client may get a question as a result and call again with the answer; meanwhile, the call waits in this process.
 * Over HTTP, a question comes in the response of its call. A program's question does not name its call: it is put by the
 * newest one on the connection, which has one person, if possible by one that a request waits for; by none where it can be of
 * a call that was cancelled.
 */
export function heldCalls(provider: string) {
  const held = new WeakMap<Client, Map<string, HeldCall>>();
  /** When the last call of a connection was cancelled, in milliseconds of `performance`. */
  const cancelledAt = new WeakMap<Client, number>();
  /** The call in whose response a message comes. */
  const current = new AsyncLocalStorage<HeldCall>();

  function on(client: Client): Map<string, HeldCall> {
    const calls = held.get(client) ?? new Map<string, HeldCall>();
    held.set(client, calls);
    return calls;
  }

  function newest(client: Client): HeldCall | undefined {
    const calls = [...on(client).values()];
    const isDoubtful = performance.now() < (cancelledAt.get(client) ?? -Infinity) + DOUBT_MS;
    if (isDoubtful && calls.length > 0)
      throw refused(
        'This question can be of a call that was cancelled. The user can be asked in a minute.',
      );
    return calls.findLast(({ isLeft }) => !isLeft) ?? calls.at(-1);
  }

  return {
    /** Puts a question of the server. @throws ProtocolError where nobody can be asked */
    async answer(client: Client, params: ElicitRequestParams): Promise<ElicitResult> {
      const call = current.getStore() ?? newest(client);
      if (call) return call.ask(questionOf(provider, params));
      throw refused('The user cannot be asked during this call.');
    },

    /** @throws ToolError where the call does not wait any more */
    find(client: Client, id: string): HeldCall {
      const call = on(client).get(id);
      if (!call) throw expired();
      return call;
    },

    /** Gives up the oldest calls where too many were left. */
    begin(client: Client, id: string, send: (call: HeldCall) => Promise<unknown>): HeldCall {
      const calls = on(client);
      const left = [...calls.values()].filter(({ isLeft }) => isLeft);
      for (const call of left.slice(0, -MOST_LEFT)) call.abort(expired());
      const call = new HeldCall((started) => current.run(started, send, started));
      calls.set(id, call);
      call.signal.addEventListener('abort', () => cancelledAt.set(client, performance.now()));
      const timer = setTimeout(() => call.abort(expired()), HELD_MS).unref();
      void call.ended.then(() => {
        clearTimeout(timer);
        calls.delete(id);
      });
      return call;
    },
  };
}

const refused = (message: string) => new ProtocolError(ProtocolErrorCode.InvalidRequest, message);

const expired = () =>
  new ToolError('The server no longer waits for this answer.', { advice: 'Call again.' });

/** More is a server that asks for ever. */
const MOST_QUESTIONS = 10;

interface Asked {
  question: Question;
  answer(response: ElicitResult): void;
}

/** A call that the server has not ended. */
export class HeldCall {
  /** Resolves when it has ended in any way. */
  readonly ended: Promise<void>;
  readonly #result: Promise<unknown>;
  readonly #control = new AbortController();
  readonly #asked: Asked[] = [];
  #wake: () => void = () => {};
  #next = this.#later();
  #context: CallContext | undefined;
  #hasEnded = false;
  #requests = 0;

  constructor(send: (call: HeldCall) => Promise<unknown>) {
    this.#result = send(this);
    const end = () => void (this.#hasEnded = true);
    this.ended = this.#result.then(end, end);
  }

  get signal(): AbortSignal {
    return this.#control.signal;
  }

  /** Progress goes to the request that waits now. */
  get progress(): CallContext['progress'] {
    return this.#context?.progress;
  }

  /** Whether no request waits for it: the caller's client may never call again. */
  get isLeft(): boolean {
    return this.#requests === 0;
  }

  abort(reason: unknown): void {
    if (!this.#hasEnded) this.#control.abort(reason);
  }

  /** What the person says; `cancel` where the call ends before. @throws ProtocolError after too many */
  ask(question: Question): Promise<ElicitResult> {
    if (this.#asked.length >= MOST_QUESTIONS)
      throw new ProtocolError(ProtocolErrorCode.InvalidRequest, 'Too many questions.');
    return new Promise((answer) => {
      this.#asked.push({ question, answer });
      void this.ended.then(() => answer({ action: 'cancel' }));
      const wake = this.#wake;
      this.#next = this.#later();
      wake();
    });
  }

  /** Puts the questions until the result is there; those that have answers are answered at once. */
  async goOn(context: CallContext): Promise<unknown> {
    const { signal } = context;
    const abort = () => this.abort(signal.reason);
    signal.addEventListener('abort', abort, { once: true });
    this.#context = context;
    this.#requests += 1;
    try {
      for (let index = 0; ; index += 1) {
        const asked = await this.#question(index);
        if (!asked) return await this.#result;
        asked.answer(await responseTo(asked.question, context));
      }
    } catch (error) {
      if (!(error instanceof Suspended)) this.abort(error); // nobody comes back to it
      context.questions?.cancelled?.addEventListener('abort', () => this.abort(error), {
        once: true,
      });
      throw error;
    } finally {
      this.#requests -= 1;
      signal.removeEventListener('abort', abort);
    }
  }

  /** The question of this number, once there is one; undefined when the call has ended without it. */
  async #question(index: number): Promise<Asked | undefined> {
    while (this.#asked[index] === undefined && !this.#hasEnded)
      await Promise.race([this.#next, this.ended]);
    return this.#asked[index];
  }

  #later(): Promise<void> {
    return new Promise((resolve) => (this.#wake = resolve));
  }
}
