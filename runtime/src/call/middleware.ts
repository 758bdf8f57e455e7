import type { Call, CallSubject } from './call.js';
import { CALL, type CallContext } from './call-context.js';
import type { WholeResult } from './definitions.js';

/** What a message has beside the call. */
export interface Incoming {
  /** ID of the JSON-RPC request. */
  id: string | number;
  /** `_meta` of the message. */
  meta: Readonly<Record<string, unknown>>;
  /** A header of the HTTP request; undefined over stdio, and for headers with credentials. */
  header(name: string): string | undefined;
}

/** A call as a middleware sees it: its arguments are those that the client sent, not yet checked. */
export interface MiddlewareCall extends Incoming, Pick<Call<unknown>, 'kind' | 'name' | 'args'> {
  readonly provider: string;
  readonly context: CallContext;
  /** Absent over stdio. */
  readonly request: CallSubject['request'];
}

/** What `next` changes for the rest of the call. */
export interface CallChanges {
  /** Arguments of a tool or a prompt. */
  args?: unknown;
  /** Members that the context has from here on. Whose call it is cannot change. */
  context?: Partial<CallContext>;
}

/** The rest of the call. Can be called once. */
export type Next = (changes?: CallChanges) => Promise<WholeResult | undefined>;

/**
 * Runs around each call that its caller may make: before it, after it, or in its place. The text of a ToolError that it
 * throws is for the caller. Pass on errors that you do not know: questions to the person are some of them.
 * @returns the result in the form of the protocol; undefined for a resource that does not exist
 */
export type Middleware = (call: MiddlewareCall, next: Next) => Promise<WholeResult | undefined>;

/** Runs the call within the middleware; the first is the outermost. */
export function runMiddleware<Value>(
  middleware: readonly Middleware[],
  call: MiddlewareCall,
  run: Call<Value>['run'],
): Promise<Value> {
  const step = (at: number, current: MiddlewareCall): Promise<unknown> => {
    const one = middleware[at];
    if (!one) return run(current.context, current.args);
    let isCalled = false;
    return one(current, (changes) => {
      if (isCalled) throw new Error('A middleware called next() twice.');
      isCalled = true;
      return step(at + 1, changes ? changed(current, changes) : current) as ReturnType<Next>;
    });
  };
  return step(0, call) as Promise<Value>;
}

function changed(call: MiddlewareCall, { context, ...others }: CallChanges): MiddlewareCall {
  if (call.kind === 'resource' && 'args' in others)
    throw new Error('A middleware cannot change the URI of a resource.');
  return { ...call, ...others, ...(context && { context: extended(call.context, context) }) };
}

/** The signal and the deadline are read when the code asks for them: both change while a person answers. */
function extended(context: CallContext, more: Partial<CallContext>): CallContext {
  const { [CALL]: record, principal, progress, questions } = context;
  const members = {
    get signal() {
      return context.signal;
    },
    get deadline() {
      return context.deadline;
    },
    ...(progress && { progress }),
    ...(questions && { questions }),
  };
  const all = Object.defineProperties(members, Object.getOwnPropertyDescriptors(more));
  return Object.assign(all, { [CALL]: record, principal });
}

const CREDENTIALS: ReadonlySet<string> = new Set([
  'authorization',
  'cookie',
  'proxy-authorization',
]);

/** How a middleware reads headers: those with credentials are hidden. */
export const readableHeader =
  (header: (name: string) => string | null | undefined): Incoming['header'] =>
  (name) =>
    CREDENTIALS.has(name.toLowerCase()) ? undefined : (header(name) ?? undefined);
