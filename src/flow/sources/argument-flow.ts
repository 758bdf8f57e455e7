import type { Code, Located, LocatedFunction, Step } from '../../model/code.js';
import type { CallValue, Declaration, FunctionFact } from '../../model/facts.js';
import { hasThis } from '../fields.js';
import { boundTo, CLEAN, type Taint } from '../taint.js';
import { argumentTaint } from '../contexts.js';
import { handedOn } from '../parameters.js';
import type { FlowPolicy } from '../policy.js';
import { TaintTracker } from '../tracker.js';
import { directCall, targetInContext } from '../values/direct-call.js';
import { lastName } from '../values/children.js';
import { externalName } from '../values/external-name.js';
import { callsInside, parametersOf } from '../values/functions.js';
import { argumentsOf } from '../values/tagged.js';

/** Methods of a text or a list whose result is that text or a part of it. */
const METHODS =
  /^(trim|trimStart|trimEnd|toLowerCase|toUpperCase|toString|normalize|replace|replaceAll|slice|substring|substr|padStart|padEnd|at|split|match|matchAll|filter|flat)$/;
/** Properties of a text that hold nothing of it. */
const COUNTS = /^(length|size)$/;

/** Each finds a field that depends on one more method. */
const MOST_ROUNDS = 20;
const NO_FORMS: ReadonlyMap<CallValue, Taint> = new Map();

interface EnteredFunction extends LocatedFunction {
  chain: readonly Located<CallValue>[];
}

/** Where text enters that the model writes. */
export interface ArgumentSource {
  run: LocatedFunction | undefined;
  /** Of its first parameter. */
  taint: Taint;
  /** Values that users enter into forms, by the call that shows the form: a client can let the model fill it in. */
  forms?: ReadonlyMap<CallValue, Taint>;
  /** Calls that make an argument harmless for one purpose. */
  cleans?: FlowPolicy['cleans'];
}

/** Forward analysis: all calls that the arguments of one tool reach, in every function of the project they are passed to. */
export class ArgumentFlow {
  readonly #parameters = new Map<Declaration, Taint>();
  readonly #entered = new Map<FunctionFact, EnteredFunction>();
  readonly #steps = new Map<CallValue, Step>();
  readonly #tracker: TaintTracker;
  /** What the arguments are given to. */
  readonly run: LocatedFunction | undefined;
  #hasGrown = false;

