/** A path in a request: the result of the tag `path`, or a literal without values. */
export type ApiPath = EncodedPath | FixedPath;

/** A path with encoded values: path`/rooms/${id}`. */
export type EncodedPath = string & Encoded;

/**
 * Excludes `string` and patterns such as `/rooms/${string}`, and includes every literal without
 * capital letters. Functions with a request as argument also accept literals with capitals, because they
 * infer the literal (`Checked`).
 */
type FixedPath = '' | Lowercase<`/${string}`>;

interface Encoded {
  readonly [encoded]: true;
}
/** Error type for a path that was composed without the tag `path`, which encodes values. */
interface ValuesNeedTheTagPath extends Encoded {
  readonly [encoded]: true;
  readonly tag: never;
}
declare const encoded: unique symbol;

/** False for `string` and for patterns, because records with such keys have no required key. */
type IsLiteral<Text extends string> = { '': true } extends Record<Text, true> ? false : true;

/** `Path` if it is valid, otherwise a type whose name states the problem. */
export type Checked<Path extends string> = Path extends ApiPath
  ? Path
  : IsLiteral<Path> extends true
    ? Path
    : ValuesNeedTheTagPath;
