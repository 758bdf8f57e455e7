/** Statements as types: only a literal is a statement, and its names must be arguments. */

type Letter =
  | ('a' | 'b' | 'c' | 'd' | 'e' | 'f' | 'g' | 'h' | 'i' | 'j' | 'k' | 'l' | 'm')
  | ('n' | 'o' | 'p' | 'q' | 'r' | 's' | 't' | 'u' | 'v' | 'w' | 'x' | 'y' | 'z' | '_');

type End =
  | (' ' | '\n' | '\t' | '\r' | '(' | ')' | '[' | ']' | ',' | ';' | ':' | "'" | '"')
  | ('=' | '<' | '>' | '+' | '-' | '*' | '/' | '|' | '%' | '!' | '&' | '^' | '~' | '#');

/** The text up to the first end, whichever that is. */
type Name<Text extends string, Next extends string = Until<Text>> = Next extends Text
  ? Text
  : Name<Next>;
type Until<Text extends string> = Text extends `${infer Before}${End}${string}` ? Before : Text;

/** Without quoted text: `to_char(at, 'HH24:MI')` has no parameter. */
type Unquoted<
  Text extends string,
  Done extends string = '',
> = Text extends `${infer Before}'${string}'${infer After}`
  ? Unquoted<After, `${Done}${Before} `>
  : `${Done}${Text}`;

/** The names after `:`. Casts (`::`) and `:principal.…` are none. */
type Names<Text extends string, Found = never> = Text extends `${string}:${infer Rest}`
  ? Rest extends `:${infer AfterCast}`
    ? Names<AfterCast, Found>
    : Rest extends `principal.${infer Other}`
      ? Names<Other, Found>
      : Lowercase<Rest> extends `${Letter}${string}`
        ? Names<Rest, Found | Name<Rest>>
        : Names<Rest, Found>
  : Found;

/** False for `string` and for patterns such as `select ${string}`: records by these have no required key. */
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

/** `Text` where it is a statement for these arguments, else a type whose name says what is wrong. */
export type Statement<Text extends string, Args> =
  IsLiteral<Text> extends false
    ? StatementIsNoLiteral
    : Exclude<Names<Unquoted<Text>>, keyof Args> extends never
      ? Text
      : NotAnArgument<Exclude<Names<Unquoted<Text>>, keyof Args>>;
