import { externalName } from '../../../flow/values/external-name.js';
import { callsInside } from '../../../flow/values/functions.js';
import type { Code, Located } from '../../../model/code.js';
import type { CallValue, Value } from '../../../model/facts.js';
import { isArgument, isArgumentRecord, isArgumentText } from './argument-text.js';
import { countersOf } from './counters.js';
import { partsOf } from './data-parts.js';
import { type Answers, isOnce } from './once.js';

const FIXED: Answers = new WeakMap();
const CANNED: Answers = new WeakMap();
/** Operators whose result is one of their parts. */
export const CHOICE = /^(\?:|&&|\|\||\?\?)$/;

const WAITS = /^(node:timers\/promises#(setTimeout|setImmediate|scheduler\.wait)|#setTimeout)$/;
/** Methods that look something up in a list or a map. */
const LOOKS_UP =
  /^(find|findLast|filter|map|flatMap|flat|slice|at|get|toSorted|toReversed|values|entries|join)$/;

/** It waits, looks something up in data that is fixed in the source, or makes such data. */
export const waits = ({ file, value }: Located<CallValue>, code: Code): boolean =>
  WAITS.test(externalName(code, { file, value: value.callee }) ?? '') ||
  isFixed({ file, value }, code) ||
  isMadeUp({ file, value }, code) ||
  isArgumentText({ file, value }, code) ||
  isOwnAndCanned({ file, value }, code) ||
  isPutAway({ file, value });

const PUTS = /^(push|unshift|add|set)$/;

/** It is put into a variable of the file that nothing reads. */
function isPutAway({ file: { facts }, value }: Located<CallValue>): boolean {
  const collection = putInto(value);
  if (facts.declarations[collection]?.within !== -1) return false;
  const reads = facts.reads.filter((each) => each.declaration === collection);
  const puts = facts.calls.filter((call) => putInto(call) === collection);
  const isExported = facts.exports.some(({ declaration }) => declaration === collection);
  return puts.length === reads.length && !isExported;
}

/** The declaration of `list` in `list.push(item)`; -1 where there is none. */
const putInto = ({ callee }: CallValue): number =>
  callee.is === 'member' && PUTS.test(callee.name) && callee.object.is === 'name'
    ? callee.object.declaration
    : -1;

const MADE_UP =
  /^(#(Date(\.now)?|Math\.random|performance\.now)|(#crypto\.|node:crypto#)randomUUID)$/;

/** The time, or a random value, also as a text: `new Date().toISOString()`. */
export function isMadeUp({ file, value }: Located, code: Code): boolean {
  if (value.is !== 'call') return false;
  const { callee, arguments: given } = value;
  if (given.length === 0 && MADE_UP.test(externalName(code, { file, value: callee }) ?? ''))
    return true;
  return callee.is === 'member' && isMadeUp({ file, value: callee.object }, code);
}

/** A function of the project that returns such data, and calls nothing else. */
function isOwnAndCanned({ file, value }: Located<CallValue>, code: Code): boolean {
  const target = value.construct ? undefined : code.target({ file, value });
  if (target?.is !== 'function') return false;
  const { file: from, function: made } = target;
  const returnsData = () =>
    made.returned.length > 0 &&
    made.thrown.length === 0 &&
    made.returned.every((each) => isCanned({ file: from, value: each }, code)) &&
    callsInside(from, made).every((each) => waits({ file: from, value: each }, code));
  return isOnce(CANNED, { file, value }, code, returnsData, made);
}

/** Fixed data, also with arguments in it as they are: `{ id: room_id, name: 'Lobby' }`. A text of them may be the result. */
export function isCanned(located: Located, code: Code): boolean {
  if (isFixed(located, code) || isMadeUp(located, code)) return true;
  const behind = code.resolve(located);
  return isOnce(CANNED, behind, code, () => isMadeOfCanned(behind, code));
}

function isMadeOfCanned({ file, value }: Located, code: Code): boolean {
  if (value.is === 'call' && isOwnAndCanned({ file, value }, code)) return true;
  if (value.is === 'call') {
    const [kept] = value.arguments;
    return (
      kept !== undefined && isKept({ file, value }, code) && isCanned({ file, value: kept }, code)
    );
  }
  if (value.is === 'compound' && CHOICE.test(value.operator))
    return value.parts.every((part) => isCanned({ file, value: part }, code));
  if (value.is !== 'object') return false;
  const values = value.entries.map((entry) => ({ file, value: entry.value }));
  const data = values.filter((part) => isCanned(part, code));
  // A text of the arguments may be the result, such as an address; beside a time that is made up it is a record.
  const isRecord =
    data.some((part) => !isFixed(part, code)) || isArgumentRecord({ file, value }, code);
  return (
    data.length > 0 &&
    values.every(
      (part) =>
        data.includes(part) || isArgument(part, code) || (isRecord && isArgumentText(part, code)),
    )
  );
}

/** Also an empty text. */
export const isNothing = (value: Value): boolean =>
  (value.is === 'literal' && /^(null|undefined)$/.test(value.type)) ||
  (value.is === 'string' && value.value === '');

/** Functions whose result is what they are given. */
const KEEPS =
  /^#(Promise\.resolve|JSON\.(parse|stringify)|Object\.freeze|structuredClone|Map|Set|Headers|Response\.json)$/;

export const isKept = ({ file, value }: Located<CallValue>, code: Code) =>
  KEEPS.test(externalName(code, { file, value: value.callee }) ?? '');

/** Data that is fixed in the source. */
export function isFixed(located: Located, code: Code): boolean {
  if (code.constant(located) !== undefined) return true;
  const behind = code.resolve(located);
  return isOnce(FIXED, behind, code, () => isMadeOfFixed(behind, code));
}

function isMadeOfFixed({ file, value }: Located, code: Code): boolean {
  if (value.is === 'name' || value.is === 'member') {
    if (value.is === 'name' && countersOf(file).has(value.declaration)) return false;
    const parts = partsOf({ file, value }, code);
    return parts.length > 0 && parts.every((part) => isFixed(part, code));
  }
  if (value.is === 'template')
    return value.values.every((part) => isFixed({ file, value: part }, code));
  if (value.is === 'call' && value.callee.is === 'member' && LOOKS_UP.test(value.callee.name))
    return isFixed({ file, value: value.callee.object }, code);
  if (value.is === 'call' && isOwnAndFixed({ file, value }, code)) return true;
  if (value.is === 'call')
    return (
      isKept({ file, value }, code) &&
      value.arguments.every((given) => isFixed({ file, value: given }, code))
    );
  if (value.is === 'compound' && CHOICE.test(value.operator))
    return value.parts.every((part) => isFixed({ file, value: part }, code));
  if (value.is === 'array')
    return value.items.every((item) => item && isFixed({ file, value: item }, code));
  return (
    value.is === 'object' &&
    value.entries.every((entry) => isFixed({ file, value: entry.value }, code))
  );
}

/** A function of the project that returns fixed data, and calls nothing else. */
function isOwnAndFixed(call: Located<CallValue>, code: Code): boolean {
  const target = code.target(call);
  if (target.is !== 'function' || call.value.construct) return false;
  const { file, function: made } = target;
  return (
    made.returned.length > 0 &&
    made.thrown.length === 0 &&
    made.returned.every((value) => isFixed({ file, value }, code)) &&
    callsInside(file, made).every((value) => isFixed({ file, value }, code))
  );
}
