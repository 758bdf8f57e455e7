import type {
  CallValue,
  Declaration,
  ExportFact,
  FunctionFact,
  ImportFact,
  Value,
} from './facts.js';
import type { JsonSchemaObject } from './json-schema.js';
import type { RelPath } from './path.js';
import type { Place, SourceFile } from './project.js';
import type { ArgumentPath, RuntimeFact } from './runtime.js';
import type { SchemaFact, Subschema } from './schema.js';

/** What a specifier stands for. */
export type Resolution =
  | { is: 'file'; file: SourceFile }
  /** `@scope/name` and what follows it. */
  | { is: 'package'; name: string; subpath: string }
  /** Without `node:`. */
  | { is: 'builtin'; name: string }
  /** In the project, but not source: data, or a file that is not there. */
  | { is: 'missing'; path: string };

/** Which module imports which. */
export interface Modules {
  resolve(from: SourceFile, specifier: string): Resolution;
  /** Paths, from the project's root, that a path alias declares for a specifier; empty where none does. */
  aliased(specifier: string): readonly string[];
  /** Run-time imports of a file; `dynamic` ones with a template are all files that fit. */
  imports(file: SourceFile): readonly ResolvedImport[];
  /** The files that are loaded with `entry`, itself first; `dynamic` adds those loaded later by `import()`. */
  reachable(entry: SourceFile, options: { dynamic: boolean }): ReadonlySet<SourceFile>;
  /** Files whose source imports the file, sorted. */
  importers(file: SourceFile): readonly SourceFile[];
}

export interface ResolvedImport {
  fact: ImportFact;
  /** Empty where the source does not show it. */
  to: readonly Resolution[];
}

/** A value and the file it stands in: what values are asked about by. */
export interface Located<V = Value> {
  file: SourceFile;
  value: V;
}

/** Where a name or a chain of names comes from, through aliases, imports and re-exports. */
export type Origin =
  /** `console.log`; `globalThis.` is left out. */
  | { is: 'global'; path: string }
  /** `path` begins with the imported name: `z.object`, `default`, `*` stands for the namespace and is left out. */
  | { is: 'external'; module: string; path: string }
  /** The namespace of a file. */
  | { is: 'module'; file: SourceFile }
  /** Declared in the project; `path` is what of it is meant, `''` for the whole. */
  | { is: 'declared'; file: SourceFile; declaration: Declaration; path: string }
  /** Some other expression in the project (a call's result, a literal) and what of it is meant. */
  | { is: 'value'; file: SourceFile; value: Value; path: string }
  | { is: 'unknown' };

/** An export, followed to where it is declared. */
export interface ResolvedExport {
  name: string;
  /** The statement in the file that was asked about. */
  fact: ExportFact;
  typeOnly: boolean;
  origin: Origin;
}

export interface LocatedFunction {
  file: SourceFile;
  function: FunctionFact;
}

/** What a call runs: a function of the project where it can only be that one, else where the callee comes from. */
export type Target = ({ is: 'function' } & LocatedFunction) | Origin;

/** A call that has a function among its arguments, at this position. */
export interface Callback extends Located<CallValue> {
  position: number;
}

/** A call, met while following the code in the order it runs. */
export interface Step {
  call: Located<CallValue>;
  target: Target;
  /** Calls that led here, outermost first. */
  chain: readonly Located<CallValue>[];
}

/** One property of an object, wherever it was written. */
export interface Property extends Located {
  key: string;
  at: Place;
}

/** What a call is given, as far as it is written there, and where that comes from. */
export interface Argument extends Located {
  origin: Origin;
}

export interface KnownObject {
  properties: readonly Property[];
  /** It spreads or computes something that cannot be seen. */
  partial: boolean;
}

