import { dirname, join, relative } from 'node:path/posix';

/** `./tools/send-message`: without extension. */
export function relativeSpecifier(file: string, path: string): string {
  const way = relative(dirname(file), path);
  return way.startsWith('.') ? way : `./${way}`;
}

/** The module that a relative specifier names, from the project's root, without extension. */
export const moduleNamed = (file: string, specifier: string): string =>
  join(dirname(file), specifier.replace(/\.[cm]?[jt]sx?$/, ''));
