import type { Value } from '../../model/facts.js';

const DEEPEST = 60;

/** What was found about values, each looked at once; undefined for what contains itself or is nested too deeply. */
export class Remembered<T> {
  readonly #known = new WeakMap<Value, T | undefined>();
  #depth = 0;

  of(value: Value, find: () => T | undefined): T | undefined {
    if (this.#known.has(value)) return this.#known.get(value);
    if (this.#depth >= DEEPEST) return undefined;
    this.#known.set(value, undefined);
    this.#depth++;
    const found = find();
    this.#depth--;
    this.#known.set(value, found);
    return found;
  }
}
