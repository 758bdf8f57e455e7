/** Yarn's Plug'n'Play: packages stay in zip files, a manifest says which, and Node.js reads them once it has loaded that. */
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import process from 'node:process';
import { pathToFileURL } from 'node:url';

/** https://yarnpkg.com/advanced/pnpapi */
interface Manifest {
  resolveRequest(request: string, issuer: string): string | null;
  resolveToUnqualified(request: string, issuer: string): string | null;
}

/** The manifest for a folder is in it or above. */
function manifestAbove(folder: string): string | undefined {
  const path = join(folder, '.pnp.cjs');
  if (existsSync(path)) return path;
  return dirname(folder) === folder ? undefined : manifestAbove(dirname(folder));
}

/** What a manifest says of a package or a module of one, as modules in a folder name it; undefined where it has none. */
function found(
  how: keyof Manifest,
  folder: string,
  name: string,
): { path: string; manifest: string } | undefined {
  const manifest = manifestAbove(folder);
  if (manifest === undefined) return undefined;
  try {
    const path = (createRequire(manifest)(manifest) as Manifest)[how](name, join(folder, '/'));
    return path === null ? undefined : { path, manifest };
  } catch {
    return undefined;
  }
}

export const hasPackage = (folder: string, name: string): boolean =>
  found('resolveToUnqualified', folder, name) !== undefined;

/** Options with which Node.js reads the packages of a folder, one of which exports a module; undefined where none does. */
export function packageOptions(folder: string, module: string): string[] | undefined {
  const { manifest } = found('resolveRequest', folder, module) ?? {};
  if (manifest === undefined) return undefined;
  const loader = pathToFileURL(join(dirname(manifest), '.pnp.loader.mjs')).href;
  const isLoaded = process.env.NODE_OPTIONS?.includes(manifest) === true;
  return isLoaded ? [] : ['--require', manifest, '--experimental-loader', loader];
}
