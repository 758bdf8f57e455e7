import {
  type CallToolResult,
  isInputRequiredResult,
  type Progress,
  ProtocolError,
  SdkError,
  SdkErrorCode,
} from '@modelcontextprotocol/client';
import { appendSentence, OUTCOME_UNKNOWN } from '../call/effects.js';
import { ToolError } from '../call/result/tool-error.js';
import { isRefusal, outcomeOfError } from '../remote/outcome.js';
import { mismatchOf, requestTool } from '../remote/tool-result.js';
import type { PendingCall } from './events.js';
import { type Dialog, formsFor, type OpenCall, requestWith, resumeCall } from './forms.js';
import type { TurnLimits } from './limits.js';
import type { ToolCall, ToolResult } from './model.js';
import { parseCallArguments, quoteAsData, truncateForModel } from './model-text.js';
import { reportProgress } from './report-progress.js';
import { modelContentOf } from './result.js';
import type { OfferedTool, Toolbox } from './toolbox.js';
import type { Turn } from './turn.js';

/** The result of a call that the user has declined. */
export const DECLINED = 'The user declined this call. Do not repeat it.';
/** The result of a call while the user has not filled in its form. */
const UNANSWERED = 'The user has not filled in the form of this tool.';

interface PlannedCall {
  call: ToolCall;
  offered: OfferedTool;
  args: Record<string, unknown>;
}

interface CallPlan {
  calls: PlannedCall[];
  refused: { call: ToolCall; text: string }[];
  undecided: PendingCall[];
}

/** One result for each call of a step, and the calls that wait for forms. */
interface CallResults {
  results: ToolResult[];
  open: OpenCall[];
}

/**
 * Makes the calls of one step: first those that only read, at the same time, then the others in the
 * model's order. Open calls are continued.
 * @returns undefined if a decision is missing; then no call was made
 */
export async function makeCalls(
  calls: readonly ToolCall[],
  tools: Toolbox,
  turn: Turn,
  limits: TurnLimits,
  openCalls: readonly OpenCall[] = [],
): Promise<CallResults | undefined> {
  const { signal, emit, interactive = false, dialog, links = [] } = turn;
  const plan = await planCalls(calls, tools, turn, openCalls);
  if (plan.undecided.length > 0) {
    emit({ type: 'approval', calls: plan.undecided });
    return undefined;
  }
  const results = new Map<string, ToolResult>();
  const open: OpenCall[] = [];
  /** @param offered the tool of a call that was made; its text is quoted, because the server wrote it */
  const finish = ({ id, name }: ToolCall, toolOutcome: ToolOutcome, offered?: OfferedTool) => {
    let { text: fullText } = toolOutcome;
    for (const link of links) fullText = fullText.replaceAll(link, '[a link that the user sees]');
    const { failed, images } = toolOutcome;
    const { text, missing } = truncateForModel(
      fullText,
      limits.resultChars,
      adviceAfterTruncation(offered),
    );
    const quotedText = offered ? quoteAsData(`Result of ${name}`, text) : text;
    results.set(id, { id, text: quotedText, failed, ...(images && { images }) });
    emit({ type: 'result', id, tool: name, text, failed, missing });
  };
  const refuse = (call: ToolCall, text: string) => finish(call, { text, failed: true });
  for (const { call, text } of plan.refused) refuse(call, text);

  const makeCall = async ({ call, offered, args }: PlannedCall) => {
    const { id, name: tool } = call;
    try {
      signal.throwIfAborted();
      const resumedCall = openCalls.find((openCall) => openCall.id === id);
      if (!resumedCall) emit({ type: 'call', id, tool, args, effect: offered.effect });
      const onProgress = (text: string) => emit({ type: 'progress', id, text });
      const options = { id, signal, interactive, dialog, open: resumedCall, onProgress };
      const outcome = await callTool(offered, args, options);
      if ('text' in outcome) finish(call, outcome, offered);
      else open.push(outcome);
    } catch (error) {
      if (!signal.aborted) throw error;
      refuse(call, isRead(offered) ? 'Cancelled.' : `Cancelled. ${OUTCOME_UNKNOWN}`);
    }
  };
  const reads = plan.calls.filter(({ offered }) => isRead(offered));
  await inParallel(reads, limits.parallel, makeCall);
  for (const write of plan.calls.filter(({ offered }) => !isRead(offered))) await makeCall(write);
  for (const { forms } of open)
    for (const form of Object.values(forms)) emit({ type: 'form', ...form });
  const resultWithoutForm = (id: string) => ({ id, text: UNANSWERED, failed: true });
  return { results: calls.map(({ id }) => results.get(id) ?? resultWithoutForm(id)), open };
}

const isRead = ({ effect }: OfferedTool): boolean => effect === 'reads';

/** Returns the advice for a truncated result: a call that may have changed something must not be repeated. */
const adviceAfterTruncation = (offered: OfferedTool | undefined): string | undefined =>
  !offered || isRead(offered) ? undefined : 'The server has responded: do not repeat the call.';

/** Most tool names in one message to the model. */
const MAX_LISTED_NAMES = 100;

