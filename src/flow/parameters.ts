import type { Callback } from '../model/code.js';
import type { Declaration, FunctionFact, Value } from '../model/facts.js';
import type { SourceFile } from '../model/project.js';
import { type Bindings, type FlowPolicy, NO_BINDINGS, type Tracker } from './policy.js';
import { atKey, boundTo, CLEAN, propertyOf, type Taint, union, withoutKeys } from './taint.js';
import { callbackOf } from './values/functions.js';
import { argumentsOf } from './values/tagged.js';
import { eventName, HANDED, ITERATES, itemPosition } from './writes.js';

const HANDED_ON: ReadonlySet<string> = new Set([HANDED]);

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
  const bound = (taint: Taint) => boundTo(taint, declaration, policy.keepsKey);
  const known = policy.parameter?.(declaration);
  if (known) return known;
  if (!fact) return CLEAN;
  const isWritten = callbackOf(code, file, declaration.within) !== undefined;
  if (policy.parameter && !isWritten) return CLEAN;
  const { rest = false } = fact.parameters[position] ?? {};
  const handed = code.handed({ file, function: fact }).map((each) => {
    const around = each.file === file ? bindings : NO_BINDINGS;
    const of = (part: Value) => tracker.taintIn({ file: each.file, value: part }, around);
    return handedOn(each, { position, rest }, of, policy);
  });
  if (isWritten) return bound(union(handed));
  const calls = code
    .callers({ file, function: fact })
    .filter((call) => policy.isSink?.(call) !== true);
  const given = calls.map((call) =>
    argumentsOf(call).map((value) =>
      value ? tracker.taintIn({ file: call.file, value }, NO_BINDINGS) : CLEAN,
    ),
  );
  return bound(union([...handed, ...given.map((taints) => argumentTaint(fact, position, taints))]));
}

/** What a list, a promise or a stream calls a function back with. */
export function handedOn(
  { value: { callee, arguments: given }, position: at }: Callback,
  { position, rest }: { position: number; rest: boolean },
  of: (part: Value) => Taint,
  { keepsKey }: FlowPolicy,
): Taint {
  if (callee.is !== 'member') return CLEAN;
  // What a stream or an emitter hands on is what it holds.
  if (/^(on|once|addListener)$/.test(callee.name) && at === 1) {
    const held = of(callee.object);
    const way = [HANDED, eventName(given[0]), rest ? '*' : String(position)];
    const handed = way.reduce((taint, key) => propertyOf(taint, key, () => false), held);
    return union([withoutKeys(held, HANDED_ON), rest ? atKey('*', handed) : handed]);
  }
  if (at !== 0) return CLEAN;
  if (callee.name === 'then' && position === 0) return of(callee.object);
  if (!ITERATES.test(callee.name) || position !== itemPosition(callee.name)) return CLEAN;
  return propertyOf(of(callee.object), '*', keepsKey);
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
