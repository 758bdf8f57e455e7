import { callsInside } from '../../../flow/values/functions.js';
import type { Code, LocatedFunction } from '../../../model/code.js';
import type { FunctionFact } from '../../../model/facts.js';

const WORKERS = new WeakMap<FunctionFact, LocatedFunction | null>();

/** The function that does the work of one that only calls another one; null where they only call each other. */
export function workerOf(start: LocatedFunction, code: Code): LocatedFunction | null {
  const passed = new Set<FunctionFact>();
  const remembered = (worker: LocatedFunction | null) => {
    for (const one of passed) WORKERS.set(one, worker);
    return worker;
  };
  for (let at = start; !passed.has(at.function);) {
    const known = WORKERS.get(at.function);
    if (known !== undefined) return remembered(known);
    passed.add(at.function);
    const next = handedOnTo(at, code);
    if (!next) return remembered(at);
    at = next;
  }
  return remembered(null);
}

function handedOnTo(
  { file, function: made }: LocatedFunction,
  code: Code,
): LocatedFunction | undefined {
  const [call, ...others] = callsInside(file, made);
  const [returned, ...more] = made.returned;
  if (!call || call !== returned || others.length + more.length > 0) return undefined;
  const target = code.target({ file, value: call });
  return target.is === 'function' && target.function !== made ? target : undefined;
}