async function planCalls(
  calls: readonly ToolCall[],
  tools: Toolbox,
  { decide }: Turn,
  open: readonly OpenCall[],
): Promise<CallPlan> {
  const plan: CallPlan = { calls: [], refused: [], undecided: [] };
  for (const call of calls) {
    const refuse = (text: string) => plan.refused.push({ call, text });
    const offered = tools.get(call.name);
    const args = parseCallArguments(call.args);
    if (!offered) {
      const names = [...tools.keys()];
      const omittedNames =
        names.length > MAX_LISTED_NAMES ? `, and ${names.length - MAX_LISTED_NAMES} more` : '';
      const firstNames = names.slice(0, MAX_LISTED_NAMES).join(', ') || 'none';
      refuse(`Unknown tool "${call.name}". Tools: ${firstNames}${omittedNames}.`);
    } else if (!args) refuse('The arguments are not a JSON object.');
    else {
      const pending = { id: call.id, tool: call.name, args, effect: offered.effect };
      const isOpen = open.some(({ id }) => id === call.id);
      const decision = isOpen ? 'yes' : await decide(pending);
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
  const remainingItems = items.values();
  const worker = async () => {
    for (const item of remainingItems) await run(item);
  };
  await Promise.all(Array.from({ length: Math.min(width, items.length) }, worker));
}

const CALL_TIMEOUT_MS = 60_000;
/** Timeout of a call in which a user may have to fill in a form. */
const INTERACTIVE_TIMEOUT_MS = 600_000;
/** A tool that asks more often is assumed to ask endlessly. */
const MAX_ROUNDS = 10;

type ToolOutcome = Omit<ToolResult, 'id'>;

interface CallOptions {
  id: string;
  signal: AbortSignal;
  /** The client itself asks the user the server's questions during the call. */
  interactive?: boolean;
  /** The server's questions end the turn. */
  dialog?: Dialog | undefined;
  /** A call that was made before; it continues with the responses of `dialog`. */
  open?: OpenCall | undefined;
  onProgress?(text: string): void;
}

/** Calls a tool; every failure becomes a text for the model. @throws only the reason of `signal` */
export async function callTool(
  offered: OfferedTool,
  args: Record<string, unknown>,
  options: CallOptions,
): Promise<ToolOutcome | OpenCall> {
  const { dialog, signal } = options;
  const { source, tool } = offered;
  try {
    if (dialog) return await callInRounds(offered, args, options, dialog);
    const result = await requestTool(source.client, tool, args, requestOptions(options));
    return toolOutcomeOf(result, offered);
  } catch (error) {
    signal.throwIfAborted();
    return { text: failureText(error, offered), failed: true };
  }
}

/** Repeats the call with the known responses until it has a result or a question for the user. */
async function callInRounds(
  offered: OfferedTool,
  args: Record<string, unknown>,
  { id, open, ...options }: CallOptions,
  dialog: Dialog,
): Promise<ToolOutcome | OpenCall> {
  const { source, tool, effect } = offered;
  const call = { id, tool: tool.name, isApproved: effect === 'destroys' };
  let continuation = open ? resumeCall(open, dialog) : {};
  for (let round = 1; round <= MAX_ROUNDS; round++) {
    const inputOptions = {
      ...requestOptions({ id, ...options }),
      allowInputRequired: true as const,
    };
    const result = await requestTool(source.client, tool, args, inputOptions, continuation);
    if (!isInputRequiredResult(result)) return toolOutcomeOf(result, offered);
    const { inputRequests = {}, requestState: state } = result;
    const { forms, responses } = formsFor(call, inputRequests, dialog);
    if (Object.keys(forms).length > 0)
      return { id, forms, responses, ...(state !== undefined && { state }) };
    continuation = requestWith(responses, state);
  }
  const text = `The tool still asks after ${MAX_ROUNDS} questions.`;
  return { text: effect === 'reads' ? text : `${text} ${OUTCOME_UNKNOWN}`, failed: true };
}

const requestOptions = ({ signal, interactive, onProgress }: CallOptions) => ({
  signal,
  timeout: interactive ? INTERACTIVE_TIMEOUT_MS : CALL_TIMEOUT_MS,
  resetTimeoutOnProgress: true,
  maxTotalTimeout: INTERACTIVE_TIMEOUT_MS,
  ...(onProgress && { onprogress: (progress: Progress) => reportProgress(progress, onProgress) }),
});

function toolOutcomeOf(result: CallToolResult, { tool, source }: OfferedTool): ToolOutcome {
  const mismatch = mismatchOf(result, tool);
  const remark = mismatch && `\n[The tool has run. ${mismatch}]`;
  const { text, images } = modelContentOf(result, source.name);
  return {
    text: `${text}${remark ?? ''}`,
    failed: result.isError === true,
    ...(images.length > 0 && { images }),
  };
}

function failureText(error: unknown, offered: OfferedTool): string {
  // An error of a shared connection has a cause if the request may have been sent.
  const cause = error instanceof ToolError ? error.cause : error;
  const isEffectKnown = isRead(offered) || cause === undefined || outcomeOfError(cause) === 'none';
  if (isEffectKnown && error instanceof ToolError) return error.message;
  const facts = failureFacts(error);
  return isEffectKnown ? facts : appendSentence(facts, OUTCOME_UNKNOWN);
}

const CONNECTION_FAILED = 'The connection to the server of the tool failed.';

function failureFacts(error: unknown): string {
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
