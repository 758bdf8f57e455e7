/** Packs the runtime, so that projects can be installed from a file. */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';

/** What the archive is made from, below `runtime/`. */
const SOURCES =
  /^(LICENSE|package\.json|README\.md|provider-config\.schema\.json|tsconfig[^/]*\.json|bin\/|codeql\/|src\/)/;

/** What makes `runtime/dist` of them. */
const BUILD = ['bundle-runtime', 'chunks', 'entry-declarations', 'license-notices'].map((name) =>
  join(import.meta.dirname, `${name}.mjs`),
);

/** Writes `mcp-provider-<version>-<hash of its sources>.tgz` to `target`, in place of earlier ones, unless it is there. */
export function packRuntime(root, target) {
  const runtime = join(root, 'runtime');
  const { name, version } = JSON.parse(readFileSync(join(runtime, 'package.json'), 'utf8'));
  const archive = `${name}-${version}-${hashOf(runtime)}.tgz`;
  if ([join(target, archive), join(runtime, 'dist')].every((path) => existsSync(path)))
    return archive;
  mkdirSync(target, { recursive: true });
  const pack = ['pack', '--silent', '--workspace', name, '--pack-destination', target];
  execFileSync('npm', pack, { cwd: root, stdio: ['ignore', 2, 2] });
  renameSync(join(target, `${name}-${version}.tgz`), join(target, archive));
  for (const other of readdirSync(target))
    if (other.startsWith(`${name}-`) && other !== archive) rmSync(join(target, other));
  return archive;
}

function hashOf(folder) {
  const hash = createHash('sha256');
  for (const [name, path] of filesOf(folder).filter(([name]) => SOURCES.test(name)))
    hash.update(`${name}\0`).update(readFileSync(path)).update('\0');
  for (const path of BUILD) hash.update(readFileSync(path)).update('\0');
  return hash.digest('hex').slice(0, 8);
}

/** Names and paths, sorted by name. */
function filesOf(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .map((path) => [path.slice(folder.length + 1).replaceAll('\\', '/'), path])
    .filter(([name]) => !name.startsWith('node_modules/'))
    .sort(([a], [b]) => (a < b ? -1 : 1));
}
