import type { ParseResult } from 'rolldown/utils';
import type { Document } from '../model/document.js';
import { noParser, notAProject } from '../model/errors/project.js';
import type { HostFiles } from '../model/host.js';
import type { Expression, Module } from '../model/module.js';
import type {
  LocatedExpression,
  Origin,
  PartDefinition,
  Project,
  Provider,
  Unresolved,
} from '../model/project.js';
import { sourceRange, type TextFile } from '../model/source-range.js';
import { parseDocument } from './document.js';
import { type ProjectFiles, readFiles, SOURCE } from './files.js';
import { SourceModule } from './module.js';
import { candidatesFor, relativePath, SpecifierResolver } from './resolver.js';

const CONFIG = 'provider-config.yaml';
const PROVIDERS = 'src/providers';
const INSTANCE = /\/mcp-instance\.\w+$/;
/** Files of which a provider has at least one; other folders contain code that providers share. */
const CONTRACT = /^src\/providers\/[^/]+\/(index|mcp-instance)\.\w+$/;

/**
 * Reads a project from disk: all texts at once, without parsing or executing anything, and without
 * `node_modules`.
 * @throws CliError `project/not-found` if `root` has neither a configuration nor providers,
 * `project/no-parser`
 */
export async function readProject(files: HostFiles, root: string): Promise<Project> {
  const [projectFiles, parse] = await Promise.all([readFiles(files, root), loadParser()]);
  const project = new ProjectOnDisk(root, projectFiles, parse);
  const isProject = project.config ?? project.text('.mcp-provider.json') ?? project.providers[0];
  if (!isProject) throw notAProject(root);
  return project;
}

class ProjectOnDisk implements Project {
  readonly #documents = new Map<string, Document>();
  readonly #modules = new Map<string, Module>();
  readonly #unreadable = new Set<TextFile>();
  readonly #resolver: SpecifierResolver;
  #providers: readonly Provider[] | undefined;

  constructor(
    readonly root: string,
    readonly files: ProjectFiles,
    readonly parse: ParseModule,
  ) {
    this.#resolver = new SpecifierResolver(files.paths, (path) => this.document(path));
  }

  get paths() {
    return this.files.paths;
  }

  text(path: string): TextFile | undefined {
    const file = this.files.texts.get(path);
    if (file?.unreadable !== undefined) this.#unreadable.add(file);
    return file;
  }

