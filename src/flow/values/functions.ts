import type { Callback, Code, LocatedFunction } from '../../model/code.js';
import type { CallValue, Declaration, FunctionFact, Value } from '../../model/facts.js';
import type { SourceFile } from '../../model/project.js';
import { contains } from './spans.js';

const PARAMETERS = new WeakMap<SourceFile, ReadonlyMap<FunctionFact, readonly Declaration[]>>();

/** The names that the parameters of a function bring into scope. */
export function parametersOf(file: SourceFile, fact: FunctionFact): readonly Declaration[] {
  let byFunction = PARAMETERS.get(file);
  if (!byFunction) {
    const lists = new Map<FunctionFact, Declaration[]>();
    for (const declaration of file.facts.declarations) {
      const owner = file.facts.functions[declaration.within];
      if (declaration.parameter === undefined || !owner) continue;
      const list = lists.get(owner);
      if (list) list.push(declaration);
      else lists.set(owner, [declaration]);
    }
    byFunction = lists;
    PARAMETERS.set(file, byFunction);
  }
  return byFunction.get(fact) ?? [];
}

/** The call that a function is written in as an argument: `list.map((item) => …)`. */
export function callbackOf(code: Code, file: SourceFile, within: number): Callback | undefined {
  const made = file.facts.functions[within];
  const handed = made ? code.handed({ file, function: made }) : [];
  return handed.find(({ value, position }) => value.arguments[position]?.is === 'function');
}

/** The function that contains a call, and those around that one, innermost first. */
export function functionsAround(file: SourceFile, { within }: CallValue): FunctionFact[] {
  const around: FunctionFact[] = [];
  for (let index = within; index >= 0;) {
    const fact = file.facts.functions[index];
    if (!fact) break;
    around.push(fact);
    index = fact.within;
  }
  return around;
}

const CALLS = new WeakMap<SourceFile, ReadonlyMap<FunctionFact, readonly CallValue[]>>();

/** The calls in a function and in the functions in it, in the order they are evaluated. */
export function callsInside(file: SourceFile, fact: FunctionFact): readonly CallValue[] {
  let byFunction = CALLS.get(file);
  if (!byFunction) {
    const lists = new Map<FunctionFact, CallValue[]>();
    for (const call of file.facts.calls) {
      for (const around of functionsAround(file, call)) {
        const list = lists.get(around);
        if (list) list.push(call);
        else lists.set(around, [call]);
      }
    }
    byFunction = lists;
    CALLS.set(file, byFunction);
  }
  return byFunction.get(fact) ?? [];
}

/** What a generator yields. */
export const yieldedIn = ({ file, function: made }: LocatedFunction): readonly Value[] =>
  made.generator
    ? file.facts.operations.filter((each) => each.operator === 'yield' && contains(made, each))
    : [];