  constructor(
    { run, taint, forms = NO_FORMS, cleans }: ArgumentSource,
    readonly code: Code,
  ) {
    this.#tracker = new TaintTracker(code, {
      source: (value) =>
        value.value.is === 'call'
          ? (forms.get(value.value) ?? (isQueryText(value, code) ? CLEAN : undefined))
          : undefined,
      begins: ({ file, function: called }) =>
        forms.size > 0 && callsInside(file, called).some((call) => forms.has(call)),
      parameter: (parameter) => this.#parameters.get(parameter),
      keepsKey,
      methods: METHODS,
      cleans: (call) => cleans?.(call) === true || picksWords(call, code),
    });
    this.run = run;
    if (!run) return;
    for (const parameter of parametersOf(run.file, run.function)) {
      if (parameter.parameter === 0) this.#add(parameter, boundTo(taint, parameter, keepsKey));
    }
    this.#enterAll([{ ...run, chain: [] }]);
    // A method may read a field that another one writes later: it runs again with what the field holds then.
    for (let round = 1; this.#hasGrown && this.functions.some(hasThis); round++) {
      if (round > MOST_ROUNDS) {
        const [value] = run.function.returned;
        if (value) code.notFollowed({ file: run.file, value });
        break;
      }
      this.#hasGrown = false;
      this.#enterAll([...this.#entered.values()]);
    }
  }

  /** Calls with a tainted argument, or of a method of a tainted object. */
  get steps(): readonly Step[] {
    return [...this.#steps.values()];
  }

  /** The functions that these calls are in. */
  get functions(): readonly LocatedFunction[] {
    return [...this.#entered.values()];
  }

  taint(value: Located): Taint {
    return this.#tracker.taint(value);
  }

  #enterAll(queue: EnteredFunction[]): void {
    for (const entered of queue) queue.push(...this.#enter(entered));
  }

  /** The functions called in this one whose parameters have more taint than before. */
  #enter(entered: EnteredFunction): EnteredFunction[] {
    const { file, chain } = entered;
    this.#entered.set(entered.function, entered);
    return callsInside(file, entered.function).flatMap((value) => {
      const { callee, arguments: given } = value;
      const parts = callee.is === 'member' ? [callee.object, ...given] : given;
      if (!parts.some((part) => this.taint({ file, value: part }).length > 0)) return [];
      const call = directCall({ file, value }, this.code);
      const target = targetInContext(call, chain.at(-1), this.code);
      this.#steps.set(value, { call, target, chain });
      const runs = target.is === 'function' ? [target] : this.code.implementations(call);
      if (runs.length === 0) return this.#callBack(call, chain);
      return runs.flatMap((run) => {
        const isNew = this.#bind(call, run) || this.#isMethodOfTainted(call, run);
        return isNew ? [{ ...run, chain: [...chain, call] }] : [];
      });
    });
  }

  /** `ids.map(load)`: the functions that a list or a promise calls back, where their parameters have more taint than before. */
  #callBack(call: Located<CallValue>, chain: Step['chain']): EnteredFunction[] {
    const { file, value } = call;
    return value.arguments.flatMap((given, position) => {
      const made =
        given.is === 'name' || given.is === 'member'
          ? this.code.functions({ file, value: given }).findLast((each) => each.function.body)
          : undefined;
      if (!made) return [];
      const isNew = parametersOf(made.file, made.function).map((parameter) => {
        const handed = handedOn(
          { file, value, position },
          {
            position: parameter.parameter ?? 0,
            rest: made.function.parameters[parameter.parameter ?? 0]?.rest ?? false,
          },
          (part) => this.taint({ file, value: part }),
          this.#tracker.policy,
        );
        return this.#add(parameter, boundTo(handed, parameter, keepsKey));
      });
      return isNew.includes(true) ? [{ ...made, chain: [...chain, call] }] : [];
    });
  }

  /** A method that was not entered yet, of an instance with tainted fields. */
  #isMethodOfTainted(
    { file, value: { callee } }: Located<CallValue>,
    target: LocatedFunction,
  ): boolean {
    return (
      callee.is === 'member' &&
      !this.#entered.has(target.function) &&
      hasThis(target) &&
      this.taint({ file, value: callee.object }).length > 0
    );
  }

  /** Adds the taint of the arguments to the parameters of the called function; true where they have more than before. */
  #bind(call: Located<CallValue>, target: LocatedFunction): boolean {
    let isNew = false;
    const given = argumentsOf(call).map((value) =>
      value && value.is !== 'spread' ? this.taint({ file: call.file, value }) : CLEAN,
    );
    for (const parameter of parametersOf(target.file, target.function)) {
      const taint = argumentTaint(target.function, parameter.parameter ?? 0, given);
      if (this.#add(parameter, boundTo(taint, parameter, keepsKey))) isNew = true;
    }
    return isNew;
  }

  #add(parameter: Declaration, taint: Taint): boolean {
    const known = this.#parameters.get(parameter) ?? CLEAN;
    const fresh = taint.filter((path) => !known.some((each) => isSamePath(each, path)));
    if (fresh.length > 0) {
      this.#parameters.set(parameter, [...known, ...fresh]);
      this.#tracker.reset();
      this.#hasGrown = true;
    }
    return fresh.length > 0;
  }
}

/** A pattern without `.`, `/`, `\S` and `[^…]`. */
const OF_WORDS = /^\/(?!.*\[\^)(?:\\[dwb]|[\w^$()?:<>|+*{},[\]-])+\/\w*$/;

/** `id.match(/^\d+$/)` leaves out all that has a meaning in paths, addresses and statements. */
function picksWords({ file, value }: Located<CallValue>, code: Code): boolean {
  const { callee, arguments: given } = value;
  const [first] = given;
  if (callee.is !== 'member' || !/^(match(All)?|exec)$/.test(callee.name) || !first) return false;
  const regexp = callee.name === 'exec' ? callee.object : first;
  const { value: pattern } = code.resolve({ file, value: regexp });
  return pattern.is === 'literal' && OF_WORDS.test(String(pattern.value));
}

/** `new URLSearchParams(…).toString()` is encoded. */
function isQueryText({ file, value }: Located, code: Code): boolean {
  if (value.is !== 'call' || value.callee.is !== 'member' || value.callee.name !== 'toString')
    return false;
  const query = code.resolve({ file, value: value.callee.object });
  const { value: made } = query;
  return made.is === 'call'
    ? externalName(code, { file: query.file, value: made.callee }) === '#URLSearchParams'
    : lastName(made) === 'searchParams';
}

const keepsKey = (key: string) => !COUNTS.test(key);

const isSamePath = (one: readonly string[], other: readonly string[]) =>
  one.length === other.length && one.every((key, index) => key === other[index]);
