import { CLEAN, type Taint } from './taint.js';

/** The depth of what is always left out, such as a question that is too long. */
const OUTERMOST = -1;

/**
 * Evaluates values that depend on themselves: inside its own evaluation a value counts as clean, and a result that was
 * found without such a value is not cached.
 */
export class RecursionGuard {
  readonly #busy = new Map<object, number>();
  /** The depth of the outermost value that was left out since the last result. */
  #leftOut = Infinity;

  begin(): void {
    this.#leftOut = Infinity;
  }

  /** Caches a result unless a value was left out that is still being evaluated. */
  cached(find: () => Taint, cache: (taint: Taint) => void, depth = Infinity): Taint {
    const before = this.#leftOut;
    this.#leftOut = Infinity;
    const taint = find();
    if (this.#leftOut >= depth) this.#leftOut = Infinity;
    if (this.#leftOut === Infinity) cache(taint);
    this.#leftOut = Math.min(before, this.#leftOut);
    return taint;
  }

  once(key: object, find: () => Taint): Taint {
    const begun = this.#busy.get(key);
    if (begun !== undefined) return this.#leaveOut(begun);
    const depth = this.#busy.size;
    this.#busy.set(key, depth);
    const taint = this.cached(find, () => undefined, depth);
    this.#busy.delete(key);
    return taint;
  }

  giveUp(): Taint {
    return this.#leaveOut(OUTERMOST);
  }

  #leaveOut(depth: number): Taint {
    this.#leftOut = Math.min(this.#leftOut, depth);
    return CLEAN;
  }
}
