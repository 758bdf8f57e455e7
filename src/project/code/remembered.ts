import type { Located } from '../../model/code.js';
import type { Value } from '../../model/facts.js';
import { Ways } from '../../model/ways.js';

/** What was found about values, each looked at once; undefined for what contains itself. */
export class Remembered<T> {
  readonly #known = new WeakMap<Value, T | undefined>();
  readonly #ways: Ways;

  constructor(giveUp: (at: Located) => void) {
    this.#ways = new Ways(giveUp, Infinity);
  }

  of(at: Located, find: () => T | undefined): T | undefined {
    const { value } = at;
    if (this.#known.has(value)) return this.#known.get(value);
    const followed = this.#ways.step(at, () => ({ found: find() }));
    if (followed) this.#known.set(value, followed.found);
    return followed?.found;
  }
}
