import { CLEAN, isSame, type Taint } from './taint.js';

/** What was found about a value. */
interface Found {
  taint: Taint;
  /** The depth of the outermost value it depends on that is still being evaluated; infinite for a result that stays. */
  leftOut: number;
  /** Another value needed this one while it was being evaluated. */
  asked: boolean;
}

/** Results for the same parameters. */
export type Results = WeakMap<object, Found>;

interface Question {
  key: object;
  ask: () => Taint;
}

/** The depth of what is always left out, such as a question that is too long. */
const OUTERMOST = -1;
/** It is found anew, beginning with what is known of it. */
const OUTDATED = -2;
/** A deeper evaluation would fill the stack: what is found there is asked first. */
const DEEPEST = 200;
/** What is still growing then, such as a list in a list, is left as it is. */
const MOST_ROUNDS = 10;

/**
 * Evaluates values that depend on each other, each once: where one depends on itself, the outermost of that circle is
 * evaluated again, with what was found of the others, until nothing new is found.
 */
export class RecursionGuard {
  /** What depends on a value that is still being evaluated. */
  readonly #open: Found[] = [];
  #depth = 0;
  /** The depth of the outermost value that was left out since the last result. */
  #leftOut = Infinity;
  /** A value turned out to be more than it was taken for. */
  #changed = false;
  /** The first question of this evaluation that was too deep. */
  #tooDeep: Question | undefined;
  /** Once: a circle that is too deep stays so. */
  #asked = new WeakSet<object>();
  /** Of this evaluation. */
  steps = 0;

  answer(question: Question): Taint {
    const open = [question];
    for (let last = open.at(-1); last; last = open.at(-1)) {
      const taint = this.#begin(last);
      const deeper = this.#tooDeep;
      if (deeper && !this.#asked.has(deeper.key)) {
        this.#asked.add(deeper.key);
        open.push(deeper);
      } else if (open.pop() === question) return taint;
    }
    return CLEAN;
  }

  reset(): void {
    this.#asked = new WeakSet();
  }

  #begin({ ask }: Question): Taint {
    this.#reopen(0);
    this.#leftOut = Infinity;
    this.#changed = false;
    this.#tooDeep = undefined;
    this.steps = 0;
    return ask();
  }

  find(results: Results, key: object, evaluate: () => Taint): Taint {
    const known = results.get(key);
    if (known && known.leftOut !== OUTDATED) {
      known.asked = true;
      return this.#leaveOut(known.leftOut, known.taint);
    }
    if (this.#depth >= DEEPEST) {
      this.#tooDeep ??= { key, ask: () => this.find(results, key, evaluate) };
      return this.#leaveOut(OUTERMOST, known?.taint ?? CLEAN);
    }
    const own = known ?? { taint: CLEAN, leftOut: Infinity, asked: false };
    results.set(key, own);
    const depth = this.#depth++;
    const { before, changed } = { before: this.#leftOut, changed: this.#changed };
    const open = this.#open.length;
    for (let round = 1; ; round++) {
      const again = this.#round(own, depth, evaluate);
      if (!again || round === MOST_ROUNDS) break;
      this.#reopen(open);
    }
    this.#depth--;
    if (this.#leftOut < depth) {
      own.leftOut = this.#leftOut;
      this.#open.push(own);
    } else {
      this.#settle(own, open);
      this.#changed = false;
    }
    this.#leftOut = Math.min(before, own.leftOut);
    this.#changed ||= changed;
    return own.taint;
  }

  giveUp(): Taint {
    return this.#leaveOut(OUTERMOST, CLEAN);
  }

  /** Whether another round can find more: only for the outermost value of a circle. */
  #round(own: Found, depth: number, evaluate: () => Taint): boolean {
    own.leftOut = depth;
    own.asked = false;
    this.#leftOut = Infinity;
    this.#changed = false;
    const taint = evaluate();
    // Set by the evaluation.
    const { asked } = own as { asked: boolean };
    if (asked && !isSame(taint, own.taint)) this.#changed = true;
    own.taint = taint;
    return this.#changed && this.#leftOut >= depth;
  }

  #leaveOut(depth: number, taint: Taint): Taint {
    this.#leftOut = Math.min(this.#leftOut, depth);
    return taint;
  }

  #reopen(from: number): void {
    for (const each of this.#open.splice(from)) each.leftOut = OUTDATED;
  }

  /** Nothing further out has a part in it. */
  #settle(own: Found, from: number): void {
    for (const each of [own, ...this.#open.splice(from)]) each.leftOut = Infinity;
  }
}
