import { join, normalize } from 'node:path/posix';
import type { CompilerConfig, DataNode, Documents } from '../model/project.js';

/** Turns a specifier that is not relative into paths in the project to try, in order. */
export interface Aliases {
  /** Where an alias leads; empty where none is declared, or one that stands for any name. */
  declared(specifier: string): string[];
  /** The same, and what lies below the compiler's base. */
  tried(specifier: string): string[];
}

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
      targets: strings(value).flatMap((target) => [target, sourceOf(target, compiler)]),
    })),
  ];
  const follow = (specifier: string, some: typeof patterns) =>
    some
      .flatMap(({ key, targets }) => targets.flatMap((target) => filled(key, target, specifier)))
      .map((path) => normalize(path));
  const narrow = patterns.filter(({ key }) => !key.startsWith('*'));
  return {
    declared: (specifier) => follow(specifier, narrow),
    tried: (specifier) => [
      ...follow(specifier, patterns),
      ...bases.map((base) => join(base, specifier)),
    ],
  };
}

function filled(key: string, target: string, specifier: string): string[] {
  const [before = '', after] = key.split('*');
  if (after === undefined) return key === specifier ? [target] : [];
  const long = specifier.length >= before.length + after.length;
  if (!long || !specifier.startsWith(before) || !specifier.endsWith(after)) return [];
  const middle = specifier.slice(before.length, specifier.length - after.length);
  return [target.split('*').join(middle)];
}

/** Strings in a value, in order: an alias may be one path, several, or a path for each condition. */
function strings(node: DataNode): string[] {
  if (node.is === 'list') return node.items.flatMap(strings);
  if (node.is === 'map') return node.entries.flatMap(({ value }) => strings(value));
  return typeof node.value === 'string' ? [node.value] : [];
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

const textOf = (node: DataNode | undefined) =>
  node?.is === 'scalar' && typeof node.value === 'string' ? node.value : undefined;
