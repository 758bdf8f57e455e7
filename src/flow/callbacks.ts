import type { Located } from '../model/code.js';
import type { CallValue, Value } from '../model/facts.js';
import { closureOf, closuresGiven } from './contexts.js';
import { type Bindings, type Closure, NO_BINDINGS, type Tracker } from './policy.js';
import { atKey, CLEAN, propertyOf, type Taint, union } from './taint.js';
import { externalName } from './values/external-name.js';
import { passedTo } from './values/passed.js';
import { argumentsOf } from './values/tagged.js';

/** Functions whose result begins with their first argument. */
export const FIRST =
  /^(#String|#encodeURI|#decodeURIComponent|#decodeURI|#URL|#Request|node:url#(URL|fileURLToPath|pathToFileURL)|node:path(\/posix|\/win32)?#((posix|win32)\.)?(join|normalize|dirname))$/;

/** A list of what a function returns for each item: `map(encodeURIComponent)`, `map((id) => Number(id))`. */
export function mapped(
  tracker: Tracker,
  callback: Located,
  list: Taint,
  bindings: Bindings,
): Taint {
  const { code, policy } = tracker;
  const item = propertyOf(list, '*', policy.keepsKey);
  const result = resultOfCallback(tracker, callback, bindings, [item]);
  if (result) return atKey('*', result);
  const name = externalName(code, callback);
  const isSame = name !== undefined && (FIRST.test(name) || policy.propagators?.test(name));
  return isSame ? atKey('*', item) : CLEAN;
}

/** What a list is put together to, by a function that gets what there is and an item. */
export function reduced(
  tracker: Tracker,
  { file, value }: Located<CallValue>,
  list: Taint,
  bindings: Bindings,
): Taint {
  const [callback, initial] = value.arguments;
  if (!callback) return CLEAN;
  const item = propertyOf(list, '*', tracker.policy.keepsKey);
  const start = initial ? tracker.taintIn({ file, value: initial }, bindings) : item;
  const once =
    resultOfCallback(tracker, { file, value: callback }, bindings, [start, item]) ?? CLEAN;
  const again =
    resultOfCallback(tracker, { file, value: callback }, bindings, [once, item]) ?? CLEAN;
  return union([once, again]);
}

/** The result of a function that another one calls back; undefined where it is neither of the project nor a source. */
export function resultOfCallback(
  tracker: Tracker,
  callback: Located,
  bindings: Bindings,
  taints: readonly Taint[] = [],
  closures: ReadonlyMap<number, Closure> = new Map(),
): Taint | undefined {
  const handed = closureOf(callback, tracker.code, bindings);
  if (handed) return resultOfCallback(tracker, handed.of, handed.bindings, taints, closures);
  const found = tracker.code.functions(callback).findLast((each) => each.function.body);
  if (found) return tracker.taintOfResult(found, { taints, closures }, bindings);
  const { file, value } = callback;
  const isNamed = value.is === 'name' || value.is === 'member';
  return isNamed ? tracker.policy.source?.({ file, value: callOf(value) }) : undefined;
}

/** What a call of a parameter returns: of the function that is passed to it, else of all that any call passes. */
export function resultOfPassed(
  tracker: Tracker,
  call: Located<CallValue>,
  bindings: Bindings,
): Taint | undefined {
  const { code, policy } = tracker;
  const { file, value } = call;
  const callee = { file, value: value.callee };
  const taints = argumentsOf(call).map((part) =>
    part ? tracker.taintIn({ file, value: part }, bindings) : CLEAN,
  );
  const closures = closuresGiven(call, code, bindings);
  if (closureOf(callee, code, bindings))
    return resultOfCallback(tracker, callee, bindings, taints, closures);
  const passed = policy.parameter ? [] : passedTo(callee, code);
  const results = passed.flatMap((each) => {
    const result = resultOfCallback(tracker, each, NO_BINDINGS, taints, closures);
    return result ? [result] : [];
  });
  return results.length > 0 ? union(results) : undefined;
}

const CALLS = new WeakMap<Value, CallValue>();

/** `getCredentials()`, of `users.map(getCredentials)`. */
function callOf(callee: Value): CallValue {
  const { start, end } = callee;
  const call: CallValue = CALLS.get(callee) ?? {
    is: 'call',
    start,
    end,
    callee,
    arguments: [],
    construct: false,
    within: -1,
  };
  CALLS.set(callee, call);
  return call;
}
