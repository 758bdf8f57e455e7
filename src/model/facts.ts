import type {
  ArrayValue,
  CallValue,
  CompoundValue,
  MemberValue,
  NameValue,
  ObjectValue,
  Span,
  StringValue,
  TemplateValue,
  Value,
} from './values.js';

export type * from './values.js';

/**
 * What one source file says, as plain data: no syntax tree and no parser behind it, so it can be cloned to another
 * thread. Functions and declarations are named by their index in these lists; -1 is the module itself.
 */
export interface FileFacts {
  /** What the parser had to skip over; everything else in here is what it could still read. */
  syntaxErrors: readonly Problem[];
  imports: readonly ImportFact[];
  exports: readonly ExportFact[];
  declarations: readonly Declaration[];
  functions: readonly FunctionFact[];
  /** In the order they are evaluated: an argument's call comes before the call it is an argument of. */
  calls: readonly CallValue[];
  /** Every string and template in an expression; import specifiers and object keys are not among them. */
  texts: readonly (StringValue | TemplateValue)[];
  /** Whole chains (`process.env.HOME`), not their parts (`process.env`). */
  members: readonly MemberValue[];
  objects: readonly ObjectValue[];
  arrays: readonly ArrayValue[];
  assignments: readonly Assignment[];
  branches: readonly Branch[];
  handlers: readonly Handler[];
  /** Uses of names that are declared in the file; a name that is only assigned to is not used. */
  reads: readonly NameValue[];
  /** Uses of names that are not declared in the file: globals, or a lost import. */
  undeclared: readonly NameValue[];
  /** Every expression with an operator, the inner ones first; a `case` is a comparison with what `switch` is given. */
  operations: readonly CompoundValue[];
  /** Expressions that are statements: their results are not used. */
  discarded: readonly Value[];
  /** What `if` and loops test. */
  conditions: readonly Value[];
  comments: readonly Comment[];
}

export interface Problem extends Span {
  message: string;
  /** What to do, where that can be told. */
  hint?: string;
}

/** Text of a comment without its marks. */
export interface Comment extends Span {
  text: string;
}

export interface ImportFact extends Span {
  /** `reexport` is `export … from`; `require` is also `import x = require(…)`. */
  form: 'static' | 'reexport' | 'dynamic' | 'require';
  /** Null where it is not one fixed text; `from` then says what it is. */
  specifier: string | null;
  /** The specifier's place, quotes included. */
  from: Value;
  /** Nothing of it is left at run time. */
  typeOnly: boolean;
  /** Empty for a side-effect import. */
  names: readonly ImportedName[];
  /** The function it stands in. */
  within: number;
}

export interface ImportedName extends Span {
  /** Name in the other module; `*` for the whole namespace. */
  imported: string;
  local: string;
  typeOnly: boolean;
}

export interface ExportFact extends Span {
  /** `default` for the default export; `*` for `export * from`. */
  name: string;
  typeOnly: boolean;
  /** The name is declared here … */
  declaration?: number;
  /** … or it is an expression (`export default createServer()`) … */
  value?: Value;
  /** … or it comes from another module, under this name there; `*` is the whole namespace. */
  reexport?: { specifier: string; imported: string };
}

export type DeclarationKind =
  | 'import'
  | 'const'
  | 'let'
  | 'var'
  | 'function'
  | 'class'
  | 'enum'
  | 'namespace'
  /** An interface or a type alias. */
  | 'type'
  | 'parameter'
  | 'catch';

/** A name brought into a scope; its span is that of the name. */
export interface Declaration extends Span {
  name: string;
  kind: DeclarationKind;
  /** The function it stands in. */
  within: number;
  /** It is assigned to after its declaration. */
  reassigned: boolean;
  /** Where it comes from, for `kind: 'import'`. */
  import?: { specifier: string; imported: string; typeOnly: boolean };
  /** What it is set to at its declaration, or a parameter's default; an enum's members are an object. */
  init?: Value;
  /** Its own default where it is taken out of something: `{ a = fallback } = init`. */
  fallback?: Value;
  /** The block whose errors it is, for `kind: 'catch'`. */
  tried?: Span;
  /** Way from `init`, or from the parameter, to the name: `{ a: { b } }` is `['a', 'b']`; `*` is an item or a computed key, `...` a rest. */
  path: readonly string[];
  /** Position among the parameters of `within`. */
  parameter?: number;
  /** The type annotation as written. */
  type?: string;
  /** Overload signatures, then the implementation; for a class its constructors. */
  functions?: readonly number[];
  members?: readonly ClassMember[];
  /** The class it extends. */
  base?: Value;
}

/** A parameter property is a field whose `init` is the parameter. */
export interface ClassMember extends Span {
  name: string;
  static: boolean;
  function?: number;
  /** The function runs where the name is read. */
  getter?: true;
  init?: Value;
}

/** A function of any form, or an overload signature (without `body`). */
export interface FunctionFact extends Span {
  name: string;
  /** The function it stands in. */
  within: number;
  async: boolean;
  generator: boolean;
  /** Has a body, that is: not a bare signature. */
  body: boolean;
  parameters: readonly Parameter[];
  /** The return type as written. */
  returns?: string;
  /** What `return` gives back; the body of `x => body`. */
  returned: readonly Value[];
  thrown: readonly Value[];
}

export interface Parameter extends Span {
  /** Empty where it is taken apart at once. */
  name: string;
  /** May be left out: `?`, a default or a rest parameter. */
  optional: boolean;
  rest: boolean;
  type?: string;
}

export interface Assignment extends Span {
  /** `=`, `+=`, `++`, `delete`, … */
  operator: string;
  target: Value;
  value?: Value;
  within: number;
}

/** The block behind `catch`, or one behind `finally` that drops errors, and what it catches the errors of. */
export interface Handler extends Span {
  tried: Span;
}

/** One of the ways an `if` or a `switch` may go. */
export interface Branch extends Span {
  /** Where that statement starts: branches of one statement never run together. */
  of: number;
  /** Nothing behind the branch runs: it ends in `return`, in `throw` or in `process.exit()`. */
  leaves?: 'function' | 'process';
}
