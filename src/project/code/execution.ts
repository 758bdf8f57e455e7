import type { Code, Located, LocatedFunction, Step } from '../../model/code.js';
import type { CallValue, FunctionFact, Value } from '../../model/facts.js';
import type { SourceFile } from '../../model/project.js';

/**
 * Calls in the order they run: into the project's own functions, then into functions that were handed over, which run
 * at some time after. Branches are taken as they are written, and each function is entered once.
 */
export function* execution(code: Code, start: LocatedFunction): Generator<Step> {
  yield* enter(code, start, [], new Set());
}

function* enter(
  code: Code,
  { file, function: entered }: LocatedFunction,
  chain: readonly Located<CallValue>[],
  seen: Set<FunctionFact>,
): Generator<Step> {
  if (seen.has(entered)) return;
  seen.add(entered);
  const index = file.facts.functions.indexOf(entered);
  for (const value of callsIn(file, index)) {
    const call = { file, value };
    const target = code.target(call);
    yield { call, target, chain };
    const deeper = [...chain, call];
    if (target.is === 'function') yield* enter(code, target, deeper, seen);
    for (const callback of functionsIn(value.arguments)) {
      const found = file.facts.functions[callback];
      if (found) yield* enter(code, { file, function: found }, deeper, seen);
    }
  }
}

const CALLS = new WeakMap<SourceFile, ReadonlyMap<number, readonly CallValue[]>>();

function callsIn(file: SourceFile, index: number): readonly CallValue[] {
  let byFunction = CALLS.get(file);
  if (!byFunction) {
    const lists = new Map<number, CallValue[]>();
    for (const call of file.facts.calls) {
      const list = lists.get(call.within);
      if (list) list.push(call);
      else lists.set(call.within, [call]);
    }
    byFunction = lists;
    CALLS.set(file, byFunction);
  }
  return byFunction.get(index) ?? [];
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
