import { dirname, isAbsolute, relative } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';

/** What Git tells the programs of a hook: which repository is theirs (`git rev-parse --local-env-vars`, without its settings). */
const ONE_REPOSITORY =
  /^GIT_(?:ALTERNATE_OBJECT_DIRECTORIES|COMMON_DIR|CONFIG|DIR|GRAFT_FILE|IMPLICIT_WORK_TREE|INDEX_FILE|INTERNAL_SUPER_PREFIX|NAMESPACE|NO_REPLACE_OBJECTS|OBJECT_DIRECTORY|PREFIX|REPLACE_REF_BASE|SHALLOW_FILE|WORK_TREE)$/;

/** With these, package managers leave out what tests need, or install elsewhere, and say that all is well. */
const PART_OF_PACKAGES =
  /^(?:NODE_ENV|YARN_PRODUCTION|npm_config_(?:dry_run|global|include|location|omit|only|package_lock_only|production|workspaces?))$/i;

/**
 * Changes of the environment for programs that start in a folder: they mean the repository and the packages of that folder,
 * whatever this process was started for.
 */
export function environmentChanges(): Record<string, string | undefined> {
  const names = Object.keys(process.env).filter(
    (name) => ONE_REPOSITORY.test(name) || PART_OF_PACKAGES.test(name),
  );
  return {
    ...Object.fromEntries(names.map((name) => [name, undefined])),
    // To npm, it says more than "omit" in a file.
    npm_config_include: 'dev',
    // By default, it waits for 70 seconds for each of many packages that it does not get.
    npm_config_fetch_retry_mintimeout: '500',
    npm_config_fetch_retry_maxtimeout: '2000',
  };
}

/**
 * `NODE_OPTIONS` without the Plug'n'Play of packages that a directory does not belong to: `yarn dlx` runs us with its own,
 * and in programs that we start it would find nothing.
 */
export const withoutForeignPackages = (options: string, directory: string): string =>
  options.replace(
    /\s*--(?:require|experimental-loader)[ =](?:"([^"]*\.pnp\.[^"]*)"|(\S*\.pnp\.\S*))/g,
    (words, quoted?: string, bare?: string) => {
      const path = quoted ?? bare ?? '';
      const manifest = path.startsWith('file:') ? fileURLToPath(path) : path;
      const way = relative(dirname(manifest), directory);
      return way.startsWith('..') || isAbsolute(way) ? '' : words;
    },
  );
