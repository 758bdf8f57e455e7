import type { Code, Located, LocatedFunction, Step, Target } from '../../model/code.js';
import type { CallValue, FunctionFact, Value } from '../../model/facts.js';
import type { SourceFile } from '../../model/project.js';

/**
 * Calls in the order they run: into the project's own functions, then into functions that were handed over, which run
 * at some time after. Branches are taken as they are written, and each function is entered once.
 */
export function* execution(code: Code, start: LocatedFunction): Generator<Step> {
  const seen = new Set<FunctionFact>();
  // A list and not recursion: functions can call each other deeper than the stack is.
  const open: Iterator<Step | Entered>[] = [enter(code, start, seen)];
  for (let last = open.at(-1); last; last = open.at(-1)) {
    const next = last.next();
    if (next.done) open.pop();
    else if ('target' in next.value) yield next.value;
    else open.push(enter(code, next.value, seen));
  }
}

interface Entered extends LocatedFunction {
  by?: LinkedStep;
}

/** It lists the calls that led to it where that is asked: the lists of all steps grow with the square of their depth. */
class LinkedStep implements Step {
  constructor(
    readonly call: Located<CallValue>,
    readonly target: Target,
    readonly by: LinkedStep | undefined,
  ) {}

  get chain(): readonly Located<CallValue>[] {
    const chain: Located<CallValue>[] = [];
    for (let step = this.by; step; step = step.by) chain.push(step.call);
    return chain.reverse();
  }
}

/** The calls of a function, and the functions that are entered between them. */
function* enter(
  code: Code,
  { file, function: entered, by }: Entered,
  seen: Set<FunctionFact>,
): Generator<Step | Entered> {
  if (seen.has(entered)) return;
  seen.add(entered);
  for (const value of callsIn(file, entered)) {
    const call = { file, value };
    const target = code.target(call);
    const step = new LinkedStep(call, target, by);
    yield step;
    if (target.is === 'function') yield { file: target.file, function: target.function, by: step };
    for (const callback of functionsIn(value.arguments)) {
      const found = file.facts.functions[callback];
      if (found) yield { file, function: found, by: step };
    }
  }
}

const CALLS = new WeakMap<SourceFile, ReadonlyMap<FunctionFact, readonly CallValue[]>>();

function callsIn(file: SourceFile, entered: FunctionFact): readonly CallValue[] {
  let byFunction = CALLS.get(file);
  if (!byFunction) {
    const lists = new Map<FunctionFact, CallValue[]>();
    for (const call of file.facts.calls) {
      const owner = file.facts.functions[call.within];
      if (!owner) continue;
      const list = lists.get(owner);
      if (list) list.push(call);
      else lists.set(owner, [call]);
    }
    byFunction = lists;
    CALLS.set(file, byFunction);
  }
  return byFunction.get(entered) ?? [];
}

/** Functions written among the arguments, also in objects and arrays. */
function functionsIn(values: readonly (Value | null)[]): number[] {
  return values.flatMap((value) => {
    switch (value?.is) {
      case 'function':
        return [value.function];
      case 'object':
        return functionsIn(value.entries.map((entry) => entry.value));
      case 'array':
        return functionsIn(value.items);
      default:
        return [];
    }
  });
}
