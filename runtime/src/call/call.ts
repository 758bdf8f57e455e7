import type { Principal } from '../identity/principal.js';
import { nodeCrypto } from '../node/node-module.js';
import { type CallReport, calls } from '../project/diagnostics.js';
import { log } from '../project/log.js';
import type { ServerEvent } from '../project/metrics.js';
import { projectOf } from '../project/project.js';
import { isDeeper } from '../utils/json-depth.js';
import { jsonLength } from '../utils/json-length.js';
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
import { CallEndedError, type CallLimit, type Leaving, localCalls } from './call-limit.js';
import type { CallLog } from './call-log.js';
import type { ContentBlock } from './content.js';
import { ToolError } from './define.js';
import type { Tool, WholeResult } from './definitions.js';
import { effectOf, recordChange, withSentence } from './effects.js';
import type { Questions } from './elicitation/questions.js';
import { Suspended } from './elicitation/rounds.js';
import { type Incoming, type Middleware, runMiddleware } from './middleware.js';
import { progressOf } from './progress.js';
import { withSavedFiles } from './saved-files.js';
import type { ServedRequest } from './served-request.js';
import type { RpcError } from './tool-error.js';

/** One call of a tool, read of a resource or use of a prompt, as the client asks for it. */
export interface Call<Value> {
  kind: 'tool' | 'resource' | 'prompt';
  name: string;
  /** A tool that has said so; resources and prompts always are. */
  isReadOnly: boolean;
  /** Not yet checked. Of a resource: its URI. */
  args: unknown;
  run(context: CallContext, args: unknown): Promise<Value>;
  /** Where it is not the one that serves it: its policy, its log and its limits apply. */
  provider?: string;
  /** Absent: every caller may make it. */
  accessOf?: Tool['accessOf'];
  /** Names of the arguments that audit records contain. */
  audited?: readonly string[] | undefined;
}

/** What the author of a provider decides about its calls, and what runs around them. */
export interface CallPolicy {
  /** Decides beyond the scopes of tools, for lists, searches and calls. */
  authorize?: Authorize;
  /** Lists tools whose scopes the caller lacks: a call asks for them. Otherwise such tools are hidden. */
  stepUp?: boolean;
  /** Runs around each call; the first is the outermost. */
  use?: readonly Middleware[];
  /** Gets a record of each call. */
  audit?: AuditSink;
}

/** A call of this caller. */
export interface CallSubject extends Omit<Call<unknown>, 'run'> {
  provider: string;
  principal: Principal;
  policy: CallPolicy | undefined;
  /** For middleware. */
  incoming(): Incoming;
  /** Absent over stdio. */
  request?: ServedRequest | undefined;
  /** Sends progress; absent where the client did not ask for it. */
  progress?: ((progress: Progress) => void) | undefined;
  /** Absent where the client gets no log messages. */
  log?: CallLog | undefined;
  /** Absent: the client cannot ask the user. */
  questions?: ((limit: CallLimit) => Questions) | undefined;
}

export type Outcome<Value> = { ok: true; value: Value } | Failure;

/** `message` and `content` are for the caller; `url` is where a person can do something about it. */
export interface Failure {
  ok: false;
  message: string;
  content?: readonly ContentBlock[];
  url?: string | undefined;
  /** What was asked for does not exist. */
  isMissing?: boolean;
  /** The caller may not know that there is such a tool. */
  isHidden?: boolean;
  /** The JSON-RPC error of another MCP server. */
  rpc?: RpcError | undefined;
}

/**
 * Runs a call until it ends, the client cancels it or its time is over, and writes one line to the log: neither arguments
 * nor results. The text of a ToolError is for the caller; any other error is a bug or an outage, and the caller gets the
 * id of its line in the log instead.
 */
export async function perform<Value extends WholeResult | undefined>(
  subject: CallSubject,
  signal: Leaving,
  run: Call<Value>['run'],
): Promise<Outcome<Value>> {
  const { kind, name, principal, isReadOnly, request, questions, log: clientLog } = subject;
  const id = idOf(request);
  const began = performance.now();
  const limit = (request?.calls ?? localCalls).limit(signal, request?.onCancelled);
  const progress = subject.progress && progressOf(subject.progress);
  const meta = () => subject.incoming().meta;
  const about = { id, subject: `${kind} "${name}"`, principal, isReadOnly, meta, log: clientLog };
  const context = callContext(about, limit, {
    progress: progress?.report,
    questions: questions?.(limit),
  });
  const record = recordOf(context);
  if (context.questions?.hasBegun) recordChange(record).end('unknown');
  const end = (outcome: CallOutcome, error?: unknown, thrown = error) => {
    const { provider } = subject;
    const ms = performance.now() - began;
    const event = { provider, kind, name, outcome, seconds: ms / 1000 };
    if (calls.hasSubscribers)
      calls.publish({
        call: id,
        provider,
        kind,
        name,
        outcome,
        ms,
        error: thrown,
        secrets: record.secrets,
      } satisfies CallReport);
    projectOf(provider).metrics?.record({ type: 'call', ...event });
    const facts = {
      request: id,
      provider,
      [kind]: name,
      principal: fingerprint(principal),
      ms: Math.round(ms),
      outcome,
    };
    log(error === undefined ? 'info' : 'error', 'call', error, facts, record.secrets);
    if (subject.policy?.audit)
      recordCall(subject.policy.audit, subject, { request: id, outcome, ms }, record.secrets);
  };
  try {
    if (limit.hasEnded) await limit.ended; // cancelled before it begins
    if (subject.accessOf) await requireAccess(name, subject.accessOf(principal));
    const code = started(subject, context, run);
    request?.onRunning?.(code, id);
    const returned = await Promise.race([code, limit.ended]);
    const value = request ? returned : await withSavedFiles(returned, subject.provider);
    requireSendable(value, record, request?.maxResultBytes);
    end('ok');
    return { ok: true, value: wellFormedJson(value) as Awaited<Value> };
  } catch (error) {
    const internal = `${isTooDeep(error) ? `A value has more than ${MAX_DEPTH} levels` : 'Internal error'} (${id})`;
    const { outcome, cause, facts, ...failure }: Known = known(error) ?? {
      outcome: 'failed',
      cause: error,
      message: internal,
    };
    end(outcome, cause, error);
    const isSecret = containsSecret(
      [failure.message, failure.content, failure.rpc],
      record.secrets,
    );
    const told = isSecret ? { message: internal } : failure;
    const effect = effectOf(record);
    if (effect === undefined) return { ok: false, ...told };
    const message = withSentence(isSecret ? internal : (facts ?? failure.message), effect);
    // Without the page to sign in: a client that has opened it makes the call again.
    return { ok: false, ...told, message, url: undefined };
  } finally {
    progress?.end();
    limit.clear();
  }
}

