/** How the program is cut into files: a command loads few, each in one go, and none that it does not need. */
import { join } from 'node:path';

/** What a part of the program begins with; it needs all that these import, and what those import. */
const HOST = ['src/host/disk.ts', 'src/host/exec.ts'];
const PARTS = {
  start: ['src/cli/main.ts'],
  help: ['src/commands/create/details.ts'],
  list: ['src/commands/list/run.ts'],
  create: ['src/commands/create/run.ts', ...HOST],
  extend: ['add-tool', 'add-resource', 'add-prompt'].map((name) => `src/commands/${name}/run.ts`),
  validate: ['src/commands/validate/run.ts', 'src/rules/register.gen.ts', ...HOST],
  yaml: ['node_modules/yaml/browser/index.js'],
};

/** By the parts that need a module; the first that fits. So all that a chunk imports is in itself or above it. */
const CHUNKS = [
  ['start', ['start']],
  ['model', ['create', 'validate']],
  ['help', ['help']],
  ['yaml', ['yaml']],
  ['project', ['extend', 'validate']],
  ['list', ['list']],
  ['write', ['create', 'extend']],
  ['create', ['create']],
  ['extend', ['extend']],
  ['validate', ['validate']],
];

/** The groups of Rolldown's `codeSplitting`; what no part needs at once is left to who loads it later. */
export function chunkGroups(root) {
  let needs;
  const entries = Object.entries(PARTS).map(([part, paths]) => [
    part,
    paths.map((path) => join(root, path)),
  ]);
  return CHUNKS.map(([name, parts], index) => ({
    debugName: name,
    name(id, modules) {
      needs ??= new Map(entries.map(([part, ids]) => [part, reachable(ids, modules)]));
      return parts.every((part) => needs.get(part).has(id)) ? name : null;
    },
    priority: CHUNKS.length - index,
  }));
}

/** All modules that are loaded with these: paths, of the `modules` that Rolldown has. */
export function reachable(ids, modules) {
  const found = new Set();
  const add = (id) => {
    if (found.has(id)) return;
    found.add(id);
    modules.getModuleInfo(id)?.importedIds.forEach(add);
  };
  ids.forEach(add);
  return found;
}
