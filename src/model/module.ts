import type { SourceRange, TextFile } from './place.js';

/** `import { name as local } from 'from'`; `*` for a namespace; a bare or dynamic import has no `name`. */
export interface Import {
  /** Empty where a dynamic import has no string literal. */
  readonly from: string;
  readonly name: string | undefined;
  readonly local: string | undefined;
  readonly typeOnly: boolean;
  readonly dynamic: boolean;
  /** Place of the specifier. */
  readonly at: SourceRange;
}

/** `export { local as name } from 'from'`; `export * from` has the name `*`. */
export interface Export {
  readonly name: string;
  readonly from: string | undefined;
  /** The name in `from`, or in this file; `*` for a namespace. */
  readonly local: string | undefined;
  readonly typeOnly: boolean;
  readonly at: SourceRange;
}

/** What an expression states literally, without casts, `satisfies`, parentheses and `await`. */
export interface Expression {
  readonly at: SourceRange;
  /** Strings, numbers, booleans and null, and objects and arrays of them; `undefined` for anything else. */
  readonly value: unknown;
  /** Of an identifier or a member, such as `process.env.PORT`. */
  readonly name: string | undefined;
  /** Members of an object literal by key; empty for anything else. */
  readonly members: ReadonlyMap<string, Expression>;
  /** An object literal has further members, with computed keys. */
  readonly isOpen: boolean;
  /** Whose members an object literal has, too. */
  readonly spreads: readonly Expression[];
  /** Items of an array literal; empty for anything else. */
  readonly items: readonly Expression[];
  readonly isFunction: boolean;
  /** The expression is this call, or begins with it in a chain such as `z.string().min(1)`. */
  readonly call: Call | undefined;
}

export interface Call {
  /** As it is written: `server.registerTool`, `fetch`, `Map` with `new`; `''` where the callee is no name. */
  readonly name: string;
  /** Place of the callee. */
  readonly at: SourceRange;
  readonly arguments: readonly Expression[];
  /** For `a().b()`, the call `a()`. */
  readonly on: Call | undefined;
  /** Functions and properties around it, the outermost first; empty at the top level. */
  readonly within: readonly string[];
}

/** Declared at the top level. */
export interface Variable {
  readonly name: string;
  readonly kind: 'const' | 'let' | 'var' | 'function' | 'class';
  readonly init: Expression | undefined;
  /** Place of the name. */
  readonly at: SourceRange;
}

/** A TypeScript or JavaScript file. */
export interface Module {
  readonly path: string;
  readonly text: string;
  readonly file: TextFile;
  /** Its beginning. */
  readonly start: SourceRange;
  readonly errors: readonly { at: SourceRange; message: string }[];
  readonly comments: readonly SourceRange[];
  readonly imports: readonly Import[];
  readonly exports: readonly Export[];
  readonly calls: readonly Call[];
  readonly variables: readonly Variable[];
  /** Type assertions: `as Type`, `<Type>`. */
  readonly casts: readonly { readonly type: string; readonly at: SourceRange }[];
  /** What functions throw, where it is an object of a named class, or a text. */
  readonly thrown: readonly { readonly class: string | undefined; readonly at: SourceRange }[];
  /** Calls, variables, casts and what is thrown take most of the memory; they are read again when somebody asks for them. */
  forget(): void;
}
