import type { Code, Located } from '../model/code.js';
import type { CallValue, Value } from '../model/facts.js';
import { classAt } from './fields.js';
import { FIRST, mapped, reduced, resultOfCallback, resultOfPassed } from './callbacks.js';
import { closuresGiven } from './contexts.js';
import { pairsTaint } from './pairs.js';
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
  textOf,
  union,
  visible,
} from './taint.js';
import { lastName } from './values/children.js';
import { directCall } from './values/direct-call.js';
import { externalName } from './values/external-name.js';
import { leavesOut } from './values/leaves-out.js';
import { argumentsOf } from './values/tagged.js';
import { DIGESTED, STORED } from './writes.js';

/** Functions that put their arguments into a text. */
const JOINED = /^(#String\.raw|node:util#format)$/;
/** Functions whose result any of their arguments can replace. */
const ANY = /^node:path(\/posix|\/win32)?#((posix|win32)\.)?resolve$/;
/** Functions whose result has the properties of their arguments. */
const SAME =
  /^(#(Object\.(assign|freeze)|structuredClone|Promise\.(resolve|all)|(Array|Iterator)\.from|Headers|URLSearchParams|Set)|node:stream#Readable\.from)$/;
/** Functions whose result is one of the items of a list. */
const ONE = /^#Promise\.(race|any)$/;
const GROUPS = /^#(Object|Map)\.groupBy$/;
/** Methods whose result has the properties of their object. */
const SAME_PARTS =
  /^(values|entries|filter|slice|reverse|toReversed|sort|toSorted|toArray|take|drop|then|catch|finally|clone)$/;
/** Methods with the position of what they take out of a text. */
const TAKES_AT = /^(at|charAt|charCodeAt|codePointAt|slice|substring|substr)$/;

/** The taint of what a call returns. */
export function resultTaint(
  tracker: Tracker,
  written: Located<CallValue>,
  bindings: Bindings,
): Taint {
  const { code, policy } = tracker;
  const call = directCall(written, code);
  const { file, value } = call;
  const of = (part: Value) => tracker.taintIn({ file, value: part }, bindings);
  const given = value.arguments;
  const runs = code.implementations(call);
  const isSanitizer = policy.sanitizers?.test(lastName(value.callee)) === true;
  // A function that is only called so passes everything on.
  if (isSanitizer && (runs.length === 0 || runs.some(leavesOut))) return CLEAN;
  if (policy.cleans?.(call)) return CLEAN;
  const left = policy.passes?.(call, () => union(given.map(of)));
  if (left) return left;
  const owner = value.construct ? classAt(code, { file, value: value.callee }) : undefined;
  if (owner) return tracker.taintOfFields(owner);
  if (runs.length > 0) {
    const taints = argumentsOf(call).map((part) => (part ? of(part) : CLEAN));
    const closures = closuresGiven(call, code, bindings);
    return union(runs.map((each) => tracker.taintOfResult(each, { taints, closures }, bindings)));
  }
  const passed = resultOfPassed(tracker, call, bindings);
  if (passed) return passed;
  const callee = { file, value: value.callee };
  const name = externalName(code, callee) ?? '';
  if (FIRST.test(name)) return concatenated(given.map(of));
  const [first, second] = given;
  if (/^#(Array|Uint8Array)\.from$/.test(name) && first && second)
    return mapped(tracker, { file, value: second }, of(first), bindings);
  if (SAME.test(name)) return union(given.map(of));
  if (ONE.test(name) && first) return propertyOf(of(first), '*', policy.keepsKey);
  if (GROUPS.test(name) && first) return atKey('*', of(first));
  if (name === '#Promise' && value.construct) return resolvedTaint(tracker, call, bindings);
  const { propagates: returning = [], sanitizes, holds } = code.runtime(callee) ?? {};
  if (holds)
    return union(
      Object.entries(holds).map(([way, path]) => {
        const part = code.argument(call, path);
        const taint = part ? tracker.taintIn(part, bindings) : CLEAN;
        return way.split('.').reduceRight((found, key) => atKey(key, found), taint);
      }),
    );
  for (const path of returning.filter((each) => each.endsWith('()'))) {
    const callback = given[Number.parseInt(path, 10)];
    const result = callback && resultOfCallback(tracker, { file, value: callback }, bindings);
    if (result) return result;
  }
  const held = sanitizes ? [] : returning.flatMap((path) => partsHeld(call, path, code));
  if (held.some((part) => visible(tracker.taintIn(part, bindings)).length > 0)) return TAINTED;
  const pairs = first && pairsTaint(name, of(first));
  if (pairs) return pairs;
  if (ANY.test(name) || policy.propagators?.test(name))
    return given.map(of).some((taint) => visible(taint).length > 0) ? TAINTED : CLEAN;
  if (name === '#JSON.parse' && first)
    return parsedTaint(tracker, { file, value: first }, bindings);
  if (JOINED.test(name)) return concatenated([CLEAN, ...given.map(of)]);
  return value.construct ? CLEAN : ofMethod(tracker, call, bindings);
}

/** What a function of the runtime leaves in its result. */
function partsHeld(call: Located<CallValue>, path: string, code: Code): readonly Located[] {
  const { file, value } = call;
  const { callee, arguments: given } = value;
  if (path === '*') return given.map((part) => ({ file, value: part }));
  if (path === 'this') return callee.is === 'member' ? [{ file, value: callee.object }] : [];
  const part = code.argument(call, path);
  return part ? [part] : [];
}

/** A copy, where the text is made of an object: `JSON.parse(JSON.stringify(room))`. */
function parsedTaint(tracker: Tracker, text: Located, bindings: Bindings): Taint {
  const { file, value } = tracker.code.resolve(text);
  const [copied] = value.is === 'call' ? value.arguments : [];
  const isCopy =
    value.is === 'call' &&
    externalName(tracker.code, { file, value: value.callee }) === '#JSON.stringify';
  if (isCopy && copied) return tracker.taintIn({ file, value: copied }, bindings);
  return isTainted(tracker.taintIn(text, bindings)) ? TAINTED : CLEAN;
}

/** `new Promise((resolve) => resolve(value))` */
function resolvedTaint(tracker: Tracker, { file, value }: Located<CallValue>, bindings: Bindings) {
  const [executor] = value.arguments;
  if (executor?.is !== 'function') return CLEAN;
  const { declarations, calls } = file.facts;
  const resolve = declarations.findIndex(
    ({ within, parameter }) => within === executor.function && parameter === 0,
  );
  return union(
    calls.flatMap(({ callee, arguments: [resolved] }) =>
      callee.is === 'name' && callee.declaration === resolve && resolve !== -1 && resolved
        ? [tracker.taintIn({ file, value: resolved }, bindings)]
        : [],
    ),
  );
}

/** Methods that make a text of their object. */
const TO_TEXT = /^to(String|JSON)$/;

function ofMethod(tracker: Tracker, call: Located<CallValue>, bindings: Bindings): Taint {
  const { file, value } = call;
  const { callee, arguments: given } = value;
  if (callee.is !== 'member') return CLEAN;
  const { object, name } = callee;
  const { keepsKey, methods, textParts } = tracker.policy;
  const of = (part: Value) =>
    textOf(
      tracker.taintIn({ file, value: part }, bindings),
      TO_TEXT.test(name) ? textParts : undefined,
    );
  const [first] = given;
  switch (name) {
    case STORED:
      return propertyOf(of(object), STORED, keepsKey);
    case DIGESTED:
      if (methods.test(name) && isTainted(propertyOf(of(object), name, keepsKey))) return TAINTED;
      break;
    case 'get':
      return propertyOf(of(object), first?.is === 'string' ? first.value : '*', keepsKey);
    case 'join': {
      const list = tracker.code.resolve({ file, value: object }).value;
      if (list.is === 'array' && list === object)
        return concatenated(list.items.map((item) => (item ? of(item) : CLEAN)));
      const items = propertyOf(of(object), '*', () => true);
      const isBegun = list.is === 'array' && list.items[0]?.is === 'string';
      return concatenated(isBegun ? [CLEAN, items] : [items]);
    }
    case 'find':
    case 'findLast':
    case 'at':
    case 'pop':
    case 'shift':
      return propertyOf(of(object), '*', keepsKey);
    case 'flat':
      return union([of(object), propertyOf(of(object), '*', keepsKey)]);
    case 'fill':
      return first ? union([of(object), atKey('*', of(first))]) : CLEAN;
    case 'exec':
      return first && methods.test('match') && isTainted(of(first)) ? TAINTED : CLEAN;
    case 'map':
      return first ? mapped(tracker, { file, value: first }, of(object), bindings) : CLEAN;
    case 'flatMap': {
      const items = first ? mapped(tracker, { file, value: first }, of(object), bindings) : CLEAN;
      return union([items, propertyOf(items, '*', keepsKey)]);
    }
    case 'reduce':
    case 'reduceRight':
      return reduced(tracker, call, of(object), bindings);
    case 'concat': {
      const added = union(given.map(of));
      const parts = isTainted(added) ? [CONTAINED, atKey('*', added)] : [added];
      return union([of(object), ...parts]);
    }
  }
  if (/^replace(All)?$/.test(name) && first && isAllowList(first)) return CLEAN;
  if (tracker.policy.computes && TAKES_AT.test(name) && given.map(of).some(isTainted))
    return TAINTED;
  const isFilled =
    /^(replace|replaceAll|padStart|padEnd|update)$/.test(name) &&
    given
      .map((part) => resultOfCallback(tracker, { file, value: part }, bindings) ?? of(part))
      .some(isTainted);
  if (!isFilled && !SAME_PARTS.test(name) && !methods.test(name)) return CLEAN;
  const taint = of(object);
  if (isTainted(taint) && methods.test(name))
    return name === 'split' ? atKey('*', TAINTED) : startsTainted(taint) ? TAINTED : CONTAINED;
  if (isFilled) return CONTAINED;
  if (isTainted(taint)) return CLEAN;
  if (SAME_PARTS.test(name)) return taint;
  return startsTainted(propertyOf(taint, '*', keepsKey)) ? TAINTED : CLEAN;
}

/** `replace(/[^\\w.-]/g, '')` leaves nothing that could change the meaning of a text. */
const isAllowList = (pattern: Value) =>
  pattern.is === 'literal' && /^\/\[\^(\\[wd.-]|[^\]\\/])*\]\+?\/\w*g/.test(String(pattern.value));
