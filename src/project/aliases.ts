import { join, normalize } from 'node:path/posix';
import type { CompilerConfig, Documents } from '../model/project.js';
import { filled, strings } from './packages.js';
import { textOf } from '../model/data-text.js';

/** Turns a specifier that is not relative into paths in the project to try, in order. */
export interface Aliases {
  /** Where an alias leads; empty where none is declared, or one that matches any name. */
  declared(specifier: string): string[];
  /** The same, and what lies below the compiler's base. */
  tried(specifier: string): string[];
  /** The module of a package that an alias refers to. */
  module(specifier: string): string | undefined;
}

/** A path into an installed package, without what its build adds. */
const INSTALLED =
  /^(?:.*\/)?node_modules\/((?:@[^/]+\/)?[^/]+)(?:\/(?:dist|lib|build)(?=\/|$))?(.*?)$/;

/** `paths` and `baseUrl` of the compiler, and `imports` of package.json (Node.js, "Subpath imports"). */
export function aliasesOf({ compiler, packageJson }: Documents): Aliases {
  const bases = compiler.flatMap((config) => compilerPath([config], 'baseUrl') ?? []);
  const patterns = [
    ...compiler.flatMap(({ document, pathOf }) => {
      const base = textOf(document.get('compilerOptions', 'baseUrl')) ?? '.';
      return document.entries('compilerOptions', 'paths').map(({ key, value }) => ({
        key,
        targets: strings(value).map((target) => pathOf(join(base, target))),
      }));
    }),
    ...(packageJson?.entries('imports') ?? []).map(({ key, value }) => ({
      key,
      targets: strings(value).flatMap((target) =>
        target.startsWith('.') ? [target, sourceOf(target, compiler)] : [`node_modules/${target}`],
      ),
    })),
  ];
  const follow = (specifier: string, some: typeof patterns) =>
    some
      .flatMap(({ key, targets }) => targets.flatMap((target) => filled(key, target, specifier)))
      .map((path) => normalize(path));
  const narrow = patterns.filter(({ key }) => !key.startsWith('*'));
  const inProject = (path: string) => moduleAt(path) === undefined;
  return {
    declared: (specifier) => follow(specifier, narrow).filter(inProject),
    tried: (specifier) => [
      ...follow(specifier, patterns).filter(inProject),
      ...bases.map((base) => join(base, specifier)),
    ],
    module: (specifier) =>
      follow(specifier, narrow)
        .map(moduleAt)
        .find((each) => each !== undefined),
  };
}

/** `mcp-provider/api` for `node_modules/mcp-provider/dist/api.d.ts`. */
function moduleAt(path: string): string | undefined {
  const [, name, rest = ''] = INSTALLED.exec(path) ?? [];
  return name && name + rest.replace(/(\/index)?(\.d)?\.[cm]?[jt]s$/, '');
}

/** What a file of the build was made from. */
function sourceOf(target: string, compiler: readonly CompilerConfig[]): string {
  const out = compilerPath(compiler, 'outDir') ?? 'dist';
  const source = compilerPath(compiler, 'rootDir') ?? 'src';
  const path = normalize(target);
  return path.startsWith(`${out}/`) ? join(source, path.slice(out.length + 1)) : path;
}

/** A compiler option that is a path, relative to the project and without a slash at its end. */
export function compilerPath(
  compiler: readonly CompilerConfig[],
  option: string,
): string | undefined {
  for (const { document, pathOf } of compiler) {
    const path = textOf(document.get('compilerOptions', option));
    if (path !== undefined) return pathOf(path);
  }
  return undefined;
}
