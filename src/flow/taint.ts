import type { Declaration } from '../model/facts.js';

/** Keys that lead into a value, `*` for any key. */
export type AccessPath = readonly string[];

/**
 * Where a value holds followed data, by access paths. `[]` is the value itself; `[INSIDE]` is text that contains such
 * data behind a beginning that the code has chosen.
 */
export type Taint = readonly AccessPath[];

/** Whether a property of this name holds followed data where the object is such data. */
export type KeepsKey = (key: string) => boolean;

export const CLEAN: Taint = [];
export const TAINTED: Taint = [[]];
const INSIDE = '\0';
export const CONTAINED: Taint = [[INSIDE]];
/** Properties of lists and maps that hold none of their items. */
const COUNTS = /^(length|size)$/;
/** Longer paths, and all of more, are shortened: more is tainted then, not less. */
const LONGEST_PATH = 6;
const MOST_PATHS = 200;

export const startsTainted = (taint: Taint): boolean => taint.some(({ length }) => length === 0);

/** The value itself or a text in which it is contained, not merely a property. */
export const isTainted = (taint: Taint): boolean =>
  taint.some(([first]) => first === undefined || first === INSIDE);

/** The taint of a text that consists of these parts. */
export const concatenated = ([first = CLEAN, ...rest]: readonly Taint[]): Taint =>
  startsTainted(first) ? TAINTED : [first, ...rest].some(isTainted) ? CONTAINED : CLEAN;

/** The taint of the text of an object, which contains these properties of it. */
export const textOf = (taint: Taint, parts: RegExp | undefined): Taint =>
  taint.some(([first]) => first !== undefined && parts?.test(first))
    ? [...taint, ...CONTAINED]
    : taint;

/** The taint of an object whose property of this name has that taint. */
export const atKey = (key: string, taint: Taint): Taint =>
  taint.map((path) => [key, ...path].slice(0, LONGEST_PATH));

export const propertyOf = (taint: Taint, key: string, keeps: KeepsKey): Taint =>
  taint.flatMap(([first, ...rest]) =>
    first === undefined || first === INSIDE
      ? keeps(key)
        ? [first === undefined ? [] : [first]]
        : []
      : first === key || key === '*' || (first === '*' && !COUNTS.test(key))
        ? [rest]
        : [],
  );

/** The taint of a name that is bound by destructuring; a rest element keeps the keys. */
export const boundTo = (taint: Taint, { path }: Declaration, keeps: KeepsKey): Taint =>
  path.reduce<Taint>(
    (found, key) =>
      key !== '...'
        ? propertyOf(found, key, keeps)
        : found.filter(([first]) => (first !== undefined && first !== INSIDE) || keeps(key)),
    taint,
  );

/** Without private fields of instances: other code cannot read them. */
export const visible = (taint: Taint): Taint =>
  taint.filter((path) => !path.some((key) => key.startsWith('#')));

export const withoutKeys = (taint: Taint, keys: ReadonlySet<string>): Taint =>
  taint.filter(([first]) => first === undefined || !keys.has(first));

export const isSame = (one: Taint, other: Taint): boolean =>
  one === other ||
  (one.length === other.length &&
    one.every((path, index) => path.join('\n') === other[index]?.join('\n')));

export function union(list: readonly Taint[]): Taint {
  const filled = list.filter(({ length }) => length > 0);
  if (filled.length < 2) return filled[0] ?? CLEAN;
  const paths = distinct(filled.flat());
  return paths.length <= MOST_PATHS ? paths : distinct(paths.map(shortened));
}

const distinct = (paths: Taint): Taint => [
  ...new Map(paths.map((path) => [path.join('\n'), path])).values(),
];

const shortened = ([first]: AccessPath): AccessPath =>
  first === undefined ? [] : first === INSIDE ? [INSIDE] : ['*'];
