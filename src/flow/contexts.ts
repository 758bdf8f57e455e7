import type { Code, Located, LocatedFunction } from '../model/code.js';
import type { CallValue, FunctionFact, Value } from '../model/facts.js';
import { type Bindings, type Closure, type FlowPolicy, NO_BINDINGS } from './policy.js';
import { atKey, boundTo, CLEAN, type Taint, union } from './taint.js';
import { parametersOf } from './values/functions.js';
import { partOf } from './values/passed.js';
import { argumentsOf } from './values/tagged.js';

/** A function that calls itself with ever new functions: these no longer know what is around them. */
const DEEPEST = 4;

/** What a function is called with. */
export interface Given {
  taints: readonly Taint[];
  /** The arguments that are functions or hold some, by position. */
  closures: ReadonlyMap<number, Closure>;
}

/** Calls of a function with the same taints and functions are the same: each has one result. */
export class Contexts {
  readonly #known = new WeakMap<Bindings, WeakMap<FunctionFact, Map<string, Bindings>>>();
  readonly #ids = new WeakMap<object, number>();
  #last = 0;

  of(
    { file, function: called }: LocatedFunction,
    { taints, closures }: Given,
    outer: Bindings,
    { keepsKey }: FlowPolicy,
  ): Bindings {
    const byFunction = this.#known.get(outer) ?? new WeakMap<FunctionFact, Map<string, Bindings>>();
    this.#known.set(outer, byFunction);
    const known = byFunction.get(called) ?? new Map<string, Bindings>();
    byFunction.set(called, known);
    const handed = [...closures].map(([position, { of, bindings }]) =>
      [position, this.#idOf(of.value), this.#idOf(bindings)].join(' '),
    );
    const key = JSON.stringify([taints, handed]);
    let context = known.get(key);
    if (!context) {
      const parameters = parametersOf(file, called).map((parameter) => {
        const taint = argumentTaint(called, parameter.parameter ?? 0, taints);
        return [parameter, boundTo(taint, parameter, keepsKey)] as const;
      });
      const depths = [...closures.values()].map(({ bindings }) => bindings.depth + 1);
      const depth = Math.max(outer.depth, ...depths);
      const all = new Map([...outer.parameters, ...parameters]);
      context = { parameters: all, function: called, outer, closures, depth };
      known.set(key, context);
    }
    return context;
  }

  #idOf(value: object): number {
    const id = this.#ids.get(value) ?? ++this.#last;
    this.#ids.set(value, id);
    return id;
  }
}

/** The functions among the arguments of a call, with what the names in them stand for. */
export function closuresGiven(
  call: Located<CallValue>,
  code: Code,
  bindings: Bindings,
): ReadonlyMap<number, Closure> {
  const found = new Map<number, Closure>();
  for (const [position, value] of argumentsOf(call).entries()) {
    if (!value) continue;
    const given = { file: call.file, value };
    const passed = closureOf(given, code, bindings);
    const around = bindings.depth < DEEPEST ? bindings : NO_BINDINGS;
    if (passed) found.set(position, passed);
    else if (holdsFunction(given, code)) found.set(position, { of: given, bindings: around });
  }
  return found;
}

/** What a parameter, or a part of it, is in the call that is looked into; undefined where that is no function that is known. */
export function closureOf(of: Located, code: Code, bindings: Bindings): Closure | undefined {
  if (of.value.is !== 'name' && of.value.is !== 'member') return undefined;
  const origin = code.origin(of);
  if (origin.is !== 'declared' || origin.declaration.kind !== 'parameter') return undefined;
  const { file, declaration, path } = origin;
  const owner = file.facts.functions[declaration.within];
  for (let each: Bindings | undefined = bindings; each; each = each.outer) {
    if (each.function !== owner) continue;
    const closure = each.closures.get(declaration.parameter ?? -1);
    const keys = [...declaration.path, ...(path === '' ? [] : path.split('.'))];
    const part = keys.reduce((at, key) => at && partOf(at, key, code), closure?.of);
    return closure && part && { ...closure, of: part };
  }
  return undefined;
}

/** The taint of one parameter, by that of all arguments of a call. */
export const argumentTaint = (
  { parameters }: FunctionFact,
  position: number,
  given: readonly Taint[],
): Taint =>
  parameters[position]?.rest
    ? atKey('*', union(given.slice(position)))
    : (given[position] ?? CLEAN);

function holdsFunction({ file, value }: Located, code: Code): boolean {
  const isFunction = (each: Value) =>
    each.is === 'function' ||
    (/^(name|member)$/.test(each.is) && code.functions({ file, value: each }).length > 0);
  return value.is === 'object'
    ? value.entries.some((entry) => isFunction(entry.value))
    : isFunction(value);
}
