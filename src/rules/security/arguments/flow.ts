import type { Code, Located, LocatedFunction, Step } from '../../../model/code.js';
import type { CallValue, Declaration, FunctionFact, Value } from '../../../model/facts.js';
import { foreignName } from '../values/origins.js';
import { callsInside, parametersOf } from '../values/places.js';
import { ALL, begins, HELD, holds, into, joined, NOWHERE, step, under, type Ways } from './ways.js';

const DEEPEST = 30;
/** Operators whose result is one of their parts, or holds it. */
const CARRIES = /^(\?\?|\|\||&&|\?:|await|,)$/;
/** Methods of a text, or of a list, whose result is still that text or a part of it. */
const TEXT_METHODS =
  /^(trim|trimStart|trimEnd|toLowerCase|toUpperCase|toString|normalize|replace|replaceAll|slice|substring|substr|concat|padStart|padEnd|at|split|join|map|filter|flat)$/;
/** Functions whose result begins with what went in first. */
const FIRST =
  /^(#String|#decodeURIComponent|#decodeURI|#URL|node:url#(URL|fileURLToPath|pathToFileURL)|node:path(\/posix|\/win32)?#((posix|win32)\.)?(join|normalize|dirname))$/;
/** Functions whose result any of their arguments can take over. */
const ANY =
  /^(#Object\.(values|entries|assign)|node:path(\/posix|\/win32)?#((posix|win32)\.)?resolve)$/;

interface Entered extends LocatedFunction {
  chain: readonly Located<CallValue>[];
}

/** Where texts come in that the model writes. */
export interface Source {
  run: LocatedFunction | undefined;
  /** In its first parameter. */
  free: Ways;
}

/** What the arguments of one tool get to: followed through names, parameters and texts, lost in results of functions. */
export class Flow {
  readonly #carried = new Map<Declaration, Ways>();
  readonly #entered = new Map<FunctionFact, Entered>();
  readonly #steps = new Map<CallValue, Step>();

  constructor(
    { run, free }: Source,
    readonly code: Code,
  ) {
    if (!run) return;
    for (const parameter of parametersOf(run.file, run.function)) {
      if (parameter.parameter === 0) this.#carry(parameter, into(free, parameter));
    }
    const queue: Entered[] = [{ ...run, chain: [] }];
    for (const entered of queue) queue.push(...this.#enter(entered));
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
  ways({ file, value }: Located, depth = 0): Ways {
    if (depth > DEEPEST) return NOWHERE;
    const of = (part: Value) => this.ways({ file, value: part }, depth + 1);
    switch (value.is) {
      case 'name': {
        const declaration = file.facts.declarations[value.declaration];
        if (!declaration) return NOWHERE;
        const known = this.#carried.get(declaration);
        if (known) return known;
        const { init, kind } = declaration;
        return init && kind !== 'parameter' && kind !== 'import'
          ? into(of(init), declaration)
          : NOWHERE;
      }
      case 'member':
        return step(of(value.object), value.name);
      case 'template': {
        const [start = ''] = value.chunks;
        const values = value.values.map(of);
        return joined(start === '' ? values : [NOWHERE, ...values]);
      }
      case 'object':
        return value.entries.flatMap((entry) =>
          entry.is === 'entry' ? under(entry.key, of(entry.value)) : of(entry.value),
        );
      case 'array':
        return value.items.flatMap((item) => (item ? under('*', of(item)) : NOWHERE));
      case 'spread':
        return step(of(value.value), '*');
      case 'compound': {
        if (value.operator === '+') return joined(value.parts.map(of));
        const parts = value.operator === '?:' ? value.parts.slice(1) : value.parts;
        return CARRIES.test(value.operator) ? parts.flatMap(of) : NOWHERE;
      }
      case 'call':
        return this.#result({ file, value }, of);
      default:
        return NOWHERE;
    }
  }

  #result({ file, value }: Located<CallValue>, of: (part: Value) => Ways): Ways {
    const { callee, arguments: given } = value;
    if (callee.is === 'member' && TEXT_METHODS.test(callee.name)) {
      const { object, name } = callee;
      if (name === 'join' && object.is === 'array') {
        return joined(object.items.map((item) => (item ? of(item) : NOWHERE)));
      }
      const [callback] = given;
      if (name === 'map' && callback && this.#isMade({ file, value: callback })) return NOWHERE;
      const ways = of(object);
      if (begins(step(ways, '*'))) return ALL;
      const isFilled = /^(replace|replaceAll|concat)$/.test(name) && given.map(of).some(holds);
      return holds(ways) || isFilled ? HELD : NOWHERE;
    }
    const name = foreignName(this.code, { file, value: callee });
    if (name === undefined) return NOWHERE;
    if (FIRST.test(name)) return joined(given.map(of));
    return ANY.test(name) && given.map(of).some((ways) => ways.length > 0) ? ALL : NOWHERE;
  }

  /** What comes out of a function is something else: `map(encodeURIComponent)`, `map((id) => Number(id))`. */
  #isMade(callback: Located): boolean {
    const isMaker = (of: Located) => {
      const name = foreignName(this.code, of);
      return name !== undefined && !FIRST.test(name) && !ANY.test(name);
    };
    if (isMaker(callback)) return true;
    const made = this.code.functions(callback).findLast((each) => each.function.body);
    const returned = made?.function.returned ?? [];
    return (
      made !== undefined &&
      returned.length > 0 &&
      returned.every(
        (value) => value.is === 'call' && isMaker({ file: made.file, value: value.callee }),
      )
    );
  }

  /** The functions that get text from the arguments in this one, as far as that is news. */
  #enter(entered: Entered): Entered[] {
    const { file, chain } = entered;
    this.#entered.set(entered.function, entered);
    return callsInside(file, entered.function).flatMap((value) => {
      const { callee, arguments: given } = value;
      const parts = callee.is === 'member' ? [callee.object, ...given] : given;
      if (!parts.some((part) => this.ways({ file, value: part }).length > 0)) return [];
      const call = { file, value };
      const target = this.code.target(call);
      this.#steps.set(value, { call, target, chain });
      if (target.is !== 'function') return [];
      return this.#bind(call, target) ? [{ ...target, chain: [...chain, call] }] : [];
    });
  }

  /** Takes what a call hands over into the function it runs; true where that is news. */
  #bind({ file, value }: Located<CallValue>, target: LocatedFunction): boolean {
    let isNews = false;
    for (const parameter of parametersOf(target.file, target.function)) {
      const given = value.arguments[parameter.parameter ?? 0];
      if (!given || given.is === 'spread') continue;
      if (this.#carry(parameter, into(this.ways({ file, value: given }), parameter))) isNews = true;
    }
    return isNews;
  }

  #carry(declaration: Declaration, ways: Ways): boolean {
    const known = this.#carried.get(declaration) ?? NOWHERE;
    const fresh = ways.filter((way) => !known.some((each) => same(each, way)));
    if (fresh.length > 0) this.#carried.set(declaration, [...known, ...fresh]);
    return fresh.length > 0;
  }
}

const same = (one: readonly string[], other: readonly string[]) =>
  one.length === other.length && one.every((key, index) => key === other[index]);
