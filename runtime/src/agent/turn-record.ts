import { log } from '../serving/log.js';
import type { Metrics, ServerEvent } from '../serving/metrics.js';
import { fingerprint } from '../provider/call.js';
import type { Principal } from '../provider/principal.js';
import type { TurnEvent } from './events.js';
import type { ModelSettings } from './model.js';

/** What a turn reports when it has ended. */
export interface TurnSubject {
  /** Of the HTTP request; its calls have it, too. */
  id: string;
  caller: Principal;
  api: ModelSettings['api'];
  metrics: Metrics | undefined;
}

export type TurnOutcome = Extract<ServerEvent, { type: 'turn' }>['outcome'];

/** One line of the log and one event of the metrics for a turn: numbers, and nothing that was said or called. */
export class TurnRecord {
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
