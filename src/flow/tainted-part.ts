import type { Located } from '../model/code.js';
import type { Value } from '../model/facts.js';
import type { TaintTracker } from './tracker.js';
import { childrenOf } from './values/children.js';

/** The innermost part of a tainted expression that is tainted: where to point. */
export function taintedPart(tracker: TaintTracker, { file, value }: Located): Value {
  const { code } = tracker;
  const isWhole =
    value.is === 'name' ||
    (value.is === 'member' && code.path(value) !== '') ||
    (value.is === 'call' && code.target({ file, value }).is === 'function');
  if (isWhole || tracker.isSource({ file, value })) return value;
  const part = operandsOf(value).find((each) => tracker.taint({ file, value: each }).length > 0);
  return part ? taintedPart(tracker, { file, value: part }) : value;
}

/** Of `text.slice(1)`, `text` is one. */
export const operandsOf = (value: Value): readonly Value[] =>
  value.is === 'call' && value.callee.is === 'member'
    ? [value.callee.object, ...value.arguments]
    : childrenOf(value);
