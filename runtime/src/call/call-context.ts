import type { Principal } from '../identity/principal.js';
import { writtenForms } from '../utils/written-forms.js';
import type { CallLog } from './call-log.js';
import type { Change } from './effects.js';
import type { Questions } from './elicitation/questions.js';

/** The key of what the runtime knows of a call. The package does not export it: contexts are copied and extended, not made. */
export const CALL: unique symbol = Symbol.for('mcp-provider/call@1');

/** Who calls, and how long the result is of use. It is made where the request enters, and `run` passes it on. */
export interface CallContext {
  readonly [CALL]: CallRecord;
  readonly principal: Principal;
  /** Aborted where the client cancels, and at the deadline. */
  readonly signal: AbortSignal;
  /** Of the whole call, in milliseconds of `performance.now()`; requests, retries and pages share it. */
  readonly deadline: number;
  /** Tells the client how far the call is, where it asked for that. */
  progress?(progress: Progress): void;
  /** For `ask`, `openUrl`, `once` and `canAsk`; absent where the client cannot ask the user. */
  readonly questions?: Questions;
}

/** MCP `notifications/progress`. */
export interface Progress {
  progress: number;
  total?: number | undefined;
  message?: string | undefined;
}

/** What the runtime knows of a call, whatever the code of a provider does with its context. */
export interface CallRecord {
  /** ID of the call in the log; lists and completions have none there. */
  readonly id?: string;
  /** As messages name it: `tool "get_room"`. */
  readonly subject: string;
  readonly principal: Principal;
  /** Clients were told that it changes nothing: `readOnlyHint`, and every resource, prompt, list and completion. */
  readonly isReadOnly: boolean;
  /** `_meta` of its message; lists and completions have none. */
  meta?(): Readonly<Record<string, unknown>>;
  /** Absent where the client gets no log messages. */
  readonly log?: CallLog | undefined;
  /** What its requests were signed with. */
  readonly secrets: Set<string>;
  readonly changes: Change[];
  /** Calls of another MCP server that it has begun: their order names them where the call runs again. */
  remoteCalls: number;
  /** Traces its requests; set by telemetry. */
  follow?: Follow;
}

/** A request that a call makes. */
export type Outgoing =
  /** To an API. The query of the URL can contain anything. `resends` counts those before it. */
  | { kind: 'http'; method: string; url: URL; resends: number }
  /** To another MCP server; `url` is undefined for a program. */
  | {
      kind: 'mcp';
      method: string;
      params: Readonly<Record<string, unknown>>;
      url: URL | undefined;
    };

/**
 * Sends a request as a part of the trace of its call.
 * @param send gets headers that continue the trace
 * @param endOf the status of a response, or the type of a failure that is none of HTTP; undefined for a success that has none
 */
export type Follow = <T>(
  request: Outgoing,
  send: (headers: Readonly<Record<string, string>>) => Promise<T>,
  endOf: (value: T) => number | string | undefined,
) => Promise<T>;

interface Asking {
  progress?: CallContext['progress'] | undefined;
  questions?: Questions | undefined;
}

const LIMIT = Symbol('limit');
type Limit = Pick<CallContext, 'signal' | 'deadline'>;

/**
 * The same functions for each context: V8 gives an object literal with getters a hidden class of its own, which only a
 * full collection removes. Own members, because contexts are copied.
 */
const FROM_LIMIT = {
  signal: {
    enumerable: true,
    get(this: { [LIMIT]: Limit }) {
      return this[LIMIT].signal;
    },
  },
  deadline: {
    enumerable: true,
    get(this: { [LIMIT]: Limit }) {
      return this[LIMIT].deadline;
    },
  },
};

/** The only place that makes one. `limit` is read when the context is: signals are made on demand, deadlines move. */
export function callContext(
  subject: Omit<CallRecord, 'secrets' | 'changes' | 'remoteCalls'>,
  limit: Limit,
  { progress, questions }: Asking = {},
): CallContext {
  const context = {
    [CALL]: {
      ...subject,
      secrets: new Set<string>(),
      changes: [],
      remoteCalls: 0,
    },
    [LIMIT]: limit,
    principal: subject.principal,
    ...(progress && { progress }),
    ...(questions && { questions }),
  };
  return Object.defineProperties(context, FROM_LIMIT) as typeof context & Limit;
}

/** @throws Error where the context is not that of a call, or has another principal than its caller */
export function recordOf({ [CALL]: record, principal }: CallContext): CallRecord {
  if ((record as CallRecord | undefined) === undefined)
    throw new Error('This is not the context of a call. Pass on the context that "run" gets.');
  if (record.principal.userId !== principal.userId)
    throw new Error(
      `The ${record.subject} acts for another user than its caller. Pass on its context unchanged.`,
    );
  return record;
}

/** Shorter values occur in ordinary texts. */
const SHORTEST_SECRET = 8;

/** Notes what no result of the call may contain. */
export function keepSecret({ secrets }: CallRecord, value: string | undefined): void {
  if (value === undefined || value.length < SHORTEST_SECRET) return;
  for (const form of writtenForms(value)) secrets.add(form);
}

/** Whether a text anywhere in a value contains one of the secrets. */
export function containsSecret(value: unknown, secrets: ReadonlySet<string>): boolean {
  if (secrets.size === 0) return false;
  if (typeof value === 'string') {
    for (const secret of secrets) if (value.includes(secret)) return true;
    return false;
  }
  if (typeof value !== 'object' || value === null) return false;
  return Object.entries(value).some(
    ([key, each]) => containsSecret(key, secrets) || containsSecret(each, secrets),
  );
}
