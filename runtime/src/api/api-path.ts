/** A path as a request states it: made by the tag `path`, or a text that has no values in it. */
export type ApiPath = EncodedPath | FixedPath;

/** Each value in it is encoded: path`/rooms/${id}`. */
export type EncodedPath = string & Encoded;

/**
 * No `string` and no pattern such as `/rooms/${string}` is of this type, and every literal without capital letters is.
 * Functions that take a request also accept literals with capitals: they know the literal itself (`Checked`).
 */
type FixedPath = '' | Lowercase<`/${string}`>;

interface Encoded {
  readonly [encoded]: true;
}
/** Wrong: the tag `path` encodes the values of a path, and this was composed without it. */
interface ValuesNeedTheTagPath extends Encoded {
  readonly [encoded]: true;
  readonly tag: never;
}
declare const encoded: unique symbol;

/** False for `string` and for patterns: records by these have no required key. */
type IsLiteral<Text extends string> = { '': true } extends Record<Text, true> ? false : true;

/** `Path` where it is one, else a type whose name says what is wrong. */
export type Checked<Path extends string> = Path extends ApiPath
  ? Path
  : IsLiteral<Path> extends true
    ? Path
    : ValuesNeedTheTagPath;
