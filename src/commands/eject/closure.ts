import { dirname, join } from 'node:path/posix';
import { modulesIn } from './imports.js';

/** What some entries of the runtime need. */
export interface Closure {
  /** Paths of source files. */
  files: Set<string>;
  /** Names of packages. */
  packages: Set<string>;
}

/** The sources that entries load, directly or not, and the packages that these import. */
export function closureOf(
  sources: ReadonlyMap<string, string>,
  entries: Iterable<string>,
): Closure {
  const files = new Set(entries);
  const packages = new Set<string>();
  for (const file of files)
    // grows while it is read
    for (const module of modulesIn(sources.get(file) ?? '')) {
      if (module.startsWith('.')) files.add(join(dirname(file), module).replace(/\.js$/, '.ts'));
      else if (!module.startsWith('node:')) packages.add(packageOf(module));
    }
  return { files, packages };
}

const packageOf = (module: string): string =>
  module
    .split('/')
    .slice(0, module.startsWith('@') ? 2 : 1)
    .join('/');
