import { dirname, isAbsolute, relative } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';

/**
 * Variables with which Git tells programs of a hook their repository (`git rev-parse
 * --local-env-vars`, without its settings).
 */
const ONE_REPOSITORY =
  /^GIT_(?:ALTERNATE_OBJECT_DIRECTORIES|COMMON_DIR|CONFIG|DIR|GRAFT_FILE|IMPLICIT_WORK_TREE|INDEX_FILE|INTERNAL_SUPER_PREFIX|NAMESPACE|NO_REPLACE_OBJECTS|OBJECT_DIRECTORY|PREFIX|REPLACE_REF_BASE|SHALLOW_FILE|WORK_TREE)$/;

/** Variables with which package managers omit packages that tests need, or install elsewhere, without an error. */
const PART_OF_PACKAGES =
  /^(?:NODE_ENV|YARN_PRODUCTION|npm_config_(?:dry_run|global|include|location|omit|only|package_lock_only|production|workspaces?))$/i;

/**
 * Changes of the environment for programs that start in a folder, so that they use the repository
 * and the packages of that folder, whatever this process was started for.
 */
export function environmentChanges(): Record<string, string | undefined> {
  const names = Object.keys(process.env).filter(
    (name) => ONE_REPOSITORY.test(name) || PART_OF_PACKAGES.test(name),
  );
  return {
    ...Object.fromEntries(names.map((name) => [name, undefined])),
    // For npm, this has precedence over "omit" in a file.
    npm_config_include: 'dev',
    // By default, npm waits 70 seconds for each of many packages that it cannot download.
    npm_config_fetch_retry_mintimeout: '500',
    npm_config_fetch_retry_maxtimeout: '2000',
  };
}

/**
 * Returns `NODE_OPTIONS` without the Plug'n'Play manifest of packages to which a directory does not belong.
 * `yarn dlx` runs this program with its own manifest, with which programs in that directory would
 * find no packages.
 */
export const withoutForeignPackages = (options: string, directory: string): string =>
  options.replace(
    /\s*--(?:require|experimental-loader)[ =](?:"([^"]*\.pnp\.[^"]*)"|(\S*\.pnp\.\S*))/g,
    (option, quotedPath?: string, barePath?: string) => {
      const path = quotedPath ?? barePath ?? '';
      const manifest = path.startsWith('file:') ? fileURLToPath(path) : path;
      const relativePath = relative(dirname(manifest), directory);
      return relativePath.startsWith('..') || isAbsolute(relativePath) ? '' : option;
    },
  );