/** The code of a call, within the middleware if there is any. */
function started<Value>(
  { policy, provider, kind, name, args, request, incoming }: CallSubject,
  context: CallContext,
  run: Call<Value>['run'],
): Promise<Value> {
  const { use = [] } = policy ?? {};
  if (use.length === 0) return run(context, args);
  const { id, meta, header } = incoming(); // spread, they would take twenty times as long
  return runMiddleware(
    use,
    { id, meta, header, provider, kind, name, args, request, context },
    run,
  );
}

/** @throws ToolError for a result that is too deep, that is too large, or that has the credentials of the call */
function requireSendable(
  result: WholeResult | undefined,
  { subject, secrets }: CallRecord,
  maxBytes = Infinity,
): void {
  const advice = 'Ask for less.';
  if (isDeeper(result, MAX_DEPTH))
    throw new ToolError(`The result has more than ${MAX_DEPTH} levels.`, { advice });
  if (containsSecret(result, secrets))
    throw new ToolError(
      `The result of the ${subject} contains the credentials of its caller and was not sent. Return only what the caller asked for.`,
    );
  if (maxBytes !== Infinity && result !== undefined && isLarger(result, maxBytes))
    throw new ToolError(`The result is larger than ${maxBytes} bytes.`, { advice });
}

/** Longer messages for the caller are cut. */
const MOST_CHARACTERS = 100_000;

interface Known extends Omit<Failure, 'ok'> {
  outcome: CallOutcome;
  cause?: unknown;
  /** The message without advice, where it has any. */
  facts?: string;
}

/** What the caller reads of an error that is meant for them; undefined for any other. */
function known(error: unknown): Known | undefined {
  try {
    if (error instanceof Suspended)
      return { outcome: 'asked', message: 'The person has not answered yet.' };
    if (error instanceof CallEndedError) return { outcome: error.outcome, message: error.message };
    if (!(error instanceof ToolError)) return undefined;
    const { message, facts, cause, content, url, isMissing, rpc } = error;
    return {
      outcome: error instanceof DeniedError ? 'denied' : 'error',
      isHidden: error instanceof DeniedError && error.isHidden,
      cause,
      message: wellFormed(truncate(message, MOST_CHARACTERS)),
      facts: wellFormed(truncate(facts, MOST_CHARACTERS)),
      content: wellFormedJson(content) as typeof content,
      url,
      isMissing,
      rpc,
    };
  } catch {
    return undefined; // code can throw what cannot be read
  }
}

/** Of a value from outside, which the code of a call, or of a package, descends into. */
function isTooDeep(error: unknown): boolean {
  try {
    return error instanceof RangeError && error.message.includes('call stack');
  } catch {
    return false;
  }
}

type CallOutcome = Extract<ServerEvent, { type: 'call' }>['outcome'];

/** `JSON.stringify` recurses: deeper results would end in errors of the server. */
const MAX_DEPTH = 500;

/** One character takes at most six bytes in JSON, as an escape. */
const MOST_BYTES = 6;

/** Whether a result is larger as it is sent. Few are so long that they have to be written for that. */
const isLarger = (result: WholeResult, maxBytes: number): boolean =>
  jsonLength(result, maxBytes / MOST_BYTES) * MOST_BYTES > maxBytes &&
  Buffer.byteLength(JSON.stringify(result)) > maxBytes;

/** The id of a request in the log and in messages to its caller, by which the line can be found. */
export const idOf = (request: ServedRequest | undefined): string =>
  request?.id ?? nodeCrypto().randomUUID().slice(0, 8);

/** Lines of one person can be told together without naming them. */
export function fingerprint({ userId }: Principal): string {
  const made = fingerprints.get(userId);
  if (made !== undefined) return made;
  const text = nodeCrypto().hash('sha256', userId).slice(0, 12);
  if (fingerprints.size >= MOST_FINGERPRINTS) fingerprints.clear();
  fingerprints.set(userId, text);
  return text;
}

const fingerprints = new Map<string, string>();
const MOST_FINGERPRINTS = 1_000;
