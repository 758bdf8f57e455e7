import type { Located } from './code.js';

/** A longer way would fill the stack. */
const LONGEST = 200;

/**
 * Ways from values to what they come from. One that leads back to where it was ends there without a result; one that is
 * too long, or branches too often, also does, and is told.
 */
export class Ways {
  /** Rarely more than ten: looking through them takes less time than a set. */
  readonly #open: object[] = [];
  #steps = 0;

  /** @param mostSteps from one beginning, for ways that can meet again */
  constructor(
    readonly giveUp: (at: Located) => void,
    readonly mostSteps = 10_000,
  ) {}

  get isAtStart(): boolean {
    return this.#open.length === 0;
  }

  /** @param key what the step begins at, where that is not the value */
  step<T>(at: Located, follow: () => T, key: object = at.value): T | undefined {
    if (this.#open.includes(key)) return undefined;
    if (this.isAtStart) this.#steps = 0;
    if (this.#open.length >= LONGEST || ++this.#steps > this.mostSteps) {
      this.giveUp(at);
      return undefined;
    }
    this.#open.push(key);
    try {
      return follow();
    } finally {
      this.#open.pop();
    }
  }
}
