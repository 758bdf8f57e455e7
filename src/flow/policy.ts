import type { Code, Located, LocatedFunction } from '../model/code.js';
import type { CallValue, Declaration, FunctionFact } from '../model/facts.js';
import type { Given } from './contexts.js';
import type { LocatedClass } from './fields.js';
import type { KeepsKey, Taint } from './taint.js';

/** What is tracked: its sources, what propagates it, and what ends it. */
export interface FlowPolicy {
  /** The taint that a value has by itself; undefined where that depends on what it consists of. */
  source?(value: Located): Taint | undefined;
  /** The taint of a parameter. A policy with it does not look for the calls of functions. */
  parameter?(parameter: Declaration): Taint | undefined;
  /** Whether a function has a source in it, for a policy with parameters. */
  begins?(called: LocatedFunction): boolean;
  keepsKey: KeepsKey;
  /** What is left of tainted data behind a rest element, beside these keys; without it, `keepsKey` decides. */
  rest?(keys: ReadonlySet<string>): Taint;
  /** Methods of a tainted text or list whose result is tainted. */
  methods: RegExp;
  /** Functions of other packages, as `externalName` tells them, whose result is tainted by any argument. */
  propagators?: RegExp;
  /** Names of functions whose result is clean. */
  sanitizers?: RegExp;
  /** Further calls whose result is clean. */
  cleans?(call: Located<CallValue>): boolean;
  /** What is left in the result of a call of what it is given; undefined where that is not known. */
  passes?(call: Located<CallValue>, given: () => Taint): Taint | undefined;
  /** What is computed of tainted numbers is tainted, and an item at a tainted position. */
  computes?: true;
  /** Properties that are a part of the text of their object: `searchParams` of a URL. */
  textParts?: RegExp;
  /** Calls whose arguments are checked at the call, and not tracked into the function. */
  isSink?(call: Located<CallValue>): boolean;
}

/** What an analysis is asked while it looks into a value: implemented by `TaintTracker`. */
export interface Tracker {
  readonly code: Code;
  readonly policy: FlowPolicy;
  taintIn(value: Located, bindings: Bindings): Taint;
  /** What holds in a function of the project that is called with these arguments. */
  within(called: LocatedFunction, given: Given, bindings: Bindings): Bindings;
  /** Of the result of such a call. */
  taintOfResult(called: LocatedFunction, given: Given, bindings: Bindings): Taint;
  /** Of a class and its instances, by the values of all fields. */
  taintOfFields(owner: LocatedClass): Taint;
}

/** A function, or an object with functions, and what the names in it stand for. */
export interface Closure {
  of: Located;
  bindings: Bindings;
}

/** What the parameters hold of a function that is being looked into, and of those that it is in. */
export interface Bindings {
  parameters: ReadonlyMap<Declaration, Taint>;
  /** The functions among its arguments, by position. */
  closures: ReadonlyMap<number, Closure>;
  function?: FunctionFact;
  outer?: Bindings;
  /** How many functions were handed on to each other on the way here. */
  depth: number;
}

export const NO_BINDINGS: Bindings = { parameters: new Map(), closures: new Map(), depth: 0 };

/** The bindings of the functions around another one: what its result depends on beside its arguments. */
export function bindingsAround({ file, function: inner }: LocatedFunction, at: Bindings): Bindings {
  const { functions } = file.facts;
  for (let owner = functions[inner.within]; owner; owner = functions[owner.within])
    for (let each: Bindings | undefined = at; each; each = each.outer)
      if (each.function === owner) return each;
  return NO_BINDINGS;
}
