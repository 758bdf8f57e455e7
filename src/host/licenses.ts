import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isObject } from '../../runtime/src/utils/is-object.js';
import { parseJson } from '../model/json.js';

const PACKAGE = /^.*[\\/]node_modules[\\/]((?:@[^\\/]+[\\/])?[^\\/]+)(?=[\\/])/;
const FILE = /^(?:licen[cs]e|notice|copying)/i;
/** Files with the licenses of packages that a package contains: that of our packages, and that of packages which are built with Rollup. */
const BUNDLED = ['dist/LICENSES.txt', 'THIRD-PARTY-LICENSES.txt'];

/**
 * Returns the licenses of all packages in a bundle: most of them ask that copies contain the text.
 * @param modules paths of files
 */
export function licensesOf(modules: Iterable<string>): string {
  const folders = new Map<string, string>();
  for (const module of modules) {
    const [folder, name] = PACKAGE.exec(module) ?? [];
    if (folder !== undefined && name !== undefined) folders.set(folder, name.replace('\\', '/'));
  }
  return [...folders]
    .toSorted(([, a], [, b]) => (a < b ? -1 : 1))
    .map(([folder, name]) => `${name}\n${'-'.repeat(name.length)}\n${licenseIn(folder)}\n`)
    .join('\n');
}

/** Returns the files of a package, or what package.json says where it has none. */
function licenseIn(folder: string): string {
  const ownFiles = readdirSync(folder, { withFileTypes: true }).filter(
    (entry) => entry.isFile() && FILE.test(entry.name),
  );
  const paths = [...ownFiles.map(({ name }) => name), ...BUNDLED];
  const texts = paths
    .map((path) => join(folder, path))
    .filter(existsSync)
    .map((path) => readFileSync(path, 'utf8').trim());
  if (texts.length > 0) return texts.join('\n\n');
  const manifest = parseJson(readFileSync(join(folder, 'package.json'), 'utf8'));
  const license = isObject(manifest) ? manifest.license : undefined;
  return `License: ${typeof license === 'string' ? license : 'not stated'}`;
}
