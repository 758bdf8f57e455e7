import type * as z from 'zod';
import type { Principal } from '../identity/principal.js';
import { writtenForms } from '../utils/written-forms.js';
import type { CallLog } from './call-log.js';
import type { Change } from './effects.js';
import type { Questions } from './elicitation/questions.js';

/**
 * Key of the runtime's record of a call. The package does not export it: providers can copy and
 * extend contexts, but not create them.
 */
export const CALL: unique symbol = Symbol.for('mcp-provider/call@1');

/** Caller, time limit and client functions of a call. It is created where the request enters; pass it on from `run`. */
export interface CallContext {
  readonly [CALL]: CallRecord;
  readonly principal: Principal;
  /** Aborted when the client cancels and at the deadline. */
  readonly signal: AbortSignal;
  /** Deadline of the whole call, in milliseconds of `performance.now()`; requests, retries and pages share it. */
  readonly deadline: number;
  /** Reports progress to the client, if it asked for it. */
  progress?(progress: Progress): void;
  /** Used by `ask`, `openUrl`, `once` and `canAsk`; absent if the client cannot ask the user. */
  readonly questions?: Questions;
}

/** MCP `notifications/progress`. */
export interface Progress {
  progress: number;
  total?: number | undefined;
  message?: string | undefined;
}

/** The runtime's record of a call; a provider's changes to its context do not affect it. */
export interface CallRecord {
  /** ID of the call in the log; lists and completions have none. */
  readonly id?: string;
  /** Name of the call in messages, such as `tool "get_room"`. */
  readonly subject: string;
  readonly principal: Principal;
  /**
   * Whether the call is declared to change nothing: by `readOnlyHint`, and for every resource,
   * prompt, list and completion.
   */
  readonly isReadOnly: boolean;
  /** @throws CallEndedError after the client or the deadline has ended the call: then no code may begin. Lists and completions have none. */
  requireOpen?(): void;
  /** `_meta` of the request; lists and completions have none. */
  meta?(): Readonly<Record<string, unknown>>;
  /** Log of the client; absent if the client gets no log messages. */
  readonly log?: CallLog | undefined;
  /** Credentials that signed requests of this call. */
  readonly secrets: Set<string>;
  readonly changes: Change[];
  /**
   * Runs before the code of the tool, which may make a change, and before each request that makes
   * one; set by a tool with `once`.
   * @throws ToolError if the change must not be made
   */
  beforeChange?: ((by: 'code' | 'request', hasKey?: boolean) => Promise<void>) | undefined;
  /**
   * Set while an API carries out a job for the call. When the call ends before it, this cancels the job if it
   * can and should, and returns a sentence about what remains of it.
   */
  leaveJob?: (() => Promise<string>) | undefined;
  /** The call that `once` makes, from which its idempotency keys are made. `since` tells apart those that it makes one after the other. */
  origin?: { tool: string; input: z.core.$ZodType; args: unknown; since: number };
  /** Number of calls to another MCP server so far. The order identifies such calls when this call runs again. */
  remoteCalls: number;
  /** Traces requests of the call; set by telemetry. */
  follow?: RequestTracer;
}

/** A request that a call makes. */
export type UpstreamRequest =
  /** A request to an API. The query of the URL can contain anything. `resends` counts earlier attempts. */
  | { kind: 'http'; method: string; url: URL; resends: number }
  /** A request to another MCP server; `url` is undefined for a program. */
  | {
      kind: 'mcp';
      method: string;
      params: Readonly<Record<string, unknown>>;
      url: URL | undefined;
    };

/**
 * Sends a request as part of the trace of its call.
 * @param send receives headers that continue the trace
 * @param endOf returns the status of a response, or the type of a failure outside of HTTP;
 * undefined for a success without a status
 */
export type RequestTracer = <T>(
  request: UpstreamRequest,
  send: (headers: Readonly<Record<string, string>>) => Promise<T>,
  endOf: (value: T) => number | string | undefined,
) => Promise<T>;

interface ClientFunctions {
  progress?: CallContext['progress'] | undefined;
  questions?: Questions | undefined;
}

const LIMIT = Symbol('limit');
type TimeLimit = Pick<CallContext, 'signal' | 'deadline'>;

/**
 * Shared getters for all contexts: V8 gives each object literal with getters its own hidden class,
 * which only a full garbage collection removes. They are own properties, because contexts are
 * copied.
 */
const LIMIT_PROPERTIES = {
  signal: {
    enumerable: true,
    get(this: { [LIMIT]: TimeLimit }) {
      return this[LIMIT].signal;
    },
  },
  deadline: {
    enumerable: true,
    get(this: { [LIMIT]: TimeLimit }) {
      return this[LIMIT].deadline;
    },
  },
};

/**
 * Creates a context; nothing else does. `limit` is read on access, because signals are created on
 * demand and deadlines move.
 */
export function callContext(
  subject: Omit<CallRecord, 'secrets' | 'changes' | 'remoteCalls'>,
  limit: TimeLimit,
  { progress, questions }: ClientFunctions = {},
): CallContext {
  const context: Omit<CallContext, keyof TimeLimit> & ClientFunctions & { [LIMIT]: TimeLimit } = {
    [CALL]: { ...subject, secrets: new Set<string>(), changes: [], remoteCalls: 0 },
    [LIMIT]: limit,
    principal: subject.principal,
  };
  if (progress) context.progress = progress;
  if (questions) context.questions = questions;
  // One after the other, because "Object.defineProperties" takes twice as long.
  Object.defineProperty(context, 'signal', LIMIT_PROPERTIES.signal);
  Object.defineProperty(context, 'deadline', LIMIT_PROPERTIES.deadline);
  return context as typeof context & TimeLimit;
}

/** @throws Error if the context is not that of a call, or has another principal than its caller */
export function recordOf({ [CALL]: record, principal }: CallContext): CallRecord {
  if ((record as CallRecord | undefined) === undefined)
    throw new Error('This is not the context of a call. Pass on the context that "run" gets.');
  if (record.principal.userId !== principal.userId)
    throw new Error(
      `The ${record.subject} acts for another user than its caller. Pass on its context unchanged.`,
    );
  return record;
}

/** Shortest protected secret; shorter values occur in ordinary texts. */
const SHORTEST_SECRET = 8;

/** Adds a value that no result of the call may contain. */
export function keepSecret({ secrets }: CallRecord, value: string | undefined): void {
  if (value === undefined || value.length < SHORTEST_SECRET) return;
  for (const form of writtenForms(value)) secrets.add(form);
}

/** Returns whether a text anywhere in a value contains one of the secrets. */
export function containsSecret(value: unknown, secrets: ReadonlySet<string>): boolean {
  if (secrets.size === 0) return false;
  if (typeof value === 'string') {
    for (const secret of secrets) if (value.includes(secret)) return true;
    return false;
  }
  if (typeof value !== 'object' || value === null) return false;
  return Object.entries(value).some(
    ([key, member]) => containsSecret(key, secrets) || containsSecret(member, secrets),
  );
}
