import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/**
 * The components of a package as CycloneDX: what is bundled, by the notices of its licenses, and what npm installs with it, from
 * the lock file. (`npm sbom --omit dev` leaves out what is also a development dependency.)
 * @param folder of the package below `root`
 */
export function componentsOf(root, folder) {
  const read = (path) => readFileSync(join(root, path), 'utf8');
  const { packages } = JSON.parse(read('package-lock.json'));
  const { name, version, license, dependencies } = JSON.parse(read(join(folder, 'package.json')));
  const notices = read(join(folder, 'dist', 'LICENSES.txt'));
  const bundled = Array.from(notices.matchAll(/^(\S+)\n-+$/gm), ([, each]) => each);
  const found = new Map();
  const queue = [...bundled, ...Object.keys(dependencies)].map((each) => [folder, each]);
  for (const [from, each] of queue) {
    const path = locate(packages, from, each);
    // The lock file may not have a dependency that is optional.
    if (path === undefined || found.has(path)) continue;
    const { dependencies: further, optionalDependencies } = packages[path];
    found.set(path, component(each, packages[path]));
    if (!bundled.includes(each))
      for (const other of Object.keys({ ...further, ...optionalDependencies }))
        queue.push([path, other]);
  }
  const components = [...found.values()].sort((a, b) => (a.purl < b.purl ? -1 : 1));
  const own = component(name, { version, license });
  return { bomFormat: 'CycloneDX', specVersion: '1.6', metadata: { component: own }, components };
}

/** Where Node.js finds a package, as the lock file names it. */
function locate(packages, from, name) {
  for (let folder = from; ; folder = dirname(folder)) {
    const path = [folder, 'node_modules', name].filter((part) => part && part !== '.').join('/');
    if (path in packages) return path;
    if (folder === '' || folder === '.') return undefined;
  }
}

const component = (name, { version, license }) => ({
  type: 'library',
  name,
  version,
  purl: `pkg:npm/${name.replace('@', '%40')}@${version}`,
  ...(license && { licenses: [{ expression: license }] }),
});
