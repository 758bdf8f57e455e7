import { atKey, propertyOf, startsTainted, type Taint, TAINTED } from './taint.js';

/** The taint of lists of keys and values, and of what is made of such a list; undefined for other functions. */
export function pairsTaint(name: string, taint: Taint): Taint | undefined {
  const part = (of: Taint, key: string) => propertyOf(of, key, () => true);
  switch (name) {
    case '#Object.values':
      return atKey('*', part(taint, '*'));
    case '#Object.entries':
      // The code has chosen the keys.
      return atKey('*', atKey('1', part(taint, '*')));
    case '#Object.fromEntries':
    case '#Map':
      return startsTainted(taint) ? TAINTED : atKey('*', part(part(taint, '*'), '1'));
    default:
      return undefined;
  }
}
