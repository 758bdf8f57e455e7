import { NOT_KNOWN } from '../call/effects.js';
import { resultsOf } from './calls.js';
import type { Decision, PendingCall, TurnEnd, TurnEvent } from './events.js';
import type { Asking, OpenCall } from './forms.js';
import { DEFAULT_LIMITS, type TurnLimits } from './limits.js';
import { type Ending, type Message, type Model, ModelError, type ToolCall } from './model.js';
import { offerOf } from './searchable.js';
import { shorten } from './shorten.js';
import type { Toolbox } from './toolbox.js';

/** One turn of a conversation: what the user said last, up to the end of the reply. */
export interface Turn {
  /** Grows by whole steps, so that it can be sent again whatever fails. */
  history: Message[];
  model: Model;
  instructions: string;
  /** A function is asked before each step: servers change their tools. */
  tools: Toolbox | (() => Promise<Toolbox>);
  signal: AbortSignal;
  limits?: TurnLimits;
  /** The clients put questions of the servers to the user. */
  interactive?: boolean;
  /** Questions of the servers end the turn. */
  asking?: Asking;
  /** Links that the user has been shown: the model does not see them in results. */
  links?: ReadonlySet<string>;
  /** Called with each part of the reply and each call as it happens. */
  emit(event: TurnEvent): void;
  /** Called one by one, before any call of the step is made. */
  decide(call: PendingCall): Promise<Decision>;
}

/**
 * Asks the model and makes its calls, until it has nothing more to do.
 * @throws ModelError, or the reason of `signal`; the history can be sent again after both
 */
export async function turn(options: Turn): Promise<TurnEnd> {
  const made = new Set<string>();
  const emit = (event: TurnEvent) => {
    if (event.type === 'call') made.add(event.id);
    options.emit(event);
  };
  try {
    return await run({ ...options, emit });
  } catch (error) {
    closeCalls(options.history, (id) =>
      made.has(id) ? `Cancelled. ${NOT_KNOWN}` : 'Cancelled before the call was made.',
    );
    throw error;
  }
}

async function run(options: Turn): Promise<TurnEnd> {
  const { history, signal, limits = DEFAULT_LIMITS } = options;
  const notes = new Set<string>();
  for (let steps = 1; steps <= limits.steps; steps++) {
    if (!(await callsEnd(options, limits))) return 'waiting';
    signal.throwIfAborted();
    const isLast = steps === limits.steps || isRepeating(history);
    const end = await step(options, isLast, notes);
    if (isLast) break;
    if (end !== 'calls') return end;
  }
  closeCalls(history, () => 'Not called: this turn has had too many steps.');
  return 'steps';
}

/** As often, calls and their results may be the same in one turn. */
const MOST_REPETITIONS = 3;

/** Whether the last calls and their results are the same as in steps before, so that the turn does not get further. */
function isRepeating(history: readonly Message[]): boolean {
  const start = history.findLastIndex(({ role }) => role === 'user');
  const steps = history.slice(start + 1).flatMap((message, index, all) => {
    const asked = all[index - 1];
    if (message.role !== 'tools' || asked?.role !== 'assistant') return [];
    const calls = asked.calls.map(({ name, args }) => [name, args]);
    const results = message.results.map(({ text }) =>
      text.replace(/(<\/?data )[0-9a-f]+>/g, '$1>'),
    );
    return [JSON.stringify([calls, results])];
  });
  const last = steps.at(-1);
  return steps.filter((one) => one === last).length >= MOST_REPETITIONS;
}

const toolsOf = ({ tools }: Turn): Promise<Toolbox> | Toolbox =>
  typeof tools === 'function' ? tools() : tools;

/** Makes the calls at the end of the history, or goes on with open ones; false where these wait for the user. */
async function callsEnd(options: Turn, limits: TurnLimits): Promise<boolean> {
  const { history, model } = options;
  const last = history.at(-1);
  const known = callsAwaitingForm(history);
  const asked = known.length > 0 ? history.at(-2) : last;
  if (asked?.role !== 'assistant' || asked.calls.length === 0) return true;
  const isDue = ({ id }: ToolCall) => known.length === 0 || known.some((each) => each.id === id);
  const { tools } = offerOf(await toolsOf(options), [], model.mostTools);
  const made = await resultsOf(asked.calls.filter(isDue), tools, options, limits, known);
  if (!made) return false;
  const { results, open } = made;
  const now = new Map(results.map((result) => [result.id, result]));
  const before = last?.role === 'tools' ? last.results : results;
  if (last?.role === 'tools') history.pop();
  history.push({
    role: 'tools',
    results: before.map((result) => now.get(result.id) ?? result),
    ...(open.length > 0 && { open }),
  });
  return open.length === 0;
}

/** Calls that wait for decisions, by id. */
export function callsAwaitingDecision(history: readonly Message[]): string[] {
  const last = history.at(-1);
  return last?.role === 'assistant' ? last.calls.map(({ id }) => id) : [];
}

/** Calls that wait for responses to their forms. */
export function callsAwaitingForm(history: readonly Message[]): readonly OpenCall[] {
  const last = history.at(-1);
  return (last?.role === 'tools' && last.open) || [];
}

/** Gives calls without a result this one, and ends open ones, so that the conversation can go on with something else. */
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

/** A step of the model. A conversation that is too long for it is shortened until it fits. */
async function step(options: Turn, isLast: boolean, notes: Set<string>): Promise<Ending> {
  const { history, emit } = options;
  const note = (event: Note) => {
    if (!notes.has(event.text)) emit(event);
    notes.add(event.text);
  };
  for (;;) {
    const { length } = history;
    try {
      return await asked(options, isLast, note);
    } catch (error) {
      const isWhole = history.length === length; // nothing of the response has been shown
      const isTooLong = error instanceof ModelError && error.fault === 'too-long';
      const missing = isWhole && isTooLong ? shorten(history) : undefined;
      if (missing === undefined) throw error;
      note({ type: 'note', text: missing });
    }
  }
}

async function asked(options: Turn, isLast: boolean, note: (event: Note) => void): Promise<Ending> {
  const { history, model, signal, emit } = options;
  const { specs: tools } = offerOf(await toolsOf(options), history, model.mostTools);
  const instructions = isLast ? `${options.instructions}\n\n${LAST_STEP}` : options.instructions;
  const onRetry = (seconds: number) => emit({ type: 'retry', seconds });
  const request = { instructions, messages: history, tools, isLast, signal, onRetry };
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
      // A call that was cut at the limit of tokens has half its arguments.
      const calls = ending === 'calls' ? event.calls : [];
      // A decision about one call must not hold for another one.
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
