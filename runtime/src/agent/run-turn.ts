import type { Principal } from '../provider/principal.js';
import { log } from '../serving/log.js';
import type { Connections } from './connections.js';
import { connectAs } from './connections.js';
import type { ChatEvent, Decision, PendingCall, TurnEvent } from './events.js';
import type { AgentParts } from './handler.js';
import { GROUND_RULES } from './instructions.js';
import type { Message } from './model.js';
import { ModelError } from './model.js';
import { turn } from './turn.js';

export interface UserTurn {
  caller: Principal;
  messages: Message[];
  decisions: Readonly<Record<string, Decision>>;
  /** Calls that the decisions are about; those without a decision are declined. */
  awaited: readonly string[];
  signal: AbortSignal;
  send(event: ChatEvent): void;
}

/**
 * A turn for one user. Never rejects: a failure is an event, whose text contains nothing of the service or the code.
 * @returns the tokens that were used
 */
export async function runTurn(
  { endpoints, model, instructions, limits }: AgentParts,
  { caller, messages, decisions, awaited, signal, send }: UserTurn,
): Promise<number> {
  let tokens = 0;
  const links = new Set<string>();
  /** Calls that may destroy are made one by one, and only with a decision of the user. */
  let isApproved = false;
  const emit = (event: TurnEvent) => {
    if (event.type === 'usage') tokens += event.usage.input + event.usage.output;
    if (event.type === 'call') isApproved = event.effect === 'destroys';
    if (event.type === 'result') isApproved = false;
    send(event);
  };
  const decide = async ({ id, effect }: PendingCall): Promise<Decision> => {
    if (effect !== 'destroys') return 'yes';
    return decisions[id] ?? (awaited.includes(id) ? 'no' : 'later');
  };
  let connections: Connections | undefined;
  try {
    connections = await connectAs(caller, endpoints, {
      show(page) {
        links.add(page.url);
        send({ type: 'link', ...page });
      },
      hasApproved: () => isApproved,
    });
    const { tools } = connections;
    const whole = `${instructions}\n\n${GROUND_RULES}`;
    const options = { history: messages, model, instructions: whole, tools, signal, limits, links };
    const reason = await turn({ ...options, emit, decide });
    send({ type: 'end', reason });
  } catch (error) {
    if (signal.aborted) {
      const isLate = signal.reason instanceof DOMException && signal.reason.name === 'TimeoutError';
      send({ type: 'end', reason: isLate ? 'timeout' : 'cancelled' });
      return tokens;
    }
    const isKnown = error instanceof ModelError && error.fault !== 'rejected';
    if (!isKnown) log('error', 'agent', error);
    send({ type: 'error', message: isKnown ? error.message : 'The agent failed.' });
  } finally {
    await connections?.close();
  }
  return tokens;
}
