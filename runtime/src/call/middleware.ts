import type { Call, CallSubject } from './call.js';
import { CALL, type CallContext } from './call-context.js';
import type { ProtocolResult } from './define/definitions.js';

/** Message data besides the call. */
export interface MessageData {
  /** ID of the JSON-RPC request. */
  id: string | number;
  /** `_meta` of the message. */
  meta: Readonly<Record<string, unknown>>;
  /** Returns a header of the HTTP request; undefined over stdio, and for headers with credentials. */
  header(name: string): string | undefined;
}

/** A call for middleware, with the client's unchecked arguments. */
export interface MiddlewareCall extends MessageData, Pick<Call<unknown>, 'kind' | 'name' | 'args'> {
  /** The part of an event, such as `deliver`. */
  readonly step?: Call<unknown>['step'];
  readonly provider: string;
  readonly context: CallContext;
  /** The HTTP request; absent over stdio. */
  readonly request: CallSubject['request'];
}

/** Changes by `next` for the rest of the call. */
export interface CallChanges {
  /** Arguments of a tool or a prompt. */
  args?: unknown;
  /** Members that replace those of the context. The principal of the call cannot be replaced. */
  context?: Partial<CallContext>;
}

/** Runs the rest of the call. A middleware can call it at most once. */
export type Next = (changes?: CallChanges) => Promise<ProtocolResult | undefined>;

/**
 * Runs around each call that its caller may make: before it, after it, or instead of it. The text
 * of a ToolError that it throws is for the caller. Rethrow unknown errors, because questions to the
 * user are among them.
 * @returns the result in the format of MCP; undefined for a resource that does not exist
 */
export type Middleware = (call: MiddlewareCall, next: Next) => Promise<ProtocolResult | undefined>;

/** Runs the call within the middleware; the first is the outermost. */
export function runMiddleware<Value>(
  middleware: readonly Middleware[],
  call: MiddlewareCall,
  run: Call<Value>['run'],
): Promise<Value> {
  const step = (index: number, current: MiddlewareCall): Promise<unknown> => {
    const handler = middleware[index];
    if (!handler) return run(current.context, current.args);
    let isCalled = false;
    return handler(current, (changes) => {
      if (isCalled) throw new Error('A middleware called next() twice.');
      isCalled = true;
      return step(index + 1, changes ? withChanges(current, changes) : current) as ReturnType<Next>;
    });
  };
  return step(0, call) as Promise<Value>;
}

function withChanges(call: MiddlewareCall, { context, ...others }: CallChanges): MiddlewareCall {
  if (call.kind === 'resource' && 'args' in others)
    throw new Error('A middleware cannot change the URI of a resource.');
  return { ...call, ...others, ...(context && { context: extendContext(call.context, context) }) };
}

/** Extends a context. Getters read the signal and the deadline on access, because both change while a user answers. */
function extendContext(context: CallContext, changes: Partial<CallContext>): CallContext {
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
  const combinedContext = Object.defineProperties(
    members,
    Object.getOwnPropertyDescriptors(changes),
  );
  return Object.assign(combinedContext, { [CALL]: record, principal });
}

const CREDENTIALS: ReadonlySet<string> = new Set([
  'authorization',
  'cookie',
  'proxy-authorization',
]);

/** Returns the headers for middleware, except those with credentials. */
export const readableHeader =
  (header: (name: string) => string | null | undefined): MessageData['header'] =>
  (name) =>
    CREDENTIALS.has(name.toLowerCase()) ? undefined : (header(name) ?? undefined);
