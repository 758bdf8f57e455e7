import type { Definition, FormDefinition, ToolDefinition } from '../model/code.js';
import type { RelPath } from '../model/path.js';
import type {
  DataEntry,
  Place,
  ProjectModel,
  ProviderModel,
  SourceFile,
} from '../model/project.js';
import type { Definitions } from './definitions.js';

/** Parts of a provider that the project passes in. */
export interface ProviderParts {
  name: string;
  directory: RelPath;
  files: readonly SourceFile[];
  tests: readonly SourceFile[];
  entry: DataEntry | undefined;
  define(files: readonly SourceFile[]): Definitions;
}

export class Provider implements ProviderModel {
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
