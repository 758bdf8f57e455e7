import { dirname } from 'node:path/posix';
import type { Code, Definition, FormDefinition, ToolDefinition } from '../model/code.js';
import type { RelPath } from '../model/path.js';
import type {
  DataEntry,
  Documents,
  Place,
  ProjectModel,
  ProviderModel,
  SourceFile,
  TextFile,
} from '../model/project.js';
import type { Aliases } from './aliases.js';
import { CodeModel } from './code/code-model.js';
import { type Definitions, definitionsIn } from './definitions.js';
import { ModuleGraph } from './modules.js';
import type { Packages } from './packages.js';
import { onDisk } from './on-disk.js';

export interface ProjectParts {
  root: string;
  documents: Documents;
  /** Sorted by logical path. */
  sources: readonly SourceFile[];
  /** Of providers: directories and configured ones. */
  names: ReadonlySet<string>;
  aliases: Aliases;
  packages: Packages;
}

export class Project implements ProjectModel {
  readonly root: string;
  readonly documents: Documents;
  readonly files: ReadonlyMap<RelPath, SourceFile>;
  readonly modules: ModuleGraph;
  readonly code: Code;
  readonly providers: readonly ProviderModel[];

  constructor({ root, documents, sources, names, aliases, packages }: ProjectParts) {
    this.root = root;
    this.documents = documents;
    this.files = new Map(sources.map((file) => [file.logicalPath, file]));
    this.modules = new ModuleGraph(this.files, aliases, packages);
    this.code = new CodeModel(this.modules);
    this.providers = this.#providers(sources, names);
  }

  nearest(path: string): Place {
    const texts: TextFile[] = [...this.files.values(), ...this.documents.all];
    for (let above = path; ; above = dirname(above)) {
      const found = texts.find(
        (file) => above === '.' || file.path === above || file.path.startsWith(`${above}/`),
      );
      if (found) return found.start;
      if (above === '.') throw new Error(`A project without a single file: ${this.root}`);
    }
  }

  #providers(sources: readonly SourceFile[], names: ReadonlySet<string>): ProviderModel[] {
    const { code, modules } = this;
    const own = new Map<string, SourceFile[]>();
    const tests = new Map<string, SourceFile[]>();
    for (const file of sources) {
      if (file.provider === undefined) continue;
      const lists = file.test ? tests : own;
      const list = lists.get(file.provider);
      if (list) list.push(file);
      else lists.set(file.provider, [file]);
    }
    // Of a key that is there twice, the last: so does the program.
    const entries = new Map(
      (this.documents.config?.entries('providers') ?? []).map((entry) => [entry.key, entry]),
    );
    return [...names].sort().map(
      (name) =>
        new Provider(this, {
          name,
          directory: onDisk(`src/providers/${name}`),
          files: own.get(name) ?? [],
          tests: tests.get(name) ?? [],
          entry: entries.get(name),
          define: (files) => definitionsIn(files, code, modules),
        }),
    );
  }
}

/** Parts of a provider that the project passes in. */
interface ProviderParts {
  name: string;
  directory: RelPath;
  files: readonly SourceFile[];
  tests: readonly SourceFile[];
  entry: DataEntry | undefined;
  define(files: readonly SourceFile[]): Definitions;
}

class Provider implements ProviderModel {
  readonly name: string;
  readonly directory: RelPath;
  readonly files: readonly SourceFile[];
  readonly tests: readonly SourceFile[];
  readonly entry: DataEntry | undefined;
  readonly #define: ProviderParts['define'];
  #definitions: Definitions | undefined;

  constructor(
    readonly project: ProjectModel,
    { name, directory, files, tests, entry, define }: ProviderParts,
  ) {
    this.name = name;
    this.directory = directory;
    this.files = files;
    this.tests = tests;
    this.entry = entry;
    this.#define = define;
  }

  file(stem: string): SourceFile | undefined {
    const path = `${this.directory}/${stem}`;
    return this.files.find(
      ({ logicalPath }) =>
        logicalPath.replace(/\.[cm]?[jt]sx?$/, '') === path || path.startsWith(`${logicalPath}/`),
    );
  }

  get place(): Place {
    const { config } = this.project.documents;
    return config && this.entry ? config.at(this.entry) : this.project.nearest(this.directory);
  }

  get tools(): readonly ToolDefinition[] {
    return this.#defined.tools;
  }

  get resources(): readonly Definition[] {
    return this.#defined.resources;
  }

  get prompts(): readonly Definition[] {
    return this.#defined.prompts;
  }

  get forms(): readonly FormDefinition[] {
    return this.#defined.forms;
  }

  get #defined(): Definitions {
    this.#definitions ??= this.#define(this.files);
    return this.#definitions;
  }
}
