import type { Located } from '../model/code.js';
import type { CallValue, Value } from '../model/facts.js';
import { classAt } from './fields.js';
import type { Bindings, Tracker } from './policy.js';
import {
  atKey,
  CLEAN,
  concatenated,
  CONTAINED,
  isTainted,
  propertyOf,
  startsTainted,
  type Taint,
  TAINTED,
  union,
  visible,
} from './taint.js';
import { lastName } from './values/children.js';
import { externalName } from './values/external-name.js';

/** Functions whose result begins with their first argument. */
const FIRST =
  /^(#String|#decodeURIComponent|#decodeURI|#URL|#Request|node:url#(URL|fileURLToPath|pathToFileURL)|node:path(\/posix|\/win32)?#((posix|win32)\.)?(join|normalize|dirname))$/;
/** Functions whose result any of their arguments can replace. */
const ANY = /^(#Object\.(values|entries)|node:path(\/posix|\/win32)?#((posix|win32)\.)?resolve)$/;
/** Functions whose result has the properties of their arguments. */
const SAME =
  /^#(Object\.(assign|freeze|fromEntries)|structuredClone|Promise\.(resolve|all|race)|Array\.from|Headers|URLSearchParams|Map|Set)$/;
/** Methods whose result has the properties of their object. */
const SAME_PARTS =
  /^(values|entries|filter|slice|reverse|toReversed|sort|toSorted|flat|then|catch|finally|clone)$/;

/** The taint of what a call returns. */
export function resultTaint(tracker: Tracker, call: Located<CallValue>, bindings: Bindings): Taint {
  const { file, value } = call;
  const { code, policy } = tracker;
  const of = (part: Value) => tracker.taintIn({ file, value: part }, bindings);
  const given = value.arguments;
  if (policy.sanitizers?.test(lastName(value.callee))) return CLEAN;
  const made = value.construct ? classAt(code, { file, value: value.callee }) : undefined;
  if (made) return tracker.taintOfFields(made);
  const target = code.target(call);
  if (target.is === 'function') return tracker.taintOfResult(target, given.map(of), bindings);
  const name = externalName(code, { file, value: value.callee }) ?? '';
  if (FIRST.test(name)) return concatenated(given.map(of));
  if (SAME.test(name)) return union(given.map(of));
  if (ANY.test(name) || policy.propagators?.test(name))
    return given.map(of).some((taint) => visible(taint).length > 0) ? TAINTED : CLEAN;
  return value.construct ? CLEAN : ofMethod(tracker, call, bindings);
}

function ofMethod(tracker: Tracker, call: Located<CallValue>, bindings: Bindings): Taint {
  const { file, value } = call;
  const { callee, arguments: given } = value;
  if (callee.is !== 'member') return CLEAN;
  const { object, name } = callee;
  const { keepsKey, methods } = tracker.policy;
  const of = (part: Value) => tracker.taintIn({ file, value: part }, bindings);
  const [first] = given;
  switch (name) {
    case 'get':
      return propertyOf(of(object), first?.is === 'string' ? first.value : '*', keepsKey);
    case 'join': {
      const list = tracker.code.resolve({ file, value: object }).value;
      if (list.is === 'array' && list === object)
        return concatenated(list.items.map((item) => (item ? of(item) : CLEAN)));
      return concatenated([propertyOf(of(object), '*', () => true)]);
    }
    case 'map':
      return first ? mapped(tracker, { file, value: first }, of(object), bindings) : CLEAN;
    case 'concat': {
      const added = union(given.map(of));
      const parts = isTainted(added) ? [CONTAINED, atKey('*', added)] : [added];
      return union([of(object), ...parts]);
    }
  }
  if (/^replace(All)?$/.test(name) && first && isAllowList(first)) return CLEAN;
  if (!SAME_PARTS.test(name) && !methods.test(name)) return CLEAN;
  const taint = of(object);
  if (isTainted(taint)) {
    if (!methods.test(name)) return CLEAN;
    return name === 'split' ? atKey('*', TAINTED) : startsTainted(taint) ? TAINTED : CONTAINED;
  }
  const isFilled =
    /^(replace|replaceAll|padStart|padEnd)$/.test(name) && given.map(of).some(isTainted);
  if (isFilled) return CONTAINED;
  if (SAME_PARTS.test(name)) return taint;
  return startsTainted(propertyOf(taint, '*', keepsKey)) ? TAINTED : CLEAN;
}

/** A list of what a function returns for each item: `map(encodeURIComponent)`, `map((id) => Number(id))`. */
function mapped(tracker: Tracker, callback: Located, list: Taint, bindings: Bindings): Taint {
  const { code, policy } = tracker;
  const item = propertyOf(list, '*', policy.keepsKey);
  if (item.length === 0) return CLEAN;
  const made = code.functions(callback).findLast((each) => each.function.body);
  if (made) return atKey('*', tracker.taintOfResult(made, [item], bindings));
  const name = externalName(code, callback);
  const isSame = name !== undefined && (FIRST.test(name) || policy.propagators?.test(name));
  return isSame ? atKey('*', item) : CLEAN;
}

/** `replace(/[^\\w.-]/g, '')` leaves nothing that could change the meaning of a text. */
const isAllowList = (pattern: Value) =>
  pattern.is === 'literal' && /^\/\[\^(\\[wd.-]|[^\]\\/])*\]\+?\/\w*g/.test(String(pattern.value));
