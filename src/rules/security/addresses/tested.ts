import type { Located, Origin, Step } from '../../../model/code.js';
import type { Value } from '../../../model/facts.js';
import type { ArgumentFlow } from '../../../flow/sources/argument-flow.js';
import { admits } from '../../../flow/sources/free-arguments.js';
import { operandsOf } from '../../../flow/tainted-part.js';

type Declared = Extract<Origin, { is: 'declared' }>;

const TESTED = new WeakMap<ArgumentFlow, readonly Declared[]>();

/** The code tests the argument: `if (!/^[\\w-]+$/.test(id)) throw …`. */
export function isTested(part: Located, flow: ArgumentFlow): boolean {
  const { code } = flow;
  const argument = code.origin(part);
  if (argument.is !== 'declared') return false;
  const tested = TESTED.get(flow) ?? flow.steps.flatMap((step) => testedIn(step, flow));
  TESTED.set(flow, tested);
  return tested.some(
    (origin) => origin.declaration === argument.declaration && origin.path === argument.path,
  );
}

/** The code tests all arguments that a value with arguments is made of. */
export function isMadeOfTested(
  whole: Located,
  flow: ArgumentFlow,
  seen: ReadonlySet<Value> = new Set(),
): boolean {
  if (isTested(whole, flow)) return true;
  if (seen.has(whole.value)) return false;
  const behind = flow.code.resolve(whole);
  const operands = whole.value.is === 'member' ? [] : operandsOf(whole.value);
  const parts =
    behind.value === whole.value
      ? operands.map((value) => ({ file: whole.file, value }))
      : [behind];
  const tainted = parts.filter((part) => flow.taint(part).length > 0);
  const entered = new Set([...seen, whole.value]);
  return tainted.length > 0 && tainted.every((part) => isMadeOfTested(part, flow, entered));
}

/** What a regular expression that admits no way out of a path is matched with. */
function testedIn({ call: { file, value } }: Step, { code }: ArgumentFlow): Declared[] {
  const { callee, arguments: given } = value;
  const [first] = given;
  if (callee.is !== 'member' || !first || !/^(test|match)$/.test(callee.name)) return [];
  const [regexp, text] = callee.name === 'test' ? [callee.object, first] : [first, callee.object];
  const { value: pattern } = code.resolve({ file, value: regexp });
  if (pattern.is !== 'literal' || pattern.type !== 'regexp') return [];
  const source = String(pattern.value);
  if (admits(source.slice(1, source.lastIndexOf('/')))) return [];
  const origin = code.origin({ file, value: text });
  return origin.is === 'declared' ? [origin] : [];
}
