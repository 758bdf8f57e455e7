import { resultsOf } from './calls.js';
import type { Decision, PendingCall, TurnEnd, TurnEvent } from './events.js';
import type { TurnLimits } from './limits.js';
import { DEFAULT_LIMITS } from './limits.js';
import { ModelError } from './model.js';
import type { Ending, Message, Model } from './model.js';
import type { Toolbox } from './toolbox.js';

export interface Turn {
  /** Grows by whole steps, so that it can be sent again whatever fails. */
  history: Message[];
  model: Model;
  instructions: string;
  tools: Toolbox;
  signal: AbortSignal;
  limits?: TurnLimits;
  /** A user can answer questions of the servers. */
  interactive?: boolean;
  /** Links that the user has been shown: the model does not see them in results. */
  links?: ReadonlySet<string>;
  emit(event: TurnEvent): void;
  /** Called one by one, before any call of the step is made. */
  decide(call: PendingCall): Promise<Decision>;
}

/**
 * Asks the model and makes its calls, until it has nothing more to do.
 * @throws ModelError, or the reason of `signal`; the history can be sent again after both
 */
export async function turn(options: Turn): Promise<TurnEnd> {
  try {
    return await run(options);
  } catch (error) {
    closeCalls(options.history, 'Cancelled before the call was made.');
    throw error;
  }
}

async function run(options: Turn): Promise<TurnEnd> {
  const { history, limits = DEFAULT_LIMITS } = options;
  for (let steps = 0; steps < limits.steps;) {
    const last = history.at(-1);
    if (last?.role === 'assistant' && last.calls.length > 0) {
      const results = await resultsOf(last.calls, options, limits);
      if (!results) return 'waiting';
      history.push({ role: 'tools', results });
      options.signal.throwIfAborted();
      continue;
    }
    steps++;
    const end = await step(options);
    if (end !== 'calls') return end;
  }
  closeCalls(history, 'Not called: this turn has had too many steps.');
  return 'steps';
}

/** Gives calls without a result this one, so that the conversation can go on with something else. */
export function closeCalls(history: Message[], text: string): void {
  const last = history.at(-1);
  if (last?.role !== 'assistant' || last.calls.length === 0) return;
  const results = last.calls.map(({ id }) => ({ id, text, failed: true }));
  history.push({ role: 'tools', results });
}

async function step(options: Turn): Promise<Ending> {
  const { history, model, instructions, signal, emit } = options;
  const tools = Array.from(options.tools.values(), ({ spec }) => spec);
  const onRetry = (seconds: number) => emit({ type: 'retry', seconds });
  let text = '';
  try {
    for await (const event of model({ instructions, messages: history, tools, signal, onRetry })) {
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