  document(path: string): Document | undefined {
    const file = this.text(path);
    return file && memoize(this.#documents, path, () => parseDocument(file));
  }

  module(path: string): Module | undefined {
    const file = this.text(path);
    return file && memoize(this.#modules, path, () => new SourceModule(file, this.parse));
  }

  get config(): Document | undefined {
    return this.document(CONFIG);
  }

  get parsed() {
    const [documents, modules] = [this.#documents, this.#modules];
    return {
      documents: [...documents.values()],
      modules: [...modules.values()],
      unreadable: this.#unreadable,
    };
  }

  ignores(path: string): boolean {
    return this.files.ignoreRules.covers(path);
  }

  modulesIn(folder?: string, containedWord = ''): Module[] {
    const paths = [...this.paths].filter(
      (path) =>
        (folder === undefined || path.startsWith(`${folder}/`)) &&
        SOURCE.test(path) &&
        this.files.texts.get(path)?.text.includes(containedWord),
    );
    return paths.flatMap((path) => this.module(path) ?? []);
  }

  get providers(): readonly Provider[] {
    if (this.#providers) return this.#providers;
    const byName = new Map<string, string[]>();
    for (const path of this.paths) {
      const [, name] = /^src\/providers\/([^/]+)\//.exec(path) ?? [];
      if (name === undefined || !SOURCE.test(path)) continue;
      const paths = byName.get(name);
      if (paths) paths.push(path);
      else byName.set(name, [path]);
    }
    const isProvider = ([name, paths]: [string, string[]]) =>
      this.config?.get('providers', name) !== undefined ||
      paths.some((path) => CONTRACT.test(path));
    return (this.#providers = [...byName]
      .filter(isProvider)
      .map(([name, paths]) => new ProviderOnDisk(this, name, paths)));
  }

  resolve(importer: Module, specifier: string): Module | undefined {
    const path = this.#resolver.pathOf(importer.path, specifier);
    return path !== undefined && SOURCE.test(path) ? this.module(path) : undefined;
  }

  unresolvedImports(module: Module): Unresolved[] {
    const unresolvedByStart = new Map<number, Unresolved>();
    const isUnknown = ({ specifier }: { specifier: string | undefined }) =>
      specifier !== undefined && this.#resolver.isUnknown(module.path, specifier);
    for (const { specifier = '', range } of [
      ...module.imports.filter(isUnknown),
      ...module.exports.filter(isUnknown),
    ]) {
      const path = relativePath(module.path, specifier);
      const candidates = path === undefined ? [] : candidatesFor(path);
      if (candidates.some((candidate) => this.files.leavesOut(candidate))) continue;
      unresolvedByStart.set(range.start, {
        range,
        path: path?.startsWith('..') ? undefined : path,
      });
    }
    return [...unresolvedByStart.values()];
  }

  withTexts(texts: ReadonlyMap<string, string>): Project {
    const files = new Map(Array.from(texts, ([path, text]) => [path, { path, text }]));
    const paths = new Set(texts.keys());
    return new ProjectOnDisk(this.root, { ...this.files, paths, texts: files }, this.parse);
  }

  reachableModules(startModule: Module): { modules: ReadonlySet<Module>; complete: boolean } {
    const modules = new Set([startModule]);
    let isComplete = true;
    for (const module of modules) {
      const sources = [
        ...module.imports.filter(({ typeOnly }) => !typeOnly),
        ...module.exports.filter(
          (moduleExport) => moduleExport.specifier !== undefined && !moduleExport.typeOnly,
        ),
      ];
      for (const { specifier = '' } of sources) {
        const nextModule = this.resolve(module, specifier);
        if (nextModule) modules.add(nextModule);
        else if (
          !this.#resolver.isPackage(specifier) &&
          this.#resolver.pathOf(module.path, specifier) === undefined
        )
          isComplete = false;
      }
    }
    return { modules, complete: isComplete };
  }

  origin(module: Module, local: string, visitedExports?: Set<string>): Origin | undefined {
    const declaration = module.imports.find((importEntry) => importEntry.local === local);
    if (!declaration) return { module, name: local };
    const target = this.resolve(module, declaration.specifier);
    if (!target) return { package: declaration.specifier, name: declaration.name ?? '' };
    if (declaration.name === '*') return { module: target, name: '*' };
    return this.exportOrigin(target, declaration.name ?? '', visitedExports);
  }

  /** @param visitedExports visited modules, because modules can export each other */
  exportOrigin(
    module: Module,
    name: string,
    visitedExports = new Set<string>(),
  ): Origin | undefined {
    const key = `${name} ${module.path}`;
    if (visitedExports.has(key)) return undefined;
    visitedExports.add(key);
    const direct = module.exports.find(
      (moduleExport) => moduleExport.name === name && !moduleExport.typeOnly,
    );
    if (direct?.specifier === undefined && direct)
      return this.origin(module, direct.local ?? name, visitedExports);
    const reexports = direct
      ? [direct]
      : module.exports.filter(
          (moduleExport) => moduleExport.name === '*' && !moduleExport.typeOnly,
        );
    for (const { specifier, local } of reexports) {
      const target = specifier === undefined ? undefined : this.resolve(module, specifier);
      if (!target) return { package: specifier ?? '', name };
      if (direct && local === '*') return { module: target, name: '*' };
      const exportedHere = this.exportOrigin(
        target,
        direct ? (local ?? name) : name,
        visitedExports,
      );
      if (exportedHere) return exportedHere;
    }
    return undefined;
  }

  resolveExpression(
    module: Module,
    expression: Expression | undefined,
    depth = 0,
  ): LocatedExpression | undefined {
    if (!expression) return undefined;
    const ownLocation = { module, expression };
    if (expression.name === undefined || depth > 20) return ownLocation;
    const [first = '', ...keys] = expression.name.split('.');
    const baseOrigin = this.origin(module, first);
    if (!baseOrigin || 'package' in baseOrigin) return ownLocation;
    let origin: Origin | undefined = baseOrigin;
    if (baseOrigin.name === '*') origin = this.exportOrigin(baseOrigin.module, keys.shift() ?? '');
    if (!origin || 'package' in origin) return ownLocation;
    const { module: declaringModule, name } = origin;
    const variable = declaringModule.variables.find(
      (candidate) => candidate.name === name && candidate.kind === 'const',
    );
    let init = this.resolveExpression(declaringModule, variable?.init, depth + 1);
    for (const key of keys)
      init =
        init && this.resolveExpression(init.module, init.expression.members.get(key), depth + 1);
    return init ?? ownLocation;
  }
}

class ProviderOnDisk implements Provider {
  readonly directory: string;
  #modules: readonly Module[] | undefined;
  #definitions: readonly PartDefinition[] | undefined;

  constructor(
    readonly project: ProjectOnDisk,
    readonly name: string,
    readonly paths: readonly string[],
  ) {
    this.directory = `${PROVIDERS}/${name}`;
  }

  get entry() {
    return this.project.config?.get('providers', this.name);
  }

  get modules(): readonly Module[] {
    return (this.#modules ??= this.paths.flatMap((path) => this.project.module(path) ?? []));
  }

  /** Finds a module by its path without extension. It is an arrow function, because rules destructure it from the provider. */
  readonly module = (stem: string): Module | undefined => {
    const path = ['.ts', '.mts', '.js', '.mjs', '.tsx', '.jsx']
      .map((extension) => `${this.directory}/${stem}${extension}`)
      .find((candidate) => this.project.paths.has(candidate));
    return path === undefined ? undefined : this.project.module(path);
  };

  get range() {
    const index = this.paths.find((path) => CONTRACT.test(path));
    const first = index ?? this.paths[0] ?? this.directory;
    return (
      this.entry?.keyRange ?? sourceRange(this.project.text(first) ?? { path: first, text: '' })
    );
  }

  get definitions(): readonly PartDefinition[] {
    return (this.#definitions ??= this.modules
      .filter(({ text }) => /\b(?:tool|resource|prompt)\b/.test(text))
      .flatMap((module) => definitionsIn(this.project, module)));
  }
}

function definitionsIn(project: Project, module: Module): PartDefinition[] {
  const registrars = registrarsIn(project, module);
  return module.calls.flatMap((call) => {
    const [options] = call.arguments;
    const kind = options && registrars.get(call.callee);
    if (!kind) return [];
    const text = (key: string) => {
      const value = project.resolveExpression(module, options.members.get(key))?.expression.value;
      return typeof value === 'string' ? value : undefined;
    };
    const texts = { name: text('name'), title: text('title'), description: text('description') };
    return [{ kind, module, call, options, ...texts }];
  });
}

type PartKind = PartDefinition['kind'];
const PART_KINDS: readonly PartKind[] = ['tool', 'resource', 'prompt'];

/**
 * Returns the registrars `tool`, `resource` and `prompt` of an `mcp-instance` file, by the names
 * under which a module calls them.
 */
function registrarsIn(project: Project, module: Module): Map<string, PartKind> {
  const registrars = new Map<string, PartKind>();
  if (INSTANCE.test(module.path)) for (const kind of PART_KINDS) registrars.set(kind, kind);
  for (const { local } of module.imports) {
    if (local === undefined) continue;
    registrars.delete(local);
    const origin = project.origin(module, local);
    if (!origin || 'package' in origin || !INSTANCE.test(origin.module.path)) continue;
    for (const kind of PART_KINDS) {
      if (origin.name === kind) registrars.set(local, kind);
      else if (origin.name === '*') registrars.set(`${local}.${kind}`, kind);
    }
  }
  return registrars;
}

function memoize<Value>(cache: Map<string, Value>, key: string, read: () => Value): Value {
  const value = cache.get(key) ?? read();
  cache.set(key, value);
  return value;
}

/** Parses without nodes that only types add to JavaScript, which would be a third of the tree. */
export type ParseModule = (path: string, text: string) => ParseResult;

/**
 * Returns the TypeScript parser, a native module of the bundler that every project has.
 * @throws CliError `project/no-parser` if the package for this platform is missing
 */
async function loadParser(): Promise<ParseModule> {
  try {
    const { parseSync } = await import('rolldown/utils');
    return (path, text) => parseSync(path, text, { astType: 'js' });
  } catch (error) {
    throw noParser(error);
  }
}
