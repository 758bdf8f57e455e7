import type { Principal } from '../provider/principal.js';
import type { Connections } from './connections.js';
import { connectAs } from './connections.js';
import type { ChatEvent, Decision, PendingCall, TurnEvent } from './events.js';
import type { Asking, Page } from './forms.js';
import type { AgentParts } from './handler.js';
import { GROUND_RULES } from './instructions.js';
import type { Message } from './model.js';
import { ModelError } from './model.js';
import { awaitedIn, turn } from './turn.js';
import { TurnRecord } from './turn-record.js';

export interface UserTurn {
  /** Of the request. */
  id: string;
  caller: Principal;
  messages: Message[];
  decisions: Readonly<Record<string, Decision>>;
  /** Responses to forms. */
  forms: Asking['responses'];
  signal: AbortSignal;
  send(event: ChatEvent): void;
}

/**
 * A turn for one user. Never rejects: a failure is an event, whose text contains nothing of the service or the code.
 * @returns the tokens that were used
 */
export async function runTurn(
  { endpoints, model, instructions, limits, api, metrics }: AgentParts,
  { id, caller, messages, decisions, forms, signal, send }: UserTurn,
): Promise<number> {
  const record = new TurnRecord({ id, caller, api, metrics });
  const links = new Set<string>();
  const emit = (event: TurnEvent) => {
    record.add(event);
    send(event);
  };
  // Each decision is for one call: a model can send another one with the same id.
  const awaited = new Set(awaitedIn(messages));
  const decide = async ({ id: call, effect }: PendingCall): Promise<Decision> => {
    if (effect !== 'destroys') return 'yes';
    if (!awaited.delete(call)) return 'later';
    return Object.hasOwn(decisions, call) && decisions[call] === 'yes' ? 'yes' : 'no';
  };
  let connections: Connections | undefined;
  try {
    connections = await connectAs(caller, endpoints, id);
    const { tools } = connections;
    const whole = `${instructions}\n\n${GROUND_RULES}`;
    const show = (page: Page) => {
      links.add(page.url);
      send({ type: 'link', ...page });
    };
    const asking = { show, responses: forms };
    const options = { history: messages, model, instructions: whole, tools, signal, limits, links };
    const reason = await turn({ ...options, asking, emit, decide });
    record.end(reason);
    send({ type: 'end', reason });
  } catch (error) {
    if (signal.aborted) {
      const isLate = signal.reason instanceof DOMException && signal.reason.name === 'TimeoutError';
      const reason = isLate ? 'timed-out' : 'cancelled';
      record.end(reason);
      send({ type: 'end', reason });
      return record.tokens;
    }
    record.end('failed', error);
    const isKnown = error instanceof ModelError && error.fault !== 'rejected';
    send({ type: 'error', message: isKnown ? error.message : 'The agent failed.' });
  } finally {
    await connections?.close();
  }
  return record.tokens;
}
