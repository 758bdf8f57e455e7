import type { FunctionFact } from '../model/facts.js';
import type { Taint } from './taint.js';

/** Functions with what they are given: calls with arguments of the same taint have the same result. */
export class Applications {
  readonly #known = new WeakMap<FunctionFact, Map<string, object>>();

  of(called: FunctionFact, given: readonly Taint[]): object {
    const known = this.#known.get(called) ?? new Map<string, object>();
    this.#known.set(called, known);
    const key = JSON.stringify(given);
    const application = known.get(key) ?? {};
    known.set(key, application);
    return application;
  }
}
