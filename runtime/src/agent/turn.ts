import { OUTCOME_UNKNOWN } from '../call/effects.js';
import { makeCalls } from './calls.js';
import type { Decision, PendingCall, TurnEnd, TurnEvent } from './events.js';
import type { Dialog, OpenCall } from './forms.js';
import { DEFAULT_LIMITS, type TurnLimits } from './limits.js';
import { type Message, type Model, ModelError, type StepEnd, type ToolCall } from './model.js';
import { shorten } from './shorten.js';
import { stepTools } from './step-tools.js';
import type { Toolbox } from './toolbox.js';

/** Options of one turn, which starts with the user's last message and ends with the reply. */
export interface Turn {
  /** The conversation. It grows by whole steps, so that it stays valid after a failure. */
  history: Message[];
  model: Model;
  instructions: string;
  /** A function is called before each step, because servers change their tools. */
  tools: Toolbox | (() => Promise<Toolbox>);
  signal: AbortSignal;
  limits?: TurnLimits;
  /** The MCP clients ask the user the servers' questions. */
  interactive?: boolean;
  /** The servers' questions end the turn. */
  dialog?: Dialog;
  /** Links that the user has seen; the model does not see them in results. */
  links?: ReadonlySet<string>;
  /** Called with each part of the reply and each call as it happens. */
  emit(event: TurnEvent): void;
  /** Decides about a call; called one by one before any call of the step is made. */
  decide(call: PendingCall): Promise<Decision>;
}

/**
 * Runs the model and its calls until the model needs no more calls.
 * @throws ModelError, or the reason of `signal`; the history stays valid after both
 */
export async function turn(options: Turn): Promise<TurnEnd> {
  const madeCalls = new Set<string>();
  const emit = (event: TurnEvent) => {
    if (event.type === 'call') madeCalls.add(event.id);
    options.emit(event);
  };
  try {
    return await runSteps({ ...options, emit });
  } catch (error) {
    closeCalls(options.history, (id) =>
      madeCalls.has(id) ? `Cancelled. ${OUTCOME_UNKNOWN}` : 'Cancelled before the call was made.',
    );
    throw error;
  }
}

async function runSteps(options: Turn): Promise<TurnEnd> {
  const { history, signal, limits = DEFAULT_LIMITS } = options;
  const notes = new Set<string>();
  for (let steps = 1; steps <= limits.steps; steps++) {
    if (!(await completeCalls(options, limits))) return 'waiting';
    signal.throwIfAborted();
    const isLast = steps === limits.steps || isRepeating(history);
    const ending = await runStep(options, isLast, notes);
    if (isLast) break;
    if (ending !== 'calls') return ending;
  }
  closeCalls(history, () => 'Not called: this turn has had too many steps.');
  return 'steps';
}

/** How often calls and their results may be the same in one turn. */
const MAX_REPETITIONS = 3;

/** Returns whether the last calls and results repeat those of earlier steps, so that the turn makes no progress. */
function isRepeating(history: readonly Message[]): boolean {
  const start = history.findLastIndex(({ role }) => role === 'user');
  const steps = history.slice(start + 1).flatMap((message, index, all) => {
    const assistantMessage = all[index - 1];
    if (message.role !== 'tools' || assistantMessage?.role !== 'assistant') return [];
    const calls = assistantMessage.calls.map(({ name, args }) => [name, args]);
    const results = message.results.map(({ text }) =>
      text.replace(/(<\/?data )[0-9a-f]+>/g, '$1>'),
    );
    return [JSON.stringify([calls, results])];
  });
  const last = steps.at(-1);
  return steps.filter((step) => step === last).length >= MAX_REPETITIONS;
}

const toolsOf = ({ tools }: Turn): Promise<Toolbox> | Toolbox =>
  typeof tools === 'function' ? tools() : tools;

