import { dirname, join, relative } from 'node:path/posix';

/** A module as some import names it. Paths are from the project's root, without extension. */
export interface NamedModule {
  specifier: string;
  path: string;
}

/**
 * How the module at `path` is named in a file, in the manner in which that file names another: relative or by an
 * alias, with or without extension. Undefined where an alias does not reach it.
 */
export function specifierLike(
  file: string,
  path: string,
  { specifier, path: named }: NamedModule,
): string | undefined {
  const ending = endingOf(specifier, named);
  if (specifier.startsWith('.')) return relativeSpecifier(file, path) + ending;
  const written = specifier.slice(0, specifier.length - ending.length).split('/');
  const names = named.split('/');
  let shared = 0;
  while (shared < written.length && written.at(-1 - shared) === names.at(-1 - shared)) shared++;
  const root = names
    .slice(0, names.length - shared)
    .map((name) => `${name}/`)
    .join('');
  const alias = written
    .slice(0, written.length - shared)
    .map((name) => `${name}/`)
    .join('');
  if (shared === 0 || !path.startsWith(root)) return undefined;
  return alias + path.slice(root.length) + ending;
}

/** `./tools/send-message`: without extension. */
export function relativeSpecifier(file: string, path: string): string {
  const way = relative(dirname(file), path);
  return way.startsWith('.') ? way : `./${way}`;
}

/** What follows the path in a specifier: `.js`, `.ts`, nothing. */
function endingOf(specifier: string, path: string): string {
  const name = path.split('/').at(-1) ?? '';
  const [ending = ''] = ENDING.exec(specifier) ?? [];
  return specifier.endsWith(name + ending) ? ending : '';
}

const ENDING = /\.[cm]?[jt]sx?$/;

/** The module that a relative specifier names, from the project's root, without extension. */
export const moduleNamed = (file: string, specifier: string): string =>
  join(dirname(file), specifier.replace(ENDING, ''));
