import type { Located } from '../model/code.js';
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

/** The depth of what is left out of a whole evaluation. */
const OUTERMOST = -1;
/** It is found anew, beginning with what is known of it. */
const OUTDATED = -2;
/** A deeper evaluation would fill the stack: what is found there is asked first. */
const DEEPEST = 200;
/** Of one question. */
const MOST_STEPS = 200_000;

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
  /** What was too deep, with what was found there so far: it is evaluated by itself. */
  readonly #cuts = new Map<Found, () => Taint>();
  /** This evaluation came to one of them, and used what was found so far. */
  #isCut = false;
  /** Those that are new. */
  #tooDeep: (() => Taint)[] = [];
  #steps = 0;

  /** @param giveUp what the question has come to when it is too long: the rest counts as clean */
  constructor(readonly giveUp: (at: Located) => void) {}

  answer(ask: () => Taint): Taint {
    this.#cuts.clear();
    this.#steps = 0;
    for (;;) {
      const taint = this.#resolve(ask);
      if (!this.#isCut) return taint;
      while (this.#cutsGrow());
      this.#settle(this.#cuts.keys(), 0);
    }
  }

  get #isTooLong(): boolean {
    return this.#steps > MOST_STEPS;
  }

  /** Whether there are steps left for this value. */
  enter(at: Located): boolean {
    this.#steps++;
    if (this.#steps === MOST_STEPS + 1) this.giveUp(at);
    return !this.#isTooLong;
  }

  find(results: Results, key: object, evaluate: () => Taint): Taint {
    const known = results.get(key);
    if (known && known.leftOut !== OUTDATED) {
      known.asked = true;
      return this.#leaveOut(known.leftOut, known.taint);
    }
    const own = known ?? { taint: CLEAN, leftOut: OUTDATED, asked: false };
    results.set(key, own);
    if (this.#depth > 0 && (this.#depth >= DEEPEST || this.#cuts.has(own))) {
      const again = () => this.find(results, key, evaluate);
      if (!this.#cuts.has(own)) this.#tooDeep.push(again);
      this.#cuts.set(own, again);
      this.#isCut = true;
      return this.#leaveOut(OUTERMOST, own.taint);
    }
    const depth = this.#depth++;
    const { before, changed } = { before: this.#leftOut, changed: this.#changed };
    const open = this.#open.length;
    while (this.#round(own, depth, evaluate)) this.#reopen(open);
    this.#depth--;
    if (this.#leftOut < depth) {
      own.leftOut = this.#leftOut;
      this.#open.push(own);
    } else {
      this.#settle([own], open);
      this.#changed = false;
    }
    this.#leftOut = Math.min(before, own.leftOut);
    this.#changed ||= changed;
    return own.taint;
  }

  /** With what is too deep first. */
  #resolve(ask: () => Taint): Taint {
    const open = [ask];
    for (;;) {
      this.#reopen(0);
      this.#leftOut = Infinity;
      this.#changed = false;
      this.#isCut = false;
      this.#tooDeep = [];
      const taint = (open.at(-1) ?? ask)();
      const [deeper] = this.#tooDeep;
      if (deeper) open.push(deeper);
      else if (open.length > 1) open.pop();
      else return taint;
    }
  }

  /** Those that depend on each other: all of them again, as long as something new is found. */
  #cutsGrow(): boolean {
    const { size } = this.#cuts;
    let grow = false;
    // The last first: the others depend on it.
    for (const [own, again] of [...this.#cuts].toReversed()) {
      const before = own.taint;
      grow = !isSame(before, this.#resolve(again)) || this.#changed || grow;
    }
    return !this.#isTooLong && (grow || this.#cuts.size > size);
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
    return this.#changed && this.#leftOut >= depth && !this.#isTooLong;
  }

  #leaveOut(depth: number, taint: Taint): Taint {
    this.#leftOut = Math.min(this.#leftOut, depth);
    return taint;
  }

  #reopen(from: number): void {
    for (const each of this.#open.splice(from)) each.leftOut = OUTDATED;
  }

  /** Nothing further out has a part in it. */
  #settle(found: Iterable<Found>, from: number): void {
    for (const each of [...found, ...this.#open.splice(from)]) each.leftOut = Infinity;
  }
}
