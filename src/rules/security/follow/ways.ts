import type { Declaration } from '../../../model/facts.js';

/**
 * Where in a value there is some of what is followed: paths of keys, `*` for any key. `[]` is the value itself, and
 * `[INSIDE]` a text that holds it, behind something that the code has put first.
 */
export type Ways = readonly (readonly string[])[];
/** A part under this key of what is followed is still what is followed. */
export type Keeps = (key: string) => boolean;

export const NOWHERE: Ways = [];
export const ALL: Ways = [[]];
const INSIDE = '\0';
export const HELD: Ways = [[INSIDE]];
/** Of a list or a map, and nothing that is in it. */
const COUNTS = /^(length|size)$/;
const LONGEST = 6;
const MOST = 40;

export const begins = (ways: Ways): boolean => ways.some((way) => way.length === 0);
export const holds = (ways: Ways): boolean =>
  ways.some(([first]) => first === undefined || first === INSIDE);

/** Of a text whose first part is this, and the rest those. */
export const joined = ([first, ...rest]: readonly Ways[]): Ways =>
  first && begins(first) ? ALL : [first ?? NOWHERE, ...rest].some(holds) ? HELD : NOWHERE;

export const under = (key: string, ways: Ways): Ways =>
  ways.flatMap((way) => (way.length < LONGEST ? [[key, ...way]] : []));

export const step = (ways: Ways, key: string, keeps: Keeps): Ways =>
  ways.flatMap(([first, ...rest]) =>
    first === undefined || first === INSIDE
      ? keeps(key)
        ? [first === undefined ? [] : [first]]
        : []
      : first === key || key === '*' || (first === '*' && !COUNTS.test(key))
        ? [rest]
        : [],
  );

/** Into the part of a value that a name stands for; a rest keeps the keys. */
export const into = (ways: Ways, { path }: Declaration, keeps: Keeps): Ways =>
  path.reduce<Ways>(
    (found, key) =>
      key !== '...'
        ? step(found, key, keeps)
        : found.filter(([first]) => (first !== undefined && first !== INSIDE) || keeps(key)),
    ways,
  );

/** Without private fields of instances: nobody else gets to see them. */
export const shown = (ways: Ways): Ways =>
  ways.filter((way) => !way.some((key) => key.startsWith('#')));

/** Without what is under these keys. */
export const without = (ways: Ways, keys: ReadonlySet<string>): Ways =>
  ways.filter(([first]) => first === undefined || !keys.has(first));

/** All of them, each once. */
export function merged(list: readonly Ways[]): Ways {
  const filled = list.filter(({ length }) => length > 0);
  if (filled.length < 2) return filled[0] ?? NOWHERE;
  const each = new Map(filled.flat().map((way) => [way.join('\n'), way]));
  return [...each.values()].slice(0, MOST);
}
