import type { DataNode, Document } from './document.js';
import type { Call, Expression, Module } from './module.js';
import type { SourceRange, TextFile } from './source-range.js';

/** A project on disk. All texts are read at once and parsed on demand. */
export interface Project {
  /** Absolute path. */
  readonly root: string;
  /**
   * Paths of all files except dependencies, output and files that Git ignores: relative to the
   * root, with slashes, sorted.
   */
  readonly paths: ReadonlySet<string>;
  /** Returns a file that has been read: source, JSON, YAML, or one with a known name such as `.gitignore`. */
  text(path: string): TextFile | undefined;
  /** Returns a parsed JSON, YAML or `.env` file. */
  document(path: string): Document | undefined;
  module(path: string): Module | undefined;
  /** The parsed `provider-config.yaml`. */
  readonly config: Document | undefined;
  /** Directories of `src/providers` with an index, an `mcp-instance` or a configuration entry, sorted by name. */
  readonly providers: readonly Provider[];
  /** Returns the modules of a folder or of the project, sorted; with `word`, only those that contain it. */
  modulesIn(folder?: string, word?: string): readonly Module[];
  /** The files parsed so far, and those that could not be read. */
  readonly parsed: {
    readonly documents: readonly Document[];
    readonly modules: readonly Module[];
    readonly unreadable: ReadonlySet<TextFile>;
  };
  /** Returns whether Git ignores a path of the project; paths of directories end with a slash. */
  ignores(path: string): boolean;

  /**
   * Returns the module that an import resolves to, including `imports` and `paths`; undefined for
   * packages and missing files.
   */
  resolve(from: Module, specifier: string): Module | undefined;
  /** Imports and exports of a module that do not resolve: a missing file, or an undefined alias. */
  unresolvedImports(module: Module): readonly Unresolved[];
  /** Returns the same project with exactly these texts, by path. */
  withTexts(texts: ReadonlyMap<string, string>): Project;
  /**
   * Returns all modules that a module loads. `complete` is false if an import has no literal or
   * does not resolve to a known file.
   */
  reachableModules(from: Module): {
    readonly modules: ReadonlySet<Module>;
    readonly complete: boolean;
  };
  /** Returns the declaration of an imported name, followed through imports and re-exports. */
  origin(module: Module, local: string): Origin | undefined;
  /** Returns the declaration that a module exports under a name; undefined if there is none. */
  exportOrigin(module: Module, name: string): Origin | undefined;
  /**
   * Returns the expression that a name stands for, through constants of other files; other
   * expressions are returned unchanged.
   */
  resolveExpression(
    module: Module,
    expression: Expression | undefined,
  ): LocatedExpression | undefined;
}

/** A declaration in the project, or a name of a package. */
export type Origin =
  | { readonly module: Module; readonly name: string }
  | { readonly package: string; readonly name: string };

/** A specifier that does not resolve. */
export interface Unresolved {
  readonly range: SourceRange;
  /** Path relative to the root that a relative specifier stands for; undefined for others, and outside the project. */
  readonly path: string | undefined;
}

export interface LocatedExpression {
  readonly module: Module;
  readonly expression: Expression;
}

/** A directory of `src/providers`. */
export interface Provider {
  readonly project: Project;
  /** Name of the directory. */
  readonly name: string;
  /** Path `src/providers/<name>`. */
  readonly directory: string;
  /** Its entry in `provider-config.yaml`. */
  readonly entry: DataNode | undefined;
  readonly modules: readonly Module[];
  /** Returns the module at a path in the directory without extension, such as `api/auth`. */
  module(stem: string): Module | undefined;
  /** Position for findings without a position of their own: the entry, or else the first file. */
  readonly range: SourceRange;
  readonly definitions: readonly PartDefinition[];
}

/** A call of a provider's `tool`, `resource` or `prompt`. Texts that are not constants are undefined. */
export interface PartDefinition {
  readonly kind: 'tool' | 'resource' | 'prompt';
  readonly module: Module;
  readonly call: Call;
  /** The only argument of the call. */
  readonly options: Expression;
  readonly name: string | undefined;
  readonly title: string | undefined;
  readonly description: string | undefined;
}
