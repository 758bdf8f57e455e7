import type { ElicitResult } from '@modelcontextprotocol/client';
import { ProtocolError, ProtocolErrorCode } from '@modelcontextprotocol/client';
import type { Question } from '../elicitation/questions.js';
import { Suspended } from '../elicitation/rounds.js';
import type { CallContext } from '../provider/call-context.js';
import { responseTo } from './client-questions.js';

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

  /** Of the request that waits now. */
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
