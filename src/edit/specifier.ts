import { dirname, join, relative } from 'node:path/posix';

/** Returns the relative specifier without extension, such as `./tools/send-message`. */
export function relativeSpecifier(file: string, path: string): string {
  const relativePath = relative(dirname(file), path);
  return relativePath.startsWith('.') ? relativePath : `./${relativePath}`;
}

/** Returns the module of a relative specifier: path from the project's root, without extension. */
export const moduleNamed = (file: string, specifier: string): string =>
  join(dirname(file), specifier.replace(/\.[cm]?[jt]sx?$/, ''));
