import type { Callback } from '../model/code.js';
import type { CallValue, Declaration, Value } from '../model/facts.js';
import { ITERATES, itemPosition } from '../model/iteration.js';
import type { SourceFile } from '../model/project.js';
import { argumentTaint, closuresGiven } from './contexts.js';
import { type Bindings, type FlowPolicy, NO_BINDINGS, type Tracker } from './policy.js';
import { atKey, boundTo, CLEAN, propertyOf, type Taint, union, withoutKeys } from './taint.js';
import { directCall } from './values/direct-call.js';
import { callbackOf, callsInside } from './values/functions.js';
import { argumentsOf } from './values/tagged.js';
import { eventName, HANDED } from './writes.js';

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
    const called = calledBack(tracker, each, around).map((taints) =>
      argumentTaint(fact, position, taints),
    );
    return union([handedOn(each, { position, rest }, of, policy), ...called]);
  });
  if (policy.parameter) return bound(union(handed));
  const calls = code
    .callers({ file, function: fact })
    .filter((call) => policy.isSink?.(call) !== true);
  const given = calls.map((call) =>
    argumentsOf(directCall(call, code)).map((value) =>
      value ? tracker.taintIn({ file: call.file, value }, NO_BINDINGS) : CLEAN,
    ),
  );
  return bound(union([...handed, ...given.map((taints) => argumentTaint(fact, position, taints))]));
}

/** What the project's own functions call a function with that they are given, in that call of them: `use(file, (open) => …)`. */
function calledBack(
  tracker: Tracker,
  { file, value, position }: Callback,
  bindings: Bindings,
): readonly (readonly Taint[])[] {
  const { code } = tracker;
  return code.implementations({ file, value }).flatMap((run) => {
    const isGiven = ({ callee }: CallValue) => {
      const origin = code.origin({ file: run.file, value: callee });
      return (
        origin.is === 'declared' &&
        origin.declaration.parameter === position &&
        run.file.facts.functions[origin.declaration.within] === run.function
      );
    };
    const calls = callsInside(run.file, run.function).filter(isGiven);
    if (calls.length === 0) return [];
    const taints = argumentsOf({ file, value }).map((part) =>
      part ? tracker.taintIn({ file, value: part }, bindings) : CLEAN,
    );
    const closures = closuresGiven({ file, value }, code, bindings);
    const inner = tracker.within(run, { taints, closures }, bindings);
    return calls.map((call) =>
      argumentsOf({ file: run.file, value: call }).map((part) =>
        part ? tracker.taintIn({ file: run.file, value: part }, inner) : CLEAN,
      ),
    );
  });
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
