import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import process from 'node:process';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { PackageArchive, ProjectLoader } from '../model/host.js';
import { packageOptions } from './plug-and-play.js';

/** Folder that the build writes next to the program; it does not exist in a run from sources. */
const DIRECTORY = fileURLToPath(new URL('../vendor', import.meta.url));
const LOADER = new URL('../project-loader.cjs', import.meta.url);
const OWN_PACKAGE = fileURLToPath(new URL('../..', import.meta.url));

/**
 * Returns the runtime and the commands, for `vendor/` of a project. The build of a checkout packs
 * both. A package cannot contain its own archive, so an installed program packs itself.
 */
export async function packages(): Promise<PackageArchive[]> {
  const packedArchives = archives().map((name) => ({
    name,
    bytes: readFileSync(join(DIRECTORY, name)),
  }));
  if (packedArchives.length !== 1) return packedArchives;
  const { ownArchive } = await import('./own-archive.js');
  return [await ownArchive(OWN_PACKAGE), ...packedArchives];
}

function archives(): string[] {
  try {
    return readdirSync(DIRECTORY).filter((file) => file.endsWith('.tgz'));
  } catch {
    return [];
  }
}

/** Module of the bundler that the loader needs. */
const TRANSFORM = 'rolldown/utils';

/** The loader that runs a project from its sources, with the project's bundler; undefined if that is not installed. */
export const projectLoader = existsSync(LOADER) ? loaderFor : undefined;

function loaderFor(root: string): ProjectLoader | undefined {
  const options = packageOptions(root, TRANSFORM);
  if (!options && resolveInFolder(root, TRANSFORM) === undefined) return undefined;
  // With Plug'n'Play, our package is in a zip file, which Node.js alone cannot read.
  const packageFile =
    process.versions.pnp && resolveInFolder(root, 'create-mcp-provider/package.json');
  const module = packageFile
    ? new URL('dist/project-loader.cjs', pathToFileURL(packageFile))
    : LOADER;
  return { options: options ?? [], module };
}

/** Returns the path of a module of a project's package; undefined if it is not installed. */
export function resolveInFolder(root: string, name: string): string | undefined {
  try {
    return createRequire(join(root, 'package.json')).resolve(name);
  } catch {
    return undefined;
  }
}
