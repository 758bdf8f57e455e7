import type { Principal } from '../identity/principal.js';
import { nodeCrypto } from '../node/node-module.js';
import { count } from '../project/count.js';
import { type CallReport, calls } from '../project/diagnostics.js';
import { type About, log } from '../project/log.js';
import type { ServerEvent } from '../project/metrics.js';
import { projectOf } from '../project/project.js';
import { isDeeperThan, MAX_DEPTH } from '../utils/json-depth.js';
import { truncate, wellFormed, wellFormedJson } from '../utils/truncate.js';
import { type Authorize, DeniedError, requireAccess } from './access.js';
import { type AuditSink, recordCall } from './audit.js';
import {
  type CallContext,
  callContext,
  type CallRecord,
  containsSecret,
  type Progress,
  recordOf,
} from './call-context.js';
import { CallEndedError, type CallLimit, type DisconnectSignal, localCalls } from './call-limit.js';
import type { CallLog } from './call-log.js';
import type { ProtocolResult, Tool } from './define/definitions.js';
import { appendSentence, effectOf, recordChange } from './effects.js';
import type { Questions } from './elicitation/questions.js';
import { SuspendedCallError } from './elicitation/rounds.js';
import { type MessageData, type Middleware, runMiddleware } from './middleware.js';
import { progressSender } from './progress.js';
import type { ContentBlock } from './result/content.js';
import { jsonLength } from './result/json-length.js';
import { withSavedFiles } from './result/saved-files.js';
import { type RpcError, ToolError } from './result/tool-error.js';
import type { ServedRequest } from './served-request.js';

/** One tool call, resource read, prompt or step of an event. */
export interface Call<Value> {
  kind: 'tool' | 'resource' | 'prompt' | 'event';
  /** The part of an event: `receive` is a webhook of the API, the others are of a subscription. */
  step?: 'subscribe' | 'unsubscribe' | 'deliver' | 'receive' | undefined;
  name: string;
  /** True for a tool with `readOnlyHint`, and for everything that is not a tool. */
  isReadOnly: boolean;
  /** Unchecked arguments; the URI of a resource. */
  args: unknown;
  run(context: CallContext, args: unknown): Promise<Value>;
  /** Provider of the entry, if another provider serves it; its policy, log and limits apply. */
  provider?: string;
  /** Former names of the tool and its arguments that the call uses. */
  formerNames?: readonly string[] | undefined;
  /** Access decision; without it, every caller may make the call. */
  accessOf?: Tool['accessOf'] | undefined;
  /** Names of the arguments that audit records contain. */
  audited?: readonly string[] | undefined;
}

/** Access decisions, middleware and audit of a provider's calls. */
export interface CallPolicy {
  /** Decides beyond the scopes of tools, for lists, searches and calls. */
  authorize?: Authorize;
  /** Lists tools whose scopes the caller lacks; a call requests these scopes. Otherwise such tools are hidden. */
  stepUp?: boolean;
  /** Runs around each call; the first is the outermost. */
  use?: readonly Middleware[];
  /** Receives a record of each call. */
  audit?: AuditSink;
}

/** A call of one caller. */
export interface CallSubject extends Omit<Call<unknown>, 'run'> {
  provider: string;
  principal: Principal;
  policy: CallPolicy | undefined;
  /** Returns the message data for middleware. */
  incoming(): MessageData;
  /** The HTTP request; absent over stdio. */
  request?: ServedRequest | undefined;
  /** Sends progress; absent if the client did not ask for it. */
  progress?: ((progress: Progress) => void) | undefined;
  /** Log of the client; absent if the client gets no log messages. */
  log?: CallLog | undefined;
  /** Questions to the user; absent if the client cannot ask. */
  questions?: ((limit: CallLimit) => Questions) | undefined;
}

/** The result of a call, or why it failed. */
export type CallResult<Value> = { ok: true; value: Value } | Failure;

/** A failed call. `message` and `content` are for the caller; `url` is a page where a user can fix the problem. */
export interface Failure {
  ok: false;
  message: string;
  content?: readonly ContentBlock[];
  url?: string | undefined;
  /** The requested entry does not exist. */
  isMissing?: boolean;
  /** The caller must not learn that the tool exists. */
  isHidden?: boolean;
  /** The JSON-RPC error of another MCP server. */
  rpc?: RpcError | undefined;
}

/**
 * Runs a call until it ends, the client cancels it or its time is over, and logs one line without
 * arguments and results. The text of a ToolError is for the caller; any other error is a bug or an
 * outage, and the caller gets the ID of the log line instead.
 */
