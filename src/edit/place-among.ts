import { byCodeUnit } from '../model/text/by-code-unit.js';

const stem = (key: string) => key.replace(/\.[cm]?[jt]sx?$/, '');
const compare = (left: string, right: string) => byCodeUnit(stem(left), stem(right));

/** Returns the index at which `key` keeps sorted `keys` sorted; their number if they are not sorted. */
export function placeAmong(keys: readonly string[], key: string): number {
  const isSorted = keys.every(
    (currentKey, index) => index === 0 || compare(keys[index - 1] ?? '', currentKey) <= 0,
  );
  const nextIndex = isSorted ? keys.findIndex((otherKey) => compare(otherKey, key) > 0) : -1;
  return nextIndex < 0 ? keys.length : nextIndex;
}
