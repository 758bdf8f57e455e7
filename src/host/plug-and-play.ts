/**
 * Yarn's Plug'n'Play: packages stay in zip files, which a manifest lists and which Node.js can read
 * after it has loaded that.
 */
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import process from 'node:process';
import { pathToFileURL } from 'node:url';

/** The API of a manifest: https://yarnpkg.com/advanced/pnpapi */
interface PnpManifest {
  resolveRequest(request: string, issuer: string): string | null;
  resolveToUnqualified(request: string, issuer: string): string | null;
}

/** Returns the manifest of a folder, which is in it or in a parent. */
function manifestAbove(folder: string): string | undefined {
  const path = join(folder, '.pnp.cjs');
  if (existsSync(path)) return path;
  return dirname(folder) === folder ? undefined : manifestAbove(dirname(folder));
}

/**
 * Returns the manifest's result for a package or a module of one, as modules in a folder import it;
 * undefined if it has none.
 */
function resolveInManifest(
  methodName: keyof PnpManifest,
  folder: string,
  name: string,
): { path: string; manifest: string } | undefined {
  const manifest = manifestAbove(folder);
  if (manifest === undefined) return undefined;
  try {
    const path = (createRequire(manifest)(manifest) as PnpManifest)[methodName](
      name,
      join(folder, '/'),
    );
    return path === null ? undefined : { path, manifest };
  } catch {
    return undefined;
  }
}

export const hasPackage = (folder: string, name: string): boolean =>
  resolveInManifest('resolveToUnqualified', folder, name) !== undefined;

/**
 * Returns options with which Node.js can read the packages of a folder, one of which exports a
 * module; undefined if none does.
 */
export function packageOptions(folder: string, module: string): string[] | undefined {
  const { manifest } = resolveInManifest('resolveRequest', folder, module) ?? {};
  if (manifest === undefined) return undefined;
  const loader = pathToFileURL(join(dirname(manifest), '.pnp.loader.mjs')).href;
  const isLoaded = process.env.NODE_OPTIONS?.includes(manifest) === true;
  return isLoaded ? [] : ['--require', manifest, '--experimental-loader', loader];
}
