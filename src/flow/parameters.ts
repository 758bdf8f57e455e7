import type { Declaration, FunctionFact, Value } from '../model/facts.js';
import type { SourceFile } from '../model/project.js';
import { type Bindings, NO_BINDINGS, type Tracker } from './policy.js';
import { atKey, boundTo, CLEAN, propertyOf, type Taint, union } from './taint.js';
import { writesIn } from './writes.js';

/** Methods of a list that call a function with its items. */
const ITERATES = /^(forEach|map|flatMap|filter|find|findLast|some|every|reduce)$/;

/** The taint of a parameter: of what a list or promise calls the function back with, else of the arguments of its calls. */
export function parameterTaint(
  tracker: Tracker,
  file: SourceFile,
  declaration: Declaration,
  bindings: Bindings,
): Taint {
  const { code, policy } = tracker;
  const fact = file.facts.functions[declaration.within];
  const position = declaration.parameter ?? 0;
  const of = (part: Value) => tracker.taintIn({ file, value: part }, bindings);
  const bound = (taint: Taint) => boundTo(taint, declaration, policy.keepsKey);
  const known = policy.parameter?.(declaration);
  if (known) return known;
  const callback = writesIn(file).callbacks.get(declaration.within);
  if (callback) {
    const { callee } = callback.call;
    if (callee.is !== 'member') return CLEAN;
    // What a stream or an emitter hands on is what it holds.
    if (/^(on|once)$/.test(callee.name) && callback.position === 1) return bound(of(callee.object));
    if (callback.position !== 0) return CLEAN;
    if (callee.name === 'then' && position === 0) return bound(of(callee.object));
    const item = callee.name === 'reduce' ? 1 : 0;
    if (!ITERATES.test(callee.name) || position !== item) return CLEAN;
    return bound(propertyOf(of(callee.object), '*', policy.keepsKey));
  }
  if (policy.parameter || !fact) return CLEAN;
  const calls = code
    .callers({ file, function: fact })
    .filter((call) => policy.isSink?.(call) !== true);
  const given = calls.map((call) =>
    call.value.arguments.map((value) => tracker.taintIn({ file: call.file, value }, NO_BINDINGS)),
  );
  return bound(union(given.map((taints) => argumentTaint(fact, position, taints))));
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
