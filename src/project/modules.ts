import { builtinModules } from 'node:module';
import { dirname, join } from 'node:path/posix';
import type { Modules, Resolution, ResolvedImport } from '../model/code.js';
import type { ImportFact } from '../model/facts.js';
import type { SourceFile } from '../model/project.js';
import type { Aliases } from './aliases.js';
import type { Packages } from './packages.js';

const BUILTIN = new Set(builtinModules);
const ENDINGS = ['.ts', '.tsx', '.mts', '.cts', '.js', '.jsx', '.mjs', '.cjs'];
/** What a specifier's ending may refer to in the source (TypeScript, "module resolution: extension substitution"). */
const WRITTEN: Readonly<Record<string, readonly string[]>> = {
  '.js': ['.ts', '.tsx', '.js', '.jsx'],
  '.jsx': ['.tsx', '.jsx'],
  '.mjs': ['.mts', '.mjs'],
  '.cjs': ['.cts', '.cjs'],
};

export class ModuleGraph implements Modules {
  readonly #imports = new Map<SourceFile, readonly ResolvedImport[]>();
  #importers: Map<SourceFile, SourceFile[]> | undefined;
  readonly #resolved = new WeakMap<SourceFile, Map<string, Resolution>>();

  constructor(
    /** By logical path. */
    readonly files: ReadonlyMap<string, SourceFile>,
    readonly aliases: Aliases,
    readonly packages: Packages,
  ) {}

  resolve(from: SourceFile, specifier: string): Resolution {
    const known = this.#resolved.get(from) ?? new Map<string, Resolution>();
    this.#resolved.set(from, known);
    const found = known.get(specifier) ?? this.#resolve(from, specifier);
    known.set(specifier, found);
    return found;
  }

  #resolve(from: SourceFile, specifier: string): Resolution {
    if (/^\.{1,2}(\/|$)/.test(specifier)) {
      const path = join(dirname(from.logicalPath), specifier);
      const file = this.#find(path);
      return file ? { is: 'file', file } : { is: 'missing', path };
    }
    if (specifier.startsWith('node:')) return { is: 'builtin', name: specifier.slice(5) };
    if (BUILTIN.has(specifier)) return { is: 'builtin', name: specifier };
    const aliased = this.#first(this.aliases.tried(specifier));
    if (aliased) return { is: 'file', file: aliased };
    const module = this.aliases.module(specifier) ?? specifier;
    if (/^[#/]/.test(module)) return { is: 'missing', path: specifier };
    const [name, subpath] = parts(module);
    const own = this.#first(this.packages.tried(name, subpath));
    return own
      ? { is: 'file', file: own }
      : { is: 'package', name: this.packages.registered(name), subpath };
  }

  #first(paths: readonly string[]): SourceFile | undefined {
    for (const path of paths) {
      const file = this.#find(path);
      if (file) return file;
    }
    return undefined;
  }

  aliased(specifier: string): readonly string[] {
    return this.aliases.declared(specifier);
  }

  imports(file: SourceFile): readonly ResolvedImport[] {
    let known = this.#imports.get(file);
    if (!known) {
      known = file.facts.imports
        .filter(({ typeOnly }) => !typeOnly)
        .map((fact) => ({ fact, to: this.#targets(file, fact) }));
      this.#imports.set(file, known);
    }
    return known;
  }

  reachable(entry: SourceFile, options: { dynamic: boolean }): ReadonlySet<SourceFile> {
    const reached = new Set([entry]);
    // A set grows while it is walked through.
    for (const file of reached) {
      for (const { fact, to } of this.imports(file)) {
        if (fact.form === 'dynamic' && !options.dynamic) continue;
        for (const target of to) if (target.is === 'file') reached.add(target.file);
      }
    }
    return reached;
  }

  importers(file: SourceFile): readonly SourceFile[] {
    this.#importers ??= this.#reverse();
    return this.#importers.get(file) ?? [];
  }

  #reverse(): Map<SourceFile, SourceFile[]> {
    const importers = new Map<SourceFile, SourceFile[]>();
    for (const file of this.files.values()) {
      const targets = this.imports(file).flatMap(({ to }) => to);
      for (const target of new Set(
        targets.flatMap((each) => (each.is === 'file' ? [each.file] : [])),
      )) {
        const list = importers.get(target);
        if (list) list.push(file);
        else importers.set(target, [file]);
      }
    }
    return importers;
  }

  #targets(file: SourceFile, { specifier, from }: ImportFact): Resolution[] {
    if (specifier !== null) return [this.resolve(file, specifier)];
    if (from.is !== 'template' || !from.chunks[0]?.startsWith('.')) return [];
    const base = join(dirname(file.logicalPath), from.chunks[0]);
    const rest = from.chunks.slice(1).map(escaped).join('[^/]+');
    const fits = new RegExp(`^${escaped(base)}[^/]+${rest.replace(/\\\.[cm]?jsx?$/, ENDING)}$`);
    return [...this.files.values()].flatMap((target) =>
      fits.test(target.logicalPath) ? [{ is: 'file', file: target }] : [],
    );
  }

  #find(path: string): SourceFile | undefined {
    const dot = /\.[cm]?jsx?$/.exec(path);
    const tries = dot
      ? (WRITTEN[dot[0]] ?? []).map((ending) => path.slice(0, dot.index) + ending)
      : [path, ...ENDINGS.flatMap((ending) => [path + ending, join(path, `index${ending}`)])];
    for (const candidate of tries) {
      const file = this.files.get(candidate);
      if (file) return file;
    }
    return this.#linkAbove(dirname(path));
  }

  /** A directory that is not read: it may hold the file. */
  #linkAbove(path: string): SourceFile | undefined {
    return path === '.' ? undefined : (this.files.get(path) ?? this.#linkAbove(dirname(path)));
  }
}

/** The name of a package, and what follows it. */
function parts(module: string): [name: string, subpath: string] {
  const [, name = module, subpath = ''] = /^((?:@[^/]*\/)?[^/]*)\/?(.*)$/s.exec(module) ?? [];
  return [name, subpath];
}

const ENDING = '\\.[cm]?[jt]sx?';

const escaped = (text: string) => text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
