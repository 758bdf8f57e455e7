import { join, normalize } from 'node:path/posix';
import type { DataDocument, DataNode, Documents } from '../model/project.js';

/** Turns a specifier that is not relative into paths in the project to try, in order. */
export type Aliases = (specifier: string) => string[];

/** `paths` and `baseUrl` of tsconfig.json, and `imports` of package.json (Node.js, "Subpath imports"). */
export function aliasesOf({ tsconfig, packageJson }: Documents): Aliases {
  const baseUrl = compilerPath(tsconfig, 'baseUrl');
  const base = baseUrl ?? '.';
  const patterns = [
    ...(tsconfig?.entries('compilerOptions', 'paths') ?? []).map(({ key, value }) => ({
      key,
      targets: strings(value).map((target) => join(base, target)),
    })),
    ...(packageJson?.entries('imports') ?? []).map(({ key, value }) => ({
      key,
      targets: strings(value).flatMap((target) => [target, sourceOf(target, tsconfig)]),
    })),
  ];
  return (specifier) => {
    const found = patterns
      .flatMap(({ key, targets }) => targets.flatMap((target) => filled(key, target, specifier)))
      .map((path) => normalize(path));
    return baseUrl === undefined ? found : [...found, join(baseUrl, specifier)];
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
function sourceOf(target: string, tsconfig: DataDocument | undefined): string {
  const out = compilerPath(tsconfig, 'outDir') ?? 'dist';
  const source = compilerPath(tsconfig, 'rootDir') ?? 'src';
  const path = normalize(target);
  return path.startsWith(`${out}/`) ? join(source, path.slice(out.length + 1)) : path;
}

/** A compiler option that is a path, without a slash at its end. */
export function compilerPath(
  tsconfig: DataDocument | undefined,
  option: string,
): string | undefined {
  const node = tsconfig?.get('compilerOptions', option);
  if (node?.is !== 'scalar' || typeof node.value !== 'string') return undefined;
  return normalize(node.value).replace(/\/$/, '');
}
