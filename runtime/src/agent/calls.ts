import {
  type CallToolResult,
  isInputRequiredResult,
  type Progress,
  ProtocolError,
  SdkError,
  SdkErrorCode,
} from '@modelcontextprotocol/client';
import { NOT_KNOWN, withSentence } from '../call/effects.js';
import { ToolError } from '../call/tool-error.js';
import { isRefusal, outcomeOfError } from '../remote/outcome.js';
import { mismatchOf, requestTool } from '../remote/tool-result.js';
import type { PendingCall } from './events.js';
import { type Asking, formsFor, type OpenCall, requestWith, resumeCall } from './forms.js';
import type { TurnLimits } from './limits.js';
import type { ToolCall, ToolResult } from './model.js';
import { readingOf } from './result.js';
import { tellProgress } from './tell-progress.js';
import { objectIn, quoteAsData, truncateForModel } from './text.js';
import type { Offered, Toolbox } from './toolbox.js';
import type { Turn } from './turn.js';

export const DECLINED = 'The user declined this call. Do not repeat it.';
/** The result of a call that waits for its form. */
const UNANSWERED = 'The user has not filled in the form of this tool.';

interface Planned {
  call: ToolCall;
  offered: Offered;
  args: Record<string, unknown>;
}

interface Plan {
  calls: Planned[];
  refused: { call: ToolCall; text: string }[];
  undecided: PendingCall[];
}

/** What became of the calls of a step: one result for each. */
interface Made {
  results: ToolResult[];
  open: OpenCall[];
}

/**
 * Makes the calls of one step: those that only read at the same time, then the others in the order of the model. Calls that
 * are open go on. Undefined: a decision is missing, and no call was made.
 */
export async function resultsOf(
  calls: readonly ToolCall[],
  tools: Toolbox,
  turn: Turn,
  limits: TurnLimits,
  known: readonly OpenCall[] = [],
): Promise<Made | undefined> {
  const { signal, emit, interactive = false, asking, links = [] } = turn;
  const plan = await planOf(calls, tools, turn, known);
  if (plan.undecided.length > 0) {
    emit({ type: 'approval', calls: plan.undecided });
    return undefined;
  }
  const results = new Map<string, ToolResult>();
  const open: OpenCall[] = [];
  /** @param offered the tool of a call that was made: the text is that of others */
  const finish = ({ id, name }: ToolCall, outcome: Outcome, offered?: Offered) => {
    let { text: whole } = outcome;
    for (const link of links) whole = whole.replaceAll(link, '[a link that the user sees]');
    const { failed, images } = outcome;
    const { text, missing } = truncateForModel(whole, limits.resultChars, afterCut(offered));
    const quoted = offered ? quoteAsData(`Result of ${name}`, text) : text;
    results.set(id, { id, text: quoted, failed, ...(images && { images }) });
    emit({ type: 'result', id, tool: name, text, failed, missing });
  };
  const refuse = (call: ToolCall, text: string) => finish(call, { text, failed: true });
  for (const { call, text } of plan.refused) refuse(call, text);

  const make = async ({ call, offered, args }: Planned) => {
    const { id, name: tool } = call;
    try {
      signal.throwIfAborted();
      const going = known.find((each) => each.id === id);
      if (!going) emit({ type: 'call', id, tool, args, effect: offered.effect });
      const onProgress = (text: string) => emit({ type: 'progress', id, text });
      const options = { id, signal, interactive, asking, open: going, onProgress };
      const outcome = await callTool(offered, args, options);
      if ('text' in outcome) finish(call, outcome, offered);
      else open.push(outcome);
    } catch (error) {
      if (!signal.aborted) throw error;
      refuse(call, isRead(offered) ? 'Cancelled.' : `Cancelled. ${NOT_KNOWN}`);
    }
  };
  const reads = plan.calls.filter(({ offered }) => isRead(offered));
  await inParallel(reads, limits.parallel, make);
  for (const write of plan.calls.filter(({ offered }) => !isRead(offered))) await make(write);
  for (const { forms } of open)
    for (const form of Object.values(forms)) emit({ type: 'form', ...form });
  const unanswered = (id: string) => ({ id, text: UNANSWERED, failed: true });
  return { results: calls.map(({ id }) => results.get(id) ?? unanswered(id)), open };
}

const isRead = ({ effect }: Offered): boolean => effect === 'reads';

/** The end of a text that is cut. */
const afterCut = (offered: Offered | undefined): string | undefined =>
  !offered || isRead(offered) ? undefined : 'The server has responded: do not repeat the call.';

/** A message to the model names at most so many tools. */
const MOST_NAMES = 100;

async function planOf(
  calls: readonly ToolCall[],
  tools: Toolbox,
  { decide }: Turn,
  open: readonly OpenCall[],
): Promise<Plan> {
  const plan: Plan = { calls: [], refused: [], undecided: [] };
  for (const call of calls) {
    const refuse = (text: string) => plan.refused.push({ call, text });
    const offered = tools.get(call.name);
    const args = objectIn(call.args);
    if (!offered) {
      const names = [...tools.keys()];
      const more = names.length > MOST_NAMES ? `, and ${names.length - MOST_NAMES} more` : '';
      const some = names.slice(0, MOST_NAMES).join(', ') || 'none';
      refuse(`Unknown tool "${call.name}". Tools: ${some}${more}.`);
    } else if (!args) refuse('The arguments are not a JSON object.');
    else {
      const pending = { id: call.id, tool: call.name, args, effect: offered.effect };
      const isDecided = open.some(({ id }) => id === call.id);
      const decision = isDecided ? 'yes' : await decide(pending);
      if (decision === 'later') plan.undecided.push(pending);
      else if (decision === 'no') refuse(DECLINED);
      else plan.calls.push({ call, offered, args });
    }
  }
  return plan;
}

