import type { Principal } from '../provider/principal.js';
import type { Connections } from './connections.js';
import { connectAs } from './connections.js';
import type { ChatEvent, Decision, PendingCall, TurnEvent } from './events.js';
import type { Asking, Page } from './forms.js';
import type { AgentParts } from './handler.js';
import { GROUND_RULES } from './instructions.js';
import type { Message, ModelSettings } from './model.js';
import { ModelError } from './model.js';
import { awaitedIn, turn } from './turn.js';
import { log } from '../serving/log.js';
import type { Metrics, ServerEvent } from '../serving/metrics.js';
import { fingerprint } from '../provider/call.js';

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

/** What a turn reports when it has ended. */
interface TurnSubject {
  /** Of the HTTP request; its calls have it, too. */
  id: string;
  caller: Principal;
  api: ModelSettings['api'];
  metrics: Metrics | undefined;
}

type TurnOutcome = Extract<ServerEvent, { type: 'turn' }>['outcome'];

/** One line of the log and one event of the metrics for a turn: numbers, and nothing that was said or called. */
class TurnRecord {
  #input = 0;
  #output = 0;
  #calls = 0;
  readonly #started = performance.now();
  readonly #subject: TurnSubject;

  constructor(subject: TurnSubject) {
    this.#subject = subject;
  }

  /** Of input and output together. */
  get tokens(): number {
    return this.#input + this.#output;
  }

  add(event: TurnEvent): void {
    if (event.type === 'call') this.#calls++;
    if (event.type !== 'usage') return;
    this.#input += event.usage.input;
    this.#output += event.usage.output;
  }

  end(outcome: TurnOutcome, error?: unknown): void {
    const { id, caller, api, metrics } = this.#subject;
    const ms = performance.now() - this.#started;
    const counts = { input: this.#input, output: this.#output, calls: this.#calls };
    metrics?.record({ type: 'turn', api, outcome, seconds: ms / 1000, ...counts });
    log(error === undefined ? 'info' : 'error', 'turn', error, {
      request: id,
      principal: fingerprint(caller),
      api,
      ...counts,
      ms: Math.round(ms),
      outcome,
    });
  }
}
