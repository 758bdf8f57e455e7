import { NOWHERE, type Ways } from './ways.js';

/** As if it were outside of everything that is being looked into. */
const FOR_GOOD = -1;

/** A search that may come upon what it is looking into already: it goes on without, and such a result is not kept. */
export class Search {
  readonly #busy = new Map<object, number>();
  /** Place among the busy ones of the outermost that was left out. */
  #open = Infinity;

  /** A new question: what was left out of the last one is of no account. */
  begin(): void {
    this.#open = Infinity;
  }

  /** Hands a result on to be kept, where nothing was left out of it that is still being looked into. */
  result(find: () => Ways, keep: (ways: Ways) => void, depth = Infinity): Ways {
    const before = this.#open;
    this.#open = Infinity;
    const ways = find();
    if (this.#open >= depth) this.#open = Infinity;
    if (this.#open === Infinity) keep(ways);
    this.#open = Math.min(before, this.#open);
    return ways;
  }

  /** What this leads to, once, however it goes round in a circle. */
  once(key: object, find: () => Ways): Ways {
    const begun = this.#busy.get(key);
    if (begun !== undefined) return this.#leaveOut(begun);
    const depth = this.#busy.size;
    this.#busy.set(key, depth);
    const ways = this.result(find, () => undefined, depth);
    this.#busy.delete(key);
    return ways;
  }

  /** Too far away. */
  giveUp(): Ways {
    return this.#leaveOut(FOR_GOOD);
  }

  #leaveOut(depth: number): Ways {
    this.#open = Math.min(this.#open, depth);
    return NOWHERE;
  }
}
