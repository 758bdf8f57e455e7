/** Types of statements: only a literal is a statement, and its names must be arguments. */

type Letter =
  | ('a' | 'b' | 'c' | 'd' | 'e' | 'f' | 'g' | 'h' | 'i' | 'j' | 'k' | 'l' | 'm')
  | ('n' | 'o' | 'p' | 'q' | 'r' | 's' | 't' | 'u' | 'v' | 'w' | 'x' | 'y' | 'z' | '_');

type NameEnd =
  | (' ' | '\n' | '\t' | '\r' | '(' | ')' | '[' | ']' | ',' | ';' | ':' | "'" | '"')
  | ('=' | '<' | '>' | '+' | '-' | '*' | '/' | '|' | '%' | '!' | '&' | '^' | '~' | '#');

/** The text up to the first character that ends a name. */
type Name<Text extends string, Next extends string = Until<Text>> = Next extends Text
  ? Text
  : Name<Next>;
type Until<Text extends string> = Text extends `${infer Before}${NameEnd}${string}` ? Before : Text;

/** The text without quoted parts: `to_char(at, 'HH24:MI')` has no parameter. */
type Unquoted<
  Text extends string,
  Done extends string = '',
> = Text extends `${infer Before}'${string}'${infer After}`
  ? Unquoted<After, `${Done}${Before} `>
  : `${Done}${Text}`;

/** The names after `:`, except casts (`::`) and `:principal.…`. */
type Names<Text extends string, Found = never> = Text extends `${string}:${infer Rest}`
  ? Rest extends `:${infer AfterCast}`
    ? Names<AfterCast, Found>
    : Rest extends `principal.${infer Other}`
      ? Names<Other, Found>
      : Lowercase<Rest> extends `${Letter}${string}`
        ? Names<Rest, Found | Name<Rest>>
        : Names<Rest, Found>
  : Found;

/**
 * Whether a type is a literal: not `string`, nor a pattern such as `select ${string}`, because
 * records by these have no required key.
 */
type IsLiteral<Text extends string> = { '': true } extends Record<Text, true> ? false : true;

declare const wrong: unique symbol;
/** Wrong: a statement is one literal. Write its values as `:name`. */
interface StatementIsNoLiteral {
  readonly [wrong]: never;
}
/** Wrong: a name after `:` is not an argument of the tool. */
interface NotAnArgument<Name> {
  readonly [wrong]: Name;
}

/** `Text` if it is a statement for these arguments, else a type whose name states the problem. */
export type Statement<Text extends string, Args> =
  IsLiteral<Text> extends false
    ? StatementIsNoLiteral
    : Exclude<Names<Unquoted<Text>>, keyof Args> extends never
      ? Text
      : NotAnArgument<Exclude<Names<Unquoted<Text>>, keyof Args>>;
