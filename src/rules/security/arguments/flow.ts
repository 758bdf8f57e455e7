import type { Code, Located, LocatedFunction, Step } from '../../../model/code.js';
import type { CallValue, Declaration, FunctionFact } from '../../../model/facts.js';
import { Follow } from '../follow/follow.js';
import { hasThis } from '../follow/fields.js';
import { into, NOWHERE, type Ways } from '../follow/ways.js';
import { callsInside, parametersOf } from '../values/places.js';
import { plain, targetFrom } from '../values/plain.js';

/** Methods of a text, or of a list, whose result is still that text or a part of it. */
const METHODS =
  /^(trim|trimStart|trimEnd|toLowerCase|toUpperCase|toString|normalize|replace|replaceAll|slice|substring|substr|padStart|padEnd|at|split|filter|flat)$/;
/** Parts of a text that hold nothing of it. */
const COUNTS = /^(length|size)$/;

const MOST_ROUNDS = 3;

interface Entered extends LocatedFunction {
  chain: readonly Located<CallValue>[];
}

/** Where texts come in that the model writes. */
export interface Source {
  run: LocatedFunction | undefined;
  /** In its first parameter. */
  free: Ways;
}

/** What the arguments of one tool get to: with every function of the project that it is handed to. */
export class Flow {
  readonly #carried = new Map<Declaration, Ways>();
  readonly #entered = new Map<FunctionFact, Entered>();
  readonly #steps = new Map<CallValue, Step>();
  readonly #follow: Follow;
  /** More is carried than before. */
  #isNew = false;

  constructor(
    { run, free }: Source,
    readonly code: Code,
  ) {
    this.#follow = new Follow(code, {
      carried: (parameter) => this.#carried.get(parameter),
      keeps,
      methods: METHODS,
    });
    if (!run) return;
    for (const parameter of parametersOf(run.file, run.function)) {
      if (parameter.parameter === 0) this.#carry(parameter, into(free, parameter, keeps));
    }
    this.#enterAll([{ ...run, chain: [] }]);
    // What one method puts into a field, another that ran before may use the next time.
    for (let left = MOST_ROUNDS; left > 0 && this.#isNew && this.functions.some(hasThis); left--) {
      this.#isNew = false;
      this.#enterAll([...this.#entered.values()]);
    }
  }

  /** Calls that text from the arguments goes into. */
  get steps(): readonly Step[] {
    return [...this.#steps.values()];
  }

  /** The functions they stand in. */
  get functions(): readonly LocatedFunction[] {
    return [...this.#entered.values()];
  }

  /** Where in a value there is text from the arguments. */
  ways(value: Located): Ways {
    return this.#follow.ways(value);
  }

  #enterAll(queue: Entered[]): void {
    for (const entered of queue) queue.push(...this.#enter(entered));
  }

  /** The functions that get text from the arguments in this one, as far as that is news. */
  #enter(entered: Entered): Entered[] {
    const { file, chain } = entered;
    this.#entered.set(entered.function, entered);
    return callsInside(file, entered.function).flatMap((value) => {
      const { callee, arguments: given } = value;
      const parts = callee.is === 'member' ? [callee.object, ...given] : given;
      if (!parts.some((part) => this.ways({ file, value: part }).length > 0)) return [];
      const call = plain({ file, value }, this.code);
      const target = targetFrom(call, chain.at(-1), this.code);
      this.#steps.set(value, { call, target, chain });
      if (target.is !== 'function') return [];
      const isNews = this.#bind(call, target) || this.#isFilled(call, target);
      return isNews ? [{ ...target, chain: [...chain, call] }] : [];
    });
  }

  /** A method that was not entered yet, of an instance with text from the arguments in its fields. */
  #isFilled({ file, value: { callee } }: Located<CallValue>, target: LocatedFunction): boolean {
    return (
      callee.is === 'member' &&
      !this.#entered.has(target.function) &&
      hasThis(target) &&
      this.ways({ file, value: callee.object }).length > 0
    );
  }

  /** Takes what a call hands over into the function it runs; true where that is news. */
  #bind({ file, value }: Located<CallValue>, target: LocatedFunction): boolean {
    let isNews = false;
    for (const parameter of parametersOf(target.file, target.function)) {
      const given = value.arguments[parameter.parameter ?? 0];
      if (!given || given.is === 'spread') continue;
      if (this.#carry(parameter, into(this.ways({ file, value: given }), parameter, keeps)))
        isNews = true;
    }
    return isNews;
  }

  #carry(declaration: Declaration, ways: Ways): boolean {
    const known = this.#carried.get(declaration) ?? NOWHERE;
    const fresh = ways.filter((way) => !known.some((each) => same(each, way)));
    if (fresh.length > 0) {
      this.#carried.set(declaration, [...known, ...fresh]);
      this.#follow.forget();
      this.#isNew = true;
    }
    return fresh.length > 0;
  }
}

const keeps = (key: string) => !COUNTS.test(key);

const same = (one: readonly string[], other: readonly string[]) =>
  one.length === other.length && one.every((key, index) => key === other[index]);