/** Questions about code across files. None of them runs anything; "cannot be told" is an answer. */
export interface Code {
  readonly modules: Modules;
  /** Values at which a walk ended so far: what they hold is not known, and they count as harmless. */
  readonly unfollowed: Iterable<Located>;
  notFollowed(at: Located): void;
  /** By name; `export *` included (ECMA-262 §16.2.1.7: a name of the file itself wins). */
  exports(file: SourceFile): ReadonlyMap<string, ResolvedExport>;
  origin(value: Located): Origin;
  /** The expression an origin stands for; undefined where it is none, or not always the same. */
  value(origin: Origin): Located | undefined;
  /** The expression behind aliases and imports; itself where it is no name. */
  resolve(value: Located): Located;
  /** A string, number, boolean or null known before anything runs; undefined where it is not. */
  constant(value: Located): string | number | boolean | null | undefined;
  object(value: Located): KnownObject | undefined;
  /** Items of an array; undefined where some of them cannot be seen. */
  list(value: Located): readonly Located[] | undefined;
  /**
   * The function the value is: overload signatures, then the implementation. Where only its type can be seen (a call's
   * result behind an annotation) it is that signature; empty where there is neither.
   */
  functions(of: Located | Origin): readonly LocatedFunction[];
  /** The signature that a variable is annotated with by the name of a type, whatever it is set to. */
  annotation(of: Origin): readonly LocatedFunction[];
  target(call: Located<CallValue>): Target;
  /** The functions of the project that a call may run: several where it takes one out of a collection. */
  implementations(call: Located<CallValue>): readonly LocatedFunction[];
  /** Whether the runtime has this entry. */
  isRuntimeModule(module: string): boolean;
  /** All that can be imported of the runtime: `mcp-provider/api`. */
  readonly runtimeEntries: readonly string[];
  /** What something that comes from the runtime means. */
  runtime(of: Located | Target): RuntimeFact | undefined;
  /** An argument of a call, or a part of one; undefined where there is none. */
  argument(call: Located<CallValue>, path: ArgumentPath): Argument | undefined;
  /** Calls of a function in all files but tests, by a name it is declared, exported or imported under. */
  callers(called: LocatedFunction): readonly Located<CallValue>[];
  /** Calls that have a function among their arguments, as it is or by a name, in all files but tests. */
  handed(called: LocatedFunction): readonly Callback[];
  /** Every call that runs when the function does, in order, into the project's own functions (each entered once). */
  execution(start: LocatedFunction): Iterable<Step>;
  /** A schema and all below it, parents first. */
  subschemas(root: SchemaFact): Iterable<Subschema>;
  /** As `tools/list` shows it; parts that cannot be seen are `{}`. */
  jsonSchema(schema: SchemaFact): JsonSchemaObject;
  /** Dotted text of a name or chain as written, `''` for anything else. */
  path(value: Value): string;
}

/** A call of a provider's `tool`, `resource` or `prompt`. */
export interface Definition {
  file: SourceFile;
  call: CallValue;
  at: Place;
  /** Where the function that was called comes from. */
  registrar: Registrar;
  /** Absent where the argument is no object that can be seen. */
  object?: KnownObject;
  name: Known<string>;
  title: Known<string>;
  description: Known<string>;
  property(key: string): Property | undefined;
}

export type Registrar =
  /** `mcp-instance` of a provider. */
  | { is: 'provider'; provider: string }
  /** Some other file of the project: its path, for instance `src/core/define.ts`. */
  | { is: 'project'; path: RelPath };

export interface ToolDefinition extends Definition {
  readonly input: SchemaFact | undefined;
  readonly output: SchemaFact | undefined;
  /** Undefined where there are none, or none that can be seen; a value that cannot be seen is undefined. */
  readonly annotations: Readonly<Record<string, boolean | string | undefined>> | undefined;
  readonly run: LocatedFunction | undefined;
}

/** A call that shows a form to the person. */
export interface FormDefinition {
  file: SourceFile;
  call: CallValue;
  readonly schema: SchemaFact | undefined;
}

/** Said, and to be seen; said, but not to be seen; not said. */
export type Known<T> =
  { is: 'known'; value: T; at: Place } | { is: 'unseen'; at: Place } | { is: 'absent' };