export async function performCall<Value extends ProtocolResult | undefined>(
  subject: CallSubject,
  signal: DisconnectSignal,
  run: Call<Value>['run'],
): Promise<CallResult<Value>> {
  const { name, principal, request } = subject;
  const id = requestIdOf(request);
  const startedAt = performance.now();
  const limit = (request?.calls ?? localCalls).limit(signal, request?.onCancelled);
  const progress = subject.progress && progressSender(subject.progress);
  const context = newContext(subject, id, limit, progress?.report);
  const record = recordOf(context);
  if (context.questions?.hasBegun) recordChange(record).end('unknown');
  const end = (outcome: CallOutcome, error?: unknown, thrown?: unknown) => {
    const ms = performance.now() - startedAt;
    reportEnd(subject, record, { id, ms, outcome, error, thrown });
  };
  try {
    limit.requireOpen();
    if (subject.accessOf) await requireAccess(name, subject.accessOf(principal));
    const code = runWithMiddleware(subject, context, run, limit);
    request?.onRunning?.(code, id);
    const runResult = await limit.untilEnd(code);
    const value = request ? runResult : await withSavedFiles(runResult, subject.provider);
    requireSendable(value, record, request?.maxResultBytes);
    end('ok');
    return { ok: true, value: wellFormedJson(value) as Awaited<Value> };
  } catch (error) {
    const internalMessage = `${isTooDeep(error) ? `A value has more than ${MAX_DEPTH} levels` : 'Internal error'} (${id})`;
    const { outcome, cause, ...failure }: CallerFailure = failureForCaller(error) ?? {
      outcome: 'failed',
      cause: error,
      message: internalMessage,
    };
    end(outcome, cause, error);
    return await sendableFailure(failure, internalMessage, record, limit);
  } finally {
    progress?.end();
    limit.clear();
  }
}

function newContext(
  { kind, name, principal, isReadOnly, incoming, questions, log: clientLog }: CallSubject,
  id: string,
  limit: CallLimit,
  progress: CallContext['progress'],
): CallContext {
  const record = {
    id,
    subject: `${kind} "${name}"`,
    principal,
    isReadOnly,
    requireOpen: () => limit.requireOpen(),
    meta: () => incoming().meta,
    log: clientLog,
  };
  return callContext(record, limit, { progress, questions: questions?.(limit) });
}

interface CallEnding {
  id: string;
  ms: number;
  outcome: CallOutcome;
  /** The error that is logged; absent if the outcome says it all. */
  error: unknown;
  /** The error that the code threw. */
  thrown: unknown;
}

/** Reports the end of a call to diagnostics, metrics, log and audit. */
function reportEnd(
  subject: CallSubject,
  { secrets }: CallRecord,
  { id, ms, outcome, error, thrown }: CallEnding,
): void {
  const { provider, kind, name, step, principal, policy, formerNames = [] } = subject;
  if (calls.hasSubscribers)
    calls.publish({
      call: id,
      provider,
      kind,
      name,
      outcome,
      ms,
      error: thrown,
      secrets,
    } satisfies CallReport);
  const project = projectOf(provider);
  count(project, { type: 'call', provider, kind, name, outcome, seconds: ms / 1000 });
  for (const former of formerNames)
    count(project, { type: 'former-name', provider, tool: name, name: former });
  const facts: About = { request: id, provider, [kind]: name };
  if (step) facts.step = step;
  facts.principal = userPseudonym(principal);
  facts.ms = Math.round(ms);
  facts.outcome = outcome;
  if (formerNames.length > 0) facts.formerNames = formerNames.join(', ');
  log(error === undefined ? 'info' : 'error', 'call', error, facts, secrets);
  if (policy?.audit) recordCall(policy.audit, subject, { request: id, outcome, ms }, secrets);
}

/** Returns the failure without secrets of the call, and with what the call may have changed. */
async function sendableFailure(
  { facts, ...failure }: Omit<CallerFailure, 'outcome' | 'cause'>,
  internalMessage: string,
  record: CallRecord,
  limit: CallLimit,
): Promise<Failure> {
  const isSecret = containsSecret([failure.message, failure.content, failure.rpc], record.secrets);
  const safeFailure = isSecret ? { message: internalMessage } : failure;
  const effect = limit.hasEnded && record.leaveJob ? await record.leaveJob() : effectOf(record);
  if (effect === undefined) return { ok: false, ...safeFailure };
  const message = appendSentence(isSecret ? internalMessage : (facts ?? failure.message), effect);
  // Omits the sign-in page, because a client that has opened it repeats the call.
  return { ok: false, ...safeFailure, message, url: undefined };
}

