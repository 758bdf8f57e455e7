import type { Code, Definition, FormDefinition, Modules, ToolDefinition } from './code.js';
import type { FileFacts, Problem, Span } from './facts.js';
import type { Region } from './finding.js';
import type { RelPath } from './path.js';
import type { Data, Document } from './document.js';
import type { Call, Expression, Module } from './module.js';
import type { Place as SourcePlace, TextFile as SourceText } from './place.js';

/** A project as it is on disk. All texts were read at once; they are parsed when somebody first asks for them. */
export interface Project {
  /** Absolute. */
  readonly root: string;
  /** Of all files but dependencies, output and what Git ignores: from the root, with slashes, sorted. */
  readonly paths: ReadonlySet<string>;
  /** A file that has been read: source, JSON, YAML, or one of a known name, such as `.gitignore`. */
  text(path: string): SourceText | undefined;
  /** A JSON, YAML or `.env` file. */
  document(path: string): Document | undefined;
  module(path: string): Module | undefined;
  /** `provider-config.yaml` */
  readonly config: Document | undefined;
  /** The directories of `src/providers`, sorted by name. */
  readonly providers: readonly Provider[];
  /** The modules below a folder, sorted. */
  modulesIn(folder: string): readonly Module[];
  /** What has been parsed so far. */
  readonly parsed: { readonly documents: readonly Document[]; readonly modules: readonly Module[] };
  /** Whether Git ignores a path of the project; that of a directory ends in a slash. */
  ignores(path: string): boolean;

  /** The module that an import leads to; undefined for packages, aliases and missing files. */
  resolve(from: Module, specifier: string): Module | undefined;
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

export interface Located {
  readonly module: Module;
  readonly expression: Expression;
}

/** A directory of `src/providers`. */
export interface Provider {
  readonly project: Project;
  /** Of the directory. */
  readonly name: string;
  /** `src/providers/<name>` */
  readonly directory: string;
  /** In `provider-config.yaml`. */
  readonly entry: Data | undefined;
  readonly modules: readonly Module[];
  /** By its path in the directory without the ending, such as `api/auth`. */
  module(stem: string): Module | undefined;
  /** Where to report what has no place of its own: the entry, or else the first file. */
  readonly at: SourcePlace;
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

/** A project as it is on disk. Everything was read at once; everything else is worked out when first asked for. */
export interface ProjectModel {
  /** Absolute. */
  readonly root: string;
  /** All source files but those that git ignores and the compiler's `outDir` leave out, sorted. */
  readonly files: ReadonlyMap<RelPath, SourceFile>;
  /** Directories below `src/providers`, and keys of `provider-config.yaml`; sorted by name. */
  readonly providers: readonly ProviderModel[];
  readonly documents: Documents;
  readonly modules: Modules;
  readonly code: Code;
  /** Where to point at what is missing altogether: the nearest file there is. */
  nearest(path: string): Place;
}

/** Files that are not code. Those the project does not have are absent. */
export interface Documents {
  /** `provider-config.yaml` */
  readonly config?: DataDocument;
  readonly packageJson?: DataDocument;
  readonly tsconfig?: DataDocument;
  /** `tsconfig.json`, then what it extends, then what it refers to: the first that sets an option counts. */
  readonly compiler: readonly CompilerConfig[];
  /** `.mcp-provider.json` */
  readonly state?: DataDocument;
  /** `server.json` of the MCP registry. */
  readonly serverJson?: DataDocument;
  /** `manifest.json` of a bundle (.mcpb), or of something else. */
  readonly bundleManifest?: DataDocument;
  /** `.env.example`, as a map. */
  readonly envExample?: DataDocument;
  readonly gitignore?: TextFile;
  /** `README.md`, which `all` does not contain: it is for people. */
  readonly readme?: TextFile;
  /** As git decides (gitignore(5)) from the files down to the project; absent where there is none. */
  readonly ignores?: (path: string) => boolean;
  readonly packageLock?: DataDocument;
  /** What `package.json` declares as `file:…` and does not exist, with the names of what is beside it. */
  readonly lostPackages: ReadonlyMap<string, readonly string[]>;
  /** Of GitHub, in `.github/workflows`. */
  readonly workflows: readonly DataDocument[];
  /** Of the directories above, up to the root of the repository, nearest first: what they install is found from here. */
  readonly packagesAbove: readonly DataDocument[];
  /** `pnpm-workspace.yaml` of the project and of the directories above, nearest first. */
  readonly workspaces: readonly DataDocument[];
  readonly clients: readonly ClientDocument[];
  /** All of the above that lie in the project. */
  readonly all: readonly TextFile[];
}

/** A client's configuration file in the project (clients.md 1). */
export interface ClientDocument {
  client: string;
  document: DataDocument;
  /** The entries of the container this client reads. */
  servers: readonly DataEntry[];
  /** How values in `env` of its servers refer to an environment variable; undefined where the client takes them literally. */
  reference(variable: string): string | undefined;
}

export interface CompilerConfig {
  document: DataDocument;
  /** A path that it names, as seen from the project. */
  pathOf(path: string): string;
  /** What it extends and cannot be read here, such as a package that is not installed. */
  readonly hidden: readonly Place[];
}

export interface TextFile {
  /** Where findings point: with links resolved, where that is in the project. */
  readonly path: RelPath;
  /** Without byte order mark, line ends as they are. */
  readonly text: string;
  readonly bom: boolean;
  at(span: Span): Place;
  /** The first thing in the file that is not a comment. */
  readonly start: Place;
  region(span: Span): Region;
}

/** A span and the file it lies in. */
export interface Place extends Span {
  file: TextFile;
}

export interface SourceFile extends TextFile {
  /** Where the file was found; imports are resolved from here. */
  readonly logicalPath: RelPath;
  readonly facts: FileFacts;
  /** The provider whose directory, or directory of tests, it lies in. */
  readonly provider: string | undefined;
  readonly test: boolean;
}

export interface ProviderModel {
  readonly project: ProjectModel;
  readonly name: string;
  /** `src/providers/<name>` */
  readonly directory: RelPath;
  /** Its files outside tests, sorted; empty where there is no such directory. */
  readonly files: readonly SourceFile[];
  readonly tests: readonly SourceFile[];
  /** Its entry in `provider-config.yaml`. */
  readonly entry: DataEntry | undefined;
  /** `file('api/auth')`: with whatever ending it has. */
  file(stem: string): SourceFile | undefined;
  /** Where to point at what is missing: the entry, or the nearest file. */
  readonly place: Place;
  readonly tools: readonly ToolDefinition[];
  readonly resources: readonly Definition[];
  readonly prompts: readonly Definition[];
  readonly forms: readonly FormDefinition[];
}

/** JSON, JSON with comments, YAML or `NAME=value` lines. */
export interface DataDocument extends TextFile {
  /** Undefined where the document is empty or cannot be read at all. */
  readonly root: DataNode | undefined;
  readonly problems: readonly Problem[];
  readonly comments: readonly Span[];
  /** Value at a path of keys and indices. */
  get(...path: (string | number)[]): DataNode | undefined;
  /** Entries of the map at a path; empty where there is none. */
  entries(...path: (string | number)[]): readonly DataEntry[];
}

export type DataNode = Span &
  (
    | { is: 'map'; entries: readonly DataEntry[] }
    | { is: 'list'; items: readonly DataNode[] }
    | { is: 'scalar'; value: string | number | boolean | null }
  );

/** Its span is that of the key. */
export interface DataEntry extends Span {
  key: string;
  value: DataNode;
}