async function inParallel<Item>(
  items: readonly Item[],
  width: number,
  run: (item: Item) => Promise<void>,
): Promise<void> {
  const rest = items.values();
  const worker = async () => {
    for (const item of rest) await run(item);
  };
  await Promise.all(Array.from({ length: Math.min(width, items.length) }, worker));
}

const CALL_TIMEOUT_MS = 60_000;
/** The call waits while a user fills in a form. */
const WITH_USER_MS = 600_000;
/** More is a tool that asks for ever. */
const MOST_ROUNDS = 10;

type Outcome = Omit<ToolResult, 'id'>;

interface CallOptions {
  /** ID of the call. */
  id: string;
  signal: AbortSignal;
  /** The client puts questions of the server to the user meanwhile. */
  interactive?: boolean;
  /** Questions of the server end the turn. */
  asking?: Asking | undefined;
  /** The call has been made, and goes on with the responses of `asking`. */
  open?: OpenCall | undefined;
  onProgress?(text: string): void;
}

/** Every failure is a text for the model. @throws only the reason of `signal` */
export async function callTool(
  offered: Offered,
  args: Record<string, unknown>,
  options: CallOptions,
): Promise<Outcome | OpenCall> {
  const { asking, signal } = options;
  const { source, tool } = offered;
  try {
    if (asking) return await inRounds(offered, args, options, asking);
    const result = await requestTool(source.client, tool, args, requestOptions(options));
    return outcomeOf(result, offered);
  } catch (error) {
    signal.throwIfAborted();
    return { text: reasonOf(error, offered), failed: true };
  }
}

/** Until the result is there, or a question that the user has to respond to. */
async function inRounds(
  offered: Offered,
  args: Record<string, unknown>,
  { id, open, ...options }: CallOptions,
  asking: Asking,
): Promise<Outcome | OpenCall> {
  const { source, tool, effect } = offered;
  const call = { id, tool: tool.name, isApproved: effect === 'destroys' };
  let more = open ? resumeCall(open, asking) : {};
  for (let round = 1; round <= MOST_ROUNDS; round++) {
    const waiting = { ...requestOptions({ id, ...options }), allowInputRequired: true as const };
    const result = await requestTool(source.client, tool, args, waiting, more);
    if (!isInputRequiredResult(result)) return outcomeOf(result, offered);
    const { inputRequests = {}, requestState: state } = result;
    const { forms, given } = formsFor(call, inputRequests, asking);
    if (Object.keys(forms).length > 0)
      return { id, forms, given, ...(state !== undefined && { state }) };
    more = requestWith(given, state);
  }
  const text = `The tool still asks after ${MOST_ROUNDS} questions.`;
  return { text: effect === 'reads' ? text : `${text} ${NOT_KNOWN}`, failed: true };
}

const requestOptions = ({ signal, interactive, onProgress }: CallOptions) => ({
  signal,
  timeout: interactive ? WITH_USER_MS : CALL_TIMEOUT_MS,
  resetTimeoutOnProgress: true,
  maxTotalTimeout: WITH_USER_MS,
  ...(onProgress && { onprogress: (progress: Progress) => tellProgress(progress, onProgress) }),
});

function outcomeOf(result: CallToolResult, { tool, source }: Offered): Outcome {
  const mismatch = mismatchOf(result, tool);
  const remark = mismatch && `\n[The tool has run. ${mismatch}]`;
  const { text, images } = readingOf(result, source.name);
  return {
    text: `${text}${remark ?? ''}`,
    failed: result.isError === true,
    ...(images.length > 0 && { images }),
  };
}

function reasonOf(error: unknown, offered: Offered): string {
  // One of a connection that others share has a cause where the request may have been sent.
  const cause = error instanceof ToolError ? error.cause : error;
  const isKnown = isRead(offered) || cause === undefined || outcomeOfError(cause) === 'none';
  if (isKnown && error instanceof ToolError) return error.message;
  const facts = factsOf(error);
  return isKnown ? facts : withSentence(facts, NOT_KNOWN);
}

function factsOf(error: unknown): string {
  if (error instanceof ToolError) return error.facts;
  if (error instanceof ProtocolError)
    return `The server ${isRefusal(error) ? 'refused the call' : 'responded with an error'}: ${error.message}`;
  if (!(error instanceof SdkError)) return CONNECTION_FAILED;
  switch (error.code) {
    case SdkErrorCode.RequestTimeout:
      return 'The tool did not respond in time.';
    case SdkErrorCode.InvalidResult:
    case SdkErrorCode.UnsupportedResultType:
      return 'The server responded, but not with a result of MCP.';
    default:
      return CONNECTION_FAILED;
  }
}

const CONNECTION_FAILED = 'The connection to the server of the tool failed.';
