import { byCodeUnit } from '../model/by-code-unit.js';

const stem = (key: string) => key.replace(/\.[cm]?[jt]sx?$/, '');
const compare = (one: string, other: string) => byCodeUnit(stem(one), stem(other));

/** Index at which `key` keeps sorted `keys` sorted; their number where they are not. */
export function placeAmong(keys: readonly string[], key: string): number {
  const isSorted = keys.every(
    (each, index) => index === 0 || compare(keys[index - 1] ?? '', each) <= 0,
  );
  const later = isSorted ? keys.findIndex((each) => compare(each, key) > 0) : -1;
  return later < 0 ? keys.length : later;
}
