import type { SourceRange, TextFile } from './source-range.js';

/** `import { name as local } from 'from'`; the name is `*` for a namespace, and absent for a bare or dynamic import. */
export interface Import {
  /** Specifier; empty if a dynamic import has no string literal. */
  readonly specifier: string;
  readonly name: string | undefined;
  readonly local: string | undefined;
  readonly typeOnly: boolean;
  readonly dynamic: boolean;
  /** Position of the specifier. */
  readonly range: SourceRange;
}

/** `export { local as name } from 'from'`; the name of `export * from` is `*`. */
export interface Export {
  readonly name: string;
  readonly specifier: string | undefined;
  /** The name in `from` or in this file; `*` for a namespace. */
  readonly local: string | undefined;
  readonly typeOnly: boolean;
  readonly range: SourceRange;
}

/** The literal parts of an expression, without casts, `satisfies`, parentheses and `await`. */
export interface Expression {
  readonly range: SourceRange;
  /**
   * The value of strings, numbers, booleans, null, and objects and arrays of them; `undefined` for
   * other expressions.
   */
  readonly value: unknown;
  /** Text of an identifier or a member, such as `process.env.PORT`. */
  readonly name: string | undefined;
  /** Members of an object literal by key; empty for other expressions. */
  readonly members: ReadonlyMap<string, Expression>;
  /** Whether an object literal has further members with computed keys. */
  readonly isOpen: boolean;
  /** Expressions that an object literal spreads. */
  readonly spreads: readonly Expression[];
  /** Items of an array literal; empty for other expressions. */
  readonly items: readonly Expression[];
  readonly isFunction: boolean;
  /** The call, if the expression is one or begins with one, as in `z.string().min(1)`. */
  readonly call: Call | undefined;
}

export interface Call {
  /** Callee as written: `server.registerTool`, `fetch`, `Map` with `new`; `''` if it is not a name. */
  readonly callee: string;
  /** Position of the callee. */
  readonly range: SourceRange;
  readonly arguments: readonly Expression[];
  /** The call whose result has the called method: `a()` for `a().b()`. */
  readonly receiver: Call | undefined;
  /** Names of the enclosing functions and properties, outermost first; empty at the top level. */
  readonly enclosingNames: readonly string[];
}

/** A variable that is declared at the top level. */
export interface Variable {
  readonly name: string;
  readonly kind: 'const' | 'let' | 'var' | 'function' | 'class';
  readonly init: Expression | undefined;
  /** Position of the name. */
  readonly range: SourceRange;
}

/** A TypeScript or JavaScript file. */
export interface Module {
  readonly path: string;
  readonly text: string;
  readonly file: TextFile;
  /** Position of the start of the module. */
  readonly start: SourceRange;
  readonly errors: readonly { at: SourceRange; message: string }[];
  readonly comments: readonly SourceRange[];
  readonly imports: readonly Import[];
  readonly exports: readonly Export[];
  readonly calls: readonly Call[];
  readonly variables: readonly Variable[];
  /** Type assertions: `as Type`, `<Type>`. */
  readonly casts: readonly { readonly type: string; readonly at: SourceRange }[];
  /** Values of `throw` statements that are objects of a named class, or texts. */
  readonly thrown: readonly { readonly class: string | undefined; readonly at: SourceRange }[];
  /**
   * Frees the calls, variables, casts and thrown values, which need most of the memory; they are
   * parsed again on demand.
   */
  forget(): void;
}

/** Returns the call at the start of a chain such as `z.string().min(1)`. */
export function chainRoot(expression: Expression | undefined): Call | undefined {
  let call = expression?.call;
  while (call?.receiver) call = call.receiver;
  return call;
}
