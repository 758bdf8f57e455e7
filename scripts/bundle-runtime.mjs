/**
 * Bundles the modules in `dist` of the runtime, in place: its entry points keep their names, and what they share is in few
 * files. To find and open a small module takes Node longer than to run it, and the build of a project is cut as this is.
 */
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { relative, resolve, sep } from 'node:path';
import { rolldown } from 'rolldown';
import { reachable } from './chunks.mjs';
import { licenseNotices } from './license-notices.mjs';

const DIST = resolve('dist');
/**
 * What a server or a worker is made of: none has all of them. What two or more need is the chunk "core", so that none loads
 * more of another: only "server" needs modules that workers lack.
 */
const PARTS = ['v1', 'index', 'server', 'http', 'auth', 'api'];
/** What these load later, and "server" at once. */
const LATER = ['identity/issuer-metadata', 'sdk/v1/stdio', 'sdk/v2/stdio'];

const { exports } = JSON.parse(readFileSync('package.json', 'utf8'));
const names = Object.values(exports).flatMap(
  ({ default: path }) => /^\.\/dist\/(.+)\.js$/.exec(path)?.[1] ?? [],
);
const bundle = await rolldown({
  input: Object.fromEntries(names.map((name) => [name, resolve(DIST, `${name}.js`)])),
  // Packages stay outside, but for the reader of YAML, most of which is not needed; with 'node', every chunk imports
  // node:module, which workers lack.
  platform: 'neutral',
  external: (id) => /^[^./]/.test(id) && id !== 'js-yaml',
  // What "server" needs at once, others load later.
  checks: { ineffectiveDynamicImport: false },
});

let needs;
/** The parts that need a module. */
function partsOf(id, modules) {
  const parts = [...PARTS, ...LATER];
  needs ??= parts.map((name) => reachable([resolve(DIST, `${name}.js`)], modules));
  return parts.filter((_, index) => needs[index].has(id));
}
/** A chunk takes along what its modules import, unless one of higher priority has it. */
const groups = [
  {
    debugName: 'core',
    name: (id, modules) => (partsOf(id, modules).length > 1 ? 'core' : null),
    priority: 2,
  },
  {
    debugName: 'part',
    name: (id, modules) => PARTS.find((part) => part === partsOf(id, modules)[0]) ?? null,
    priority: 1,
  },
];
const { output } = await bundle.write({
  dir: DIST,
  chunkFileNames: 'chunks/[name].js',
  codeSplitting: { groups },
  comments: { jsdoc: false },
});
await bundle.close();

const paths = output.flatMap(({ moduleIds = [] }) => moduleIds);
const root = resolve('..');
const bundled = paths.map((path) => relative(root, path).split(sep).join('/'));
writeFileSync(resolve(DIST, 'LICENSES.txt'), licenseNotices(root, bundled));

const written = new Set(output.map(({ fileName }) => resolve(DIST, fileName)));
for (const name of readdirSync(DIST, { recursive: true })) {
  const path = resolve(DIST, name);
  if (path.endsWith('.js') && !written.has(path)) rmSync(path);
}
