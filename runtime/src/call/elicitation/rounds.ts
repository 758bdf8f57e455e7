import * as z from 'zod';
import { nodeCrypto } from '../../node/node-module.js';
import { ToolError } from '../tool-error.js';
import {
  CONFIRMATION,
  type Parse,
  type Question,
  type Questions,
  RefusedError,
} from './questions.js';

const Refusal = z.enum(['decline', 'cancel']);
const Given = z.object({
  question: z.string(),
  content: z.unknown().optional(),
  refused: Refusal.optional(),
});

/** What the client carries from one round to the next, encrypted. */
export const Memory = z.object({
  /** Digest of the name and the arguments of the call that it belongs to. */
  call: z.string(),
  /** Digests of the questions that are open, by key. */
  open: z.record(z.string(), z.string()),
  /** What the person has entered or refused so far. */
  given: z.record(z.string(), Given),
  /** What `once` has run; JSON omits a result of nothing. */
  done: z.array(z.object({ key: z.string(), value: z.unknown().optional() })),
});
export type Memory = z.output<typeof Memory>;

const Response = z.union([
  z.object({ action: z.literal('accept'), content: z.unknown().optional() }),
  z.object({ action: Refusal }),
]);

/** Ends a round: the client asks the person and calls again. */
export class Suspended extends Error {
  override name = 'Suspended';
}

/** What a request says about earlier rounds of the same call. */
export interface Round {
  can(): Questions['can'];
  /** Name and arguments. */
  call: readonly unknown[];
  memory?: Memory | undefined;
  /** Before an answer in the memory counts, and for this call only. @returns false where another request has used it */
  use?: (() => boolean) | undefined;
  cancelled?: AbortSignal | undefined;
  responses?: Readonly<Record<string, unknown>> | undefined;
}

/** The questions of one call over several requests (MCP 2026-07-28, "Multi round-trip requests"). */
export class Rounds implements Questions {
  /** By key: questions are numbered in the order in which the call puts them. */
  readonly open = new Map<string, Question>();
  readonly #round: Round;
  #count = 0;
  /** What `once` runs now, by key. */
  readonly #running = new Map<string, Promise<unknown>>();
  #memory: Omit<Memory, 'call'> | undefined;

  constructor(round: Round) {
    this.#round = round;
  }

  get can(): Questions['can'] {
    return this.#round.can();
  }

  get cancelled(): AbortSignal | undefined {
    return this.#round.cancelled;
  }

  get hasBegun(): boolean {
    return (this.#round.memory?.done.length ?? 0) > 0;
  }

  /** For the next round. */
  get memory(): Memory {
    const open = [...this.open].map(([key, question]) => [key, digestOf(question)] as const);
    return { ...this.#known(), call: digestOf(this.#round.call), open: Object.fromEntries(open) };
  }

  async put<T>(question: Question, parse: Parse<T>, isVolunteered: boolean): Promise<T> {
    const isConfirmation = 'form' in question && question.isConfirmation === true;
    const key = `${isConfirmation ? CONFIRMATION : 'question_'}${++this.#count}`;
    const digest = digestOf(question);
    const { given, open } = this.#known();
    const stored = Object.hasOwn(given, key) ? given[key] : undefined;
    const isSame = stored?.question === digest;
    if (isSame && stored.refused) throw new RefusedError(stored.refused);
    const storedContent = isSame ? parse(stored.content) : undefined;
    if (storedContent !== undefined) return storedContent;
    const isExpected = (Object.hasOwn(open, key) && open[key] === digest) || isVolunteered;
    const response = Response.safeParse(isExpected ? this.#round.responses?.[key] : undefined).data;
    if (response && response.action !== 'accept') {
      given[key] = { question: digest, refused: response.action };
      throw new RefusedError(response.action);
    }
    const content = response?.content ?? {};
    const value = response && parse(content);
    if (value !== undefined) {
      given[key] = { question: digest, content };
      return value;
    }
    this.open.set(key, question);
    throw new Suspended();
  }

  async once<T>(key: string, task: () => Promise<T>): Promise<T> {
    const { done } = this.#known();
    const finished = done.find((step) => step.key === key);
    if (finished) return finished.value as T; // this call has put it there
    const running = this.#running.get(key) ?? task();
    this.#running.set(key, running);
    const value = (await running.finally(() => this.#running.delete(key))) as T;
    if (!done.some((step) => step.key === key)) done.push({ key, value });
    return value;
  }

  #known(): Omit<Memory, 'call'> {
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

const digestOf = (value: unknown): string =>
  nodeCrypto().createHash('sha256').update(JSON.stringify(value)).digest('base64url').slice(0, 22);
