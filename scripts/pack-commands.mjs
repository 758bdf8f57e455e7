/** Packs the commands, so that projects can be installed before they are published. */
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createTarGzip } from 'nanotar';

const PACKED = ['bin', 'skills', 'dist'];
/** Declarations, for programs that import the package, and earlier archives. */
const LEFT_OUT = /^dist\/(types|vendor\/create-)/;
/** Of the manifest: what only this repository needs. */
const OWN = ['devDependencies', 'scripts', 'workspaces'];

/** Writes `create-mcp-provider-<version>-<hash of its files>.tgz` to `target`, in place of earlier ones. */
export async function packCommands(root, target) {
  const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const { name, version } = manifest;
  for (const key of OWN) delete manifest[key];
  const files = [
    ['package.json', JSON.stringify(manifest, null, 2)],
    ...PACKED.flatMap((folder) => filesOf(root, folder)),
  ];
  const archive = `${name}-${version}-${hashOf(files)}.tgz`;
  if (existsSync(join(target, archive))) return;
  // npm and others strip the first folder.
  const items = files.map(([path, data]) => ({ name: `package/${path}`, data }));
  writeFileSync(join(target, archive), await createTarGzip(items, { attrs: { mode: '755' } }));
  for (const other of readdirSync(target))
    if (other.startsWith(`${name}-`) && other !== archive) rmSync(join(target, other));
}

/** Names and contents, sorted by name. */
function filesOf(root, folder) {
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .map((path) => [path.slice(root.length).replaceAll('\\', '/').replace(/^\//, ''), path])
    .filter(([name]) => !LEFT_OUT.test(name))
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, path]) => [name, readFileSync(path)]);
}

function hashOf(files) {
  const hash = createHash('sha256');
  for (const [name, data] of files) hash.update(`${name}\0`).update(data).update('\0');
  return hash.digest('hex').slice(0, 8);
}
