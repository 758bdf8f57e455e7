/** How the program is cut into files: a command loads few, each in one go, and none that it does not need. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';

/** What a part of the program begins with; it needs all that these import, and what those import. */
const PARTS = {
  start: ['cli/main'],
  create: ['commands/create/run', 'host/disk', 'host/exec'],
  grow: ['commands/add-*/run'],
  validate: ['commands/validate/run', 'rules/register.gen'],
};

/** By the parts that need a module; the first that fits. So all that a chunk imports is in itself or above it. */
const CHUNKS = [
  ['start', ['start']],
  ['model', ['create', 'validate']],
  ['create', ['create']],
  ['project', ['grow', 'validate']],
  ['grow', ['grow']],
  ['validate', ['validate']],
];

/** The groups of Rolldown's `codeSplitting`; what no part needs at once is left to who loads it later. */
export function chunkGroups(root) {
  let needs;
  const entries = Object.entries(PARTS).map(([part, paths]) => [part, paths.flatMap(sources)]);
  return CHUNKS.map(([name, parts], index) => ({
    debugName: name,
    name(id, modules) {
      needs ??= new Map(entries.map(([part, ids]) => [part, reachable(ids, modules)]));
      return parts.every((part) => needs.get(part).has(id)) ? name : null;
    },
    priority: CHUNKS.length - index,
  }));

  function sources(path) {
    const [start, end] = path.split('*');
    if (end === undefined) return join(root, 'src', `${path}.ts`);
    const folder = join(root, 'src', start, '..');
    const begin = join(root, 'src', start);
    return readdirSync(folder)
      .map((name) => join(folder, name))
      .filter((found) => found.startsWith(begin))
      .map((found) => `${found}${end}.ts`);
  }
}

/** All modules that are loaded with these. */
function reachable(ids, modules) {
  const found = new Set();
  const add = (id) => {
    if (found.has(id)) return;
    found.add(id);
    modules.getModuleInfo(id)?.importedIds.forEach(add);
  };
  ids.forEach(add);
  return found;
}
