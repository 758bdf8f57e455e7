import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import process from 'node:process';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { PackageArchive, ProjectLoader } from '../model/host.js';
import { packageOptions } from './plug-and-play.js';

/** Written by the build, beside the program; a run from sources has none. */
const DIRECTORY = fileURLToPath(new URL('../vendor', import.meta.url));
const LOADER = new URL('../project-loader.cjs', import.meta.url);
const OWN_PACKAGE = fileURLToPath(new URL('../..', import.meta.url));

/**
 * The runtime and the commands, for `vendor/` of a project. The build of a checkout has packed both; a package cannot
 * contain its own archive, so an installed program packs itself.
 */
export async function packages(): Promise<PackageArchive[]> {
  const packed = archives().map((name) => ({ name, bytes: readFileSync(join(DIRECTORY, name)) }));
  if (packed.length !== 1) return packed;
  const { ownArchive } = await import('./own-archive.js');
  return [await ownArchive(OWN_PACKAGE), ...packed];
}

function archives(): string[] {
  try {
    return readdirSync(DIRECTORY).filter((file) => file.endsWith('.tgz'));
  } catch {
    return [];
  }
}

/** What the loader needs of the bundler of a project. */
const TRANSFORM = 'rolldown/utils';

/** What runs a project from its sources, with the bundler of that project; undefined where that is not installed. */
export const projectLoader = existsSync(LOADER) ? loaderFor : undefined;

function loaderFor(root: string): ProjectLoader | undefined {
  const options = packageOptions(root, TRANSFORM);
  if (!options && resolvedIn(root, TRANSFORM) === undefined) return undefined;
  // With Plug'n'Play, ours is in a zip file, which Node.js alone cannot read.
  const packageFile = process.versions.pnp && resolvedIn(root, 'create-mcp-provider/package.json');
  const module = packageFile
    ? new URL('dist/project-loader.cjs', pathToFileURL(packageFile))
    : LOADER;
  return { options: options ?? [], module };
}

/** The path of a module of a package that a project has; undefined where that is not installed. */
export function resolvedIn(root: string, name: string): string | undefined {
  try {
    return createRequire(join(root, 'package.json')).resolve(name);
  } catch {
    return undefined;
  }
}