/**
 * Runs the code of a call within the middleware, if there is any. The code does not begin after the
 * limit has ended the call while middleware was running.
 */
function runWithMiddleware<Value>(
  { policy, provider, kind, step, name, args, request, incoming }: CallSubject,
  context: CallContext,
  run: Call<Value>['run'],
  limit: CallLimit,
): Promise<Value> {
  const { use = [] } = policy ?? {};
  if (use.length === 0) return run(context, args);
  const { id, meta, header } = incoming(); // spreading `incoming()` is twenty times slower
  return runMiddleware(
    use,
    { id, meta, header, provider, kind, step, name, args, request, context },
    async (...changed) => {
      limit.requireOpen();
      return run(...changed);
    },
  );
}

/** @throws ToolError for a result that is too deep or too large, or contains the credentials of the call */
function requireSendable(
  result: ProtocolResult | undefined,
  { subject, secrets }: CallRecord,
  maxBytes = Infinity,
): void {
  const advice = 'Ask for less.';
  if (isDeeperThan(result, MAX_DEPTH))
    throw new ToolError(`The result has more than ${MAX_DEPTH} levels.`, { advice });
  if (containsSecret(result, secrets))
    throw new ToolError(
      `The result of the ${subject} contains the credentials of its caller and was not sent. Return only what the caller asked for.`,
    );
  if (maxBytes !== Infinity && result !== undefined && isLarger(result, maxBytes))
    throw new ToolError(`The result is larger than ${maxBytes} bytes.`, { advice });
}

/** Longest message for the caller; longer messages are truncated. */
const MAX_MESSAGE_LENGTH = 100_000;

interface CallerFailure extends Omit<Failure, 'ok'> {
  outcome: CallOutcome;
  cause?: unknown;
  /** The message without advice, if it has any. */
  facts?: string;
}

/** Returns the failure for the caller of an error that is meant for them; undefined for any other error. */
function failureForCaller(error: unknown): CallerFailure | undefined {
  try {
    if (error instanceof SuspendedCallError)
      return { outcome: 'asked', message: 'The person has not answered yet.' };
    if (error instanceof CallEndedError) return { outcome: error.outcome, message: error.message };
    if (!(error instanceof ToolError)) return undefined;
    const { message, facts, cause, content, url, isMissing, rpc } = error;
    return {
      outcome: error instanceof DeniedError ? 'denied' : 'error',
      isHidden: error instanceof DeniedError && error.isHidden,
      cause,
      message: wellFormed(truncate(message, MAX_MESSAGE_LENGTH)),
      facts: wellFormed(truncate(facts, MAX_MESSAGE_LENGTH)),
      content: wellFormedJson(content) as typeof content,
      url,
      isMissing,
      rpc,
    };
  } catch {
    return undefined; // code can throw values whose properties throw
  }
}

/** Returns whether an error is a stack overflow, such as from a deeply nested value of a client or an API. */
function isTooDeep(error: unknown): boolean {
  try {
    return error instanceof RangeError && error.message.includes('call stack');
  } catch {
    return false;
  }
}

type CallOutcome = Extract<ServerEvent, { type: 'call' }>['outcome'];

/** Most bytes of one character in JSON, as an escape. */
const MAX_BYTES_PER_CHARACTER = 6;

/**
 * Returns whether a result exceeds `maxBytes` in JSON. Only few results are long enough that they
 * must be serialized for that.
 */
const isLarger = (result: ProtocolResult, maxBytes: number): boolean =>
  jsonLength(result, maxBytes / MAX_BYTES_PER_CHARACTER) * MAX_BYTES_PER_CHARACTER > maxBytes &&
  Buffer.byteLength(JSON.stringify(result)) > maxBytes;

/** Returns the ID of a request in the log and in messages to its caller, who can find the log line by it. */
export const requestIdOf = (request: ServedRequest | undefined): string =>
  request?.id ?? nodeCrypto().randomUUID().slice(0, 8);

const fingerprints = new Map<string, string>();

const MAX_FINGERPRINTS = 1_000;

/** Returns the pseudonym of a user: log lines of one user can be grouped without naming them. */
export function userPseudonym({ userId }: Principal): string {
  const cached = fingerprints.get(userId);
  if (cached !== undefined) return cached;
  const text = nodeCrypto().hash('sha256', userId).slice(0, 12);
  if (fingerprints.size >= MAX_FINGERPRINTS) fingerprints.clear();
  fingerprints.set(userId, text);
  return text;
}
