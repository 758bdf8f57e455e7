import * as z from 'zod';
import { nodeCrypto } from '../../node/node-module.js';
import { ToolError } from '../result/tool-error.js';
import {
  CONFIRMATION_PREFIX,
  type Parse,
  type Question,
  type Questions,
  RefusedError,
} from './questions.js';

const Refusal = z.enum(['decline', 'cancel']);
const StoredAnswer = z.object({
  question: z.string(),
  content: z.unknown().optional(),
  refused: Refusal.optional(),
});

/** State that the client carries from one round to the next, encrypted. */
export const RoundState = z.object({
  /** Digest of the name and the arguments of the call. */
  call: z.string(),
  /** Digests of the open questions, by key. */
  open: z.record(z.string(), z.string()),
  /** Answers and refusals of the user so far, by key. */
  given: z.record(z.string(), StoredAnswer),
  /** Results of `once`; JSON omits the value of an undefined result. */
  done: z.array(z.object({ key: z.string(), value: z.unknown().optional() })),
});
export type RoundState = z.output<typeof RoundState>;

const Response = z.union([
  z.object({ action: z.literal('accept'), content: z.unknown().optional() }),
  z.object({ action: Refusal }),
]);

/** Ends a round: the client asks the user and repeats the call. */
export class SuspendedCallError extends Error {
  override name = 'SuspendedCallError';
}

/** Data of a request about earlier rounds of the same call. */
export interface EarlierRounds {
  can(): Questions['can'];
  /** Name and arguments of the call. */
  call: readonly unknown[];
  memory?: RoundState | undefined;
  /**
   * Claims the memory for this call, before an answer in it counts.
   * @returns false if another request has used it
   */
  use?: (() => boolean) | undefined;
  cancelled?(): AbortSignal | undefined;
  responses?: Readonly<Record<string, unknown>> | undefined;
}

/** Questions of one call over several requests (MCP 2026-07-28, "Multi round-trip requests"). */
export class Rounds implements Questions {
  /** Open questions by key; keys are numbered in the order of the questions. */
  readonly open = new Map<string, Question>();
  readonly #round: EarlierRounds;
  #count = 0;
  /** Running tasks of `once`, by key. */
  readonly #running = new Map<string, Promise<unknown>>();
  #memory: Omit<RoundState, 'call'> | undefined;

  constructor(round: EarlierRounds) {
    this.#round = round;
  }

  get can(): Questions['can'] {
    return this.#round.can();
  }

  get cancelled(): AbortSignal | undefined {
    return this.#round.cancelled?.();
  }

  get hasBegun(): boolean {
    return (this.#round.memory?.done.length ?? 0) > 0;
  }

  /** The state for the next round. */
  get memory(): RoundState {
    const open = [...this.open].map(([key, question]) => [key, digestOf(question)] as const);
    return { ...this.#state(), call: digestOf(this.#round.call), open: Object.fromEntries(open) };
  }

  async put<T>(question: Question, parse: Parse<T>, isVolunteered: boolean): Promise<T> {
    const isConfirmation = 'form' in question && question.isConfirmation === true;
    const key = `${isConfirmation ? CONFIRMATION_PREFIX : 'question_'}${++this.#count}`;
    const digest = digestOf(question);
    const { given: answers, open } = this.#state();
    const storedAnswer = Object.hasOwn(answers, key) ? answers[key] : undefined;
    const isSame = storedAnswer?.question === digest;
    if (isSame && storedAnswer.refused) throw new RefusedError(storedAnswer.refused);
    const storedContent = isSame ? parse(storedAnswer.content) : undefined;
    if (storedContent !== undefined) return storedContent;
    const isExpected = (Object.hasOwn(open, key) && open[key] === digest) || isVolunteered;
    const response = Response.safeParse(isExpected ? this.#round.responses?.[key] : undefined).data;
    if (response && response.action !== 'accept') {
      answers[key] = { question: digest, refused: response.action };
      throw new RefusedError(response.action);
    }
    const content = response?.content ?? {};
    const value = response && parse(content);
    if (value !== undefined) {
      answers[key] = { question: digest, content };
      return value;
    }
    this.open.set(key, question);
    throw new SuspendedCallError();
  }

  async once<T>(key: string, task: () => Promise<T>): Promise<T> {
    const { done } = this.#state();
    const storedStep = done.find((step) => step.key === key);
    if (storedStep) return storedStep.value as T; // an earlier round of this call stored it
    const result = this.#running.get(key) ?? task();
    this.#running.set(key, result);
    const value = (await result.finally(() => this.#running.delete(key))) as T;
    if (!done.some((step) => step.key === key)) done.push({ key, value });
    return value;
  }

  #state(): Omit<RoundState, 'call'> {
    if (this.#memory) return this.#memory;
    const { memory, call, use } = this.#round;
    if (memory && memory.call !== digestOf(call)) {
      throw new ToolError('This response belongs to another call.', {
        advice: 'Call the tool again without it.',
      });
    }
    if (memory && use?.() === false) throw new ToolError('This response was used before.');
    return (this.#memory = memory ?? { open: {}, given: {}, done: [] });
  }
}

/** Returns a short digest of a value, which is compared and never decoded. */
export const digestOf = (value: unknown): string =>
  nodeCrypto().createHash('sha256').update(JSON.stringify(value)).digest('base64url').slice(0, 22);