/** Makes the calls at the end of the history, or continues open ones; false if they wait for the user. */
async function completeCalls(options: Turn, limits: TurnLimits): Promise<boolean> {
  const { history, model } = options;
  const last = history.at(-1);
  const openCalls = callsAwaitingForm(history);
  const assistantMessage = openCalls.length > 0 ? history.at(-2) : last;
  if (assistantMessage?.role !== 'assistant' || assistantMessage.calls.length === 0) return true;
  const isCallDue = ({ id }: ToolCall) =>
    openCalls.length === 0 || openCalls.some((openCall) => openCall.id === id);
  const { tools } = stepTools(await toolsOf(options), [], model.mostTools);
  const outcome = await makeCalls(
    assistantMessage.calls.filter(isCallDue),
    tools,
    options,
    limits,
    openCalls,
  );
  if (!outcome) return false;
  const { results, open } = outcome;
  const newResults = new Map(results.map((result) => [result.id, result]));
  const previousResults = last?.role === 'tools' ? last.results : results;
  if (last?.role === 'tools') history.pop();
  history.push({
    role: 'tools',
    results: previousResults.map((result) => newResults.get(result.id) ?? result),
    ...(open.length > 0 && { open }),
  });
  return open.length === 0;
}

/** Returns the IDs of the calls that wait for decisions. */
export function callsAwaitingDecision(history: readonly Message[]): string[] {
  const last = history.at(-1);
  return last?.role === 'assistant' ? last.calls.map(({ id }) => id) : [];
}

/** Calls that wait for responses to their forms. */
export function callsAwaitingForm(history: readonly Message[]): readonly OpenCall[] {
  const last = history.at(-1);
  return (last?.role === 'tools' && last.open) || [];
}

/** Gives calls without a result this text and ends open calls, so that the conversation can continue. */
export function closeCalls(history: Message[], textFor: (id: string) => string): void {
  const last = history.at(-1);
  if (last?.role === 'tools') delete last.open;
  if (last?.role !== 'assistant' || last.calls.length === 0) return;
  const results = last.calls.map(({ id }) => ({ id, text: textFor(id), failed: true }));
  history.push({ role: 'tools', results });
}

const LAST_STEP =
  'This is the last step of your response: no tool can be called any more. Respond with what you have, and say what is missing.';

type Note = Extract<TurnEvent, { type: 'note' }>;

/** Runs one step of the model. A conversation that is too long is shortened until it fits. */
async function runStep(options: Turn, isLast: boolean, notes: Set<string>): Promise<StepEnd> {
  const { history, emit } = options;
  const emitNote = (event: Note) => {
    if (!notes.has(event.text)) emit(event);
    notes.add(event.text);
  };
  for (;;) {
    const { length } = history;
    try {
      return await requestStep(options, isLast, emitNote);
    } catch (error) {
      const isWhole = history.length === length; // nothing of the response has been shown
      const isTooLong = error instanceof ModelError && error.fault === 'too-long';
      const omission = isWhole && isTooLong ? shorten(history) : undefined;
      if (omission === undefined) throw error;
      emitNote({ type: 'note', text: omission });
    }
  }
}

async function requestStep(
  options: Turn,
  isLast: boolean,
  note: (event: Note) => void,
): Promise<StepEnd> {
  const { history, model, signal, emit } = options;
  const { specs } = stepTools(await toolsOf(options), history, model.mostTools);
  const instructions = isLast ? `${options.instructions}\n\n${LAST_STEP}` : options.instructions;
  const onRetry = (seconds: number) => emit({ type: 'retry', seconds });
  const request = { instructions, messages: history, tools: specs, isLast, signal, onRetry };
  let text = '';
  try {
    for await (const event of model(request)) {
      if (event.type === 'note') {
        note(event);
        continue;
      }
      if (event.type === 'text') {
        text += event.text;
        emit(event);
        continue;
      }
      const { ending, native, usage } = event;
      emit({ type: 'usage', usage });
      // A call that was truncated at the token limit has incomplete arguments.
      const calls = ending === 'calls' ? event.calls : [];
      // A decision about one call must not apply to another one.
      if (new Set(calls.map(({ id }) => id)).size < calls.length)
        throw new ModelError('broken', 'The model sent two calls with the same id.');
      const isWhole = calls.length === event.calls.length;
      if (text !== '' || calls.length > 0)
        history.push({ role: 'assistant', text, calls, ...(native && isWhole && { native }) });
      return ending;
    }
    throw new Error('The model ended without an "end" event');
  } catch (error) {
    if (text !== '') history.push({ role: 'assistant', text: `${text} [incomplete]`, calls: [] });
    throw error;
  }
}
