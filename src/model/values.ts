/** UTF-16 offsets into a file's text without its byte order mark; `end` is exclusive. */
export interface Span {
  start: number;
  end: number;
}

/**
 * An expression, reduced to what can be asked about it. Parentheses, `as`, `satisfies`, `!` and optional chaining are
 * looked through.
 */
export type Value =
  | StringValue
  | TemplateValue
  | LiteralValue
  | NameValue
  | MemberValue
  | CallValue
  | ObjectValue
  | ArrayValue
  | FunctionValue
  | SpreadValue
  | CompoundValue;

export interface StringValue extends Span {
  is: 'string';
  value: string;
}

/** `chunks[0]${values[0]}chunks[1]…`; a template without values is a `StringValue`. */
export interface TemplateValue extends Span {
  is: 'template';
  chunks: readonly string[];
  values: readonly Value[];
}

export interface LiteralValue extends Span {
  is: 'literal';
  type: 'number' | 'boolean' | 'null' | 'undefined' | 'bigint' | 'regexp';
  /** A bigint or a regular expression is its source. */
  value: number | boolean | string | null | undefined;
}

export interface NameValue extends Span {
  is: 'name';
  name: string;
  /** -1: not declared in this file, so a global. `this` and `super` are declared by the class around them. */
  declaration: number;
}

export interface MemberValue extends Span {
  is: 'member';
  object: Value;
  /** `*` where it is computed and not fixed. */
  name: string;
  /** What is in the brackets, where that is no text. */
  computed?: Value;
  /** Place of the last name alone. */
  nameStart: number;
}

export interface CallValue extends Span {
  is: 'call';
  callee: Value;
  arguments: readonly Value[];
  /** `new X()` */
  construct: boolean;
  /** The function it stands in. */
  within: number;
}

export interface ObjectValue extends Span {
  is: 'object';
  entries: readonly (ObjectEntry | SpreadValue)[];
}

/** One property; its span is that of the key. */
export interface ObjectEntry extends Span {
  is: 'entry';
  /** `*` where it is computed and not fixed. */
  key: string;
  /** What is in the brackets, where that is no text. */
  computed?: Value;
  value: Value;
}

export interface ArrayValue extends Span {
  is: 'array';
  items: readonly (Value | null)[];
}

export interface FunctionValue extends Span {
  is: 'function';
  function: number;
}

export interface SpreadValue extends Span {
  is: 'spread';
  value: Value;
}

/** Any other expression: its operator or syntax (`+`, `await`, `?:`, `tag`, `class`, …) and its parts in order. */
export interface CompoundValue extends Span {
  is: 'compound';
  operator: string;
  parts: readonly Value[];
}
