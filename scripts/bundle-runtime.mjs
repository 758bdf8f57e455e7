/**
 * Bundles the modules in `dist` of the runtime, in place: its entry points keep their names, and what they share is in few
 * files. To find and open a small module takes Node longer than to run it, and the build of a project is cut as this is.
 */
import { readFileSync, readdirSync, rmSync } from 'node:fs';
import { resolve } from 'node:path';
import { rolldown } from 'rolldown';
import { reachable } from './chunks.mjs';

const DIST = resolve('dist');
/** What is loaded at a start: no server loads all of them. Two or more share the chunk "core". */
const PARTS = ['v1', 'index', 'server', 'http'];

const { exports } = JSON.parse(readFileSync('package.json', 'utf8'));
const names = Object.values(exports).flatMap(
  ({ default: path }) => /^\.\/dist\/(.+)\.js$/.exec(path)?.[1] ?? [],
);
const bundle = await rolldown({
  input: Object.fromEntries(names.map((name) => [name, resolve(DIST, `${name}.js`)])),
  platform: 'node',
  external: /^[^./]/,
});

let needs;
function chunkOf(id, modules) {
  needs ??= PARTS.map((name) => reachable([resolve(DIST, `${name}.js`)], modules));
  const [part, ...others] = PARTS.filter((_, index) => needs[index].has(id));
  return others.length > 0 ? 'core' : (part ?? null);
}
const { output } = await bundle.write({
  dir: DIST,
  chunkFileNames: 'chunks/[name].js',
  codeSplitting: { groups: [{ debugName: 'part', name: chunkOf }] },
  comments: { jsdoc: false },
});
await bundle.close();

const written = new Set(output.map(({ fileName }) => resolve(DIST, fileName)));
for (const name of readdirSync(DIST, { recursive: true })) {
  const path = resolve(DIST, name);
  if (path.endsWith('.js') && !written.has(path)) rmSync(path);
}
