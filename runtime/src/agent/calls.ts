import { callTool } from './call-tool.js';
import type { Outcome } from './call-tool.js';
import type { PendingCall } from './events.js';
import type { OpenCall } from './forms.js';
import type { TurnLimits } from './limits.js';
import type { ToolCall, ToolResult } from './model.js';
import { asData, cut, objectIn } from './text.js';
import type { Offered } from './toolbox.js';
import type { Turn } from './turn.js';

export const DECLINED = 'The user declined this call. Do not repeat it.';
/** Of an open call, until the user responds. */
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
export interface Made {
  results: ToolResult[];
  open: OpenCall[];
}

/**
 * Makes the calls of one step: those that only read at the same time, then the others in the order of the model. Calls that
 * are open go on. Undefined: a decision is missing, and no call was made.
 */
export async function resultsOf(
  calls: readonly ToolCall[],
  turn: Turn,
  limits: TurnLimits,
  known: readonly OpenCall[] = [],
): Promise<Made | undefined> {
  const { signal, emit, interactive = false, asking, links = [] } = turn;
  const plan = await planOf(calls, turn, known);
  if (plan.undecided.length > 0) {
    emit({ type: 'approval', calls: plan.undecided });
    return undefined;
  }
  const results = new Map<string, ToolResult>();
  const open: OpenCall[] = [];
  const finish = ({ id, name }: ToolCall, outcome: Outcome, isData: boolean) => {
    let { text: whole } = outcome;
    for (const link of links) whole = whole.replaceAll(link, '[a link that the user sees]');
    const { failed } = outcome;
    const { text, missing } = cut(whole, limits.resultChars);
    results.set(id, { id, text: isData ? asData(`Result of ${name}`, text) : text, failed });
    emit({ type: 'result', id, tool: name, text, failed, missing });
  };
  const refuse = (call: ToolCall, text: string) => finish(call, { text, failed: true }, false);
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
      if ('text' in outcome) finish(call, outcome, true);
      else open.push(outcome);
    } catch (error) {
      if (!signal.aborted) throw error;
      refuse(call, 'Cancelled. The call may have had its effect.');
    }
  };
  const isRead = ({ offered }: Planned) => offered.effect === 'reads';
  await inParallel(plan.calls.filter(isRead), limits.parallel, make);
  for (const write of plan.calls.filter((each) => !isRead(each))) await make(write);
  for (const { forms } of open)
    for (const form of Object.values(forms)) emit({ type: 'form', ...form });
  const unanswered = (id: string) => ({ id, text: UNANSWERED, failed: true });
  return { results: calls.map(({ id }) => results.get(id) ?? unanswered(id)), open };
}

async function planOf(
  calls: readonly ToolCall[],
  { tools, decide }: Turn,
  open: readonly OpenCall[],
): Promise<Plan> {
  const plan: Plan = { calls: [], refused: [], undecided: [] };
  for (const call of calls) {
    const refuse = (text: string) => plan.refused.push({ call, text });
    const offered = tools.get(call.name);
    const args = objectIn(call.args);
    if (!offered) {
      const names = [...tools.keys()].join(', ') || 'none';
      refuse(`Unknown tool "${call.name}". Tools: ${names}.`);
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
