import type { Located } from '../../../model/code.js';
import type { Value } from '../../../model/facts.js';
import { partsOf } from '../values/parts.js';
import type { Follow } from './follow.js';

/** The part of a value that brings the subject in, as far as it is written there: where to point. */
export function broughtBy(follow: Follow, { file, value }: Located): Value {
  const isMade =
    value.is === 'name' ||
    (value.is === 'member' && follow.code.path(value) !== '') ||
    (value.is === 'call' && follow.code.target({ file, value }).is === 'function');
  if (isMade || follow.isSeed({ file, value })) return value;
  const part = madeOf(value).find((each) => follow.ways({ file, value: each }).length > 0);
  return part ? broughtBy(follow, { file, value: part }) : value;
}

/** `text.slice(1)` is made of `text`. */
const madeOf = (value: Value): readonly Value[] =>
  value.is === 'call' && value.callee.is === 'member'
    ? [value.callee.object, ...value.arguments]
    : partsOf(value);
