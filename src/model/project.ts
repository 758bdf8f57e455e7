import type { Data, Document } from './document.js';
import type { Call, Expression, Module } from './module.js';
import type { SourceRange, TextFile } from './place.js';

/** A project as it is on disk. All texts were read at once; they are parsed when somebody first asks for them. */
export interface Project {
  /** Absolute. */
  readonly root: string;
  /** Of all files but dependencies, output and what Git ignores: from the root, with slashes, sorted. */
  readonly paths: ReadonlySet<string>;
  /** A file that has been read: source, JSON, YAML, or one of a known name, such as `.gitignore`. */
  text(path: string): TextFile | undefined;
  /** A JSON, YAML or `.env` file. */
  document(path: string): Document | undefined;
  module(path: string): Module | undefined;
  /** `provider-config.yaml` */
  readonly config: Document | undefined;
  /** The directories of `src/providers` with an index, an `mcp-instance` or an entry in the configuration, sorted by name. */
  readonly providers: readonly Provider[];
  /** The modules below a folder, or all, sorted; only those that contain a word, where one is given. */
  modulesIn(folder?: string, word?: string): readonly Module[];
  /** What has been parsed so far, and what could not be read of all that somebody has asked for. */
  readonly parsed: {
    readonly documents: readonly Document[];
    readonly modules: readonly Module[];
    readonly unreadable: ReadonlySet<TextFile>;
  };
  /** Whether Git ignores a path of the project; that of a directory ends in a slash. */
  ignores(path: string): boolean;

  /** The module that an import leads to, also through `imports` and `paths`; undefined for packages and missing files. */
  resolve(from: Module, specifier: string): Module | undefined;
  /** Imports and exports of a module that lead to nothing: a missing file, or an alias that no setting defines. */
  unresolved(module: Module): readonly Unresolved[];
  /** The same project with these texts, by path, and no others. */
  with(texts: ReadonlyMap<string, string>): Project;
  /** All that a module loads. `complete` is false where an import has no literal or leads to no file that is known. */
  reached(from: Module): { readonly modules: ReadonlySet<Module>; readonly complete: boolean };
  /** Where an imported name is declared: followed through imports and re-exports. */
  origin(module: Module, local: string): Origin | undefined;
  /** What a module exports under a name; undefined where it does not. */
  exported(module: Module, name: string): Origin | undefined;
  /** The expression that a name stands for, through constants of other files; others as they are. */
  resolved(module: Module, expression: Expression | undefined): Located | undefined;
}

/** A declaration in the project, or a name of a package. */
export type Origin =
  | { readonly module: Module; readonly name: string }
  | { readonly package: string; readonly name: string };

/** A specifier that leads to nothing. */
export interface Unresolved {
  readonly at: SourceRange;
  /** Where a relative one leads, from the root; undefined for others, and outside the project. */
  readonly path: string | undefined;
}

export interface Located {
  readonly module: Module;
  readonly expression: Expression;
}

/** A directory of `src/providers`. */
export interface Provider {
  readonly project: Project;
  /** Name of the directory. */
  readonly name: string;
  /** `src/providers/<name>` */
  readonly directory: string;
  /** In `provider-config.yaml`. */
  readonly entry: Data | undefined;
  readonly modules: readonly Module[];
  /** By its path in the directory without the ending, such as `api/auth`. */
  module(stem: string): Module | undefined;
  /** Where to report what has no place of its own: the entry, or else the first file. */
  readonly at: SourceRange;
  readonly definitions: readonly PartDefinition[];
}

/** A call of a provider's `tool`, `resource` or `prompt`; texts are undefined where they are no constants. */
export interface PartDefinition {
  readonly kind: 'tool' | 'resource' | 'prompt';
  readonly module: Module;
  readonly call: Call;
  /** The only argument. */
  readonly options: Expression;
  readonly name: string | undefined;
  readonly title: string | undefined;
  readonly description: string | undefined;
}
