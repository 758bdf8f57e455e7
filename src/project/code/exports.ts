import type { ResolvedExport } from '../../model/code.js';
import type { ExportFact } from '../../model/facts.js';
import type { SourceFile } from '../../model/project.js';
import type { ModuleGraph } from '../modules.js';
import type { Origins } from './origin.js';

/** Everything a module exports, by name. */
export function exportsOf(
  file: SourceFile,
  modules: ModuleGraph,
  origins: Origins,
): ReadonlyMap<string, ResolvedExport> {
  const exports = new Map<string, ResolvedExport>();
  for (const [name, { fact, typeOnly }] of names(file, modules, new Set())) {
    const origin = origins.exported(file, name);
    // `export { a } from './b.js'` where there is no such export: the module does not load.
    if (!origin) continue;
    const declaredType = origin.is === 'declared' && origin.declaration.kind === 'type';
    const imported = file.facts.declarations[fact.declaration ?? -1]?.import?.typeOnly === true;
    exports.set(name, { name, fact, typeOnly: typeOnly || declaredType || imported, origin });
  }
  return exports;
}

interface Exported {
  fact: ExportFact;
  typeOnly: boolean;
}

/** A name of the file itself hides the same name behind an `export *`, and `default` never comes through one. */
function names(
  file: SourceFile,
  modules: ModuleGraph,
  asked: Set<SourceFile>,
): Map<string, Exported> {
  const found = new Map<string, Exported>();
  if (asked.has(file)) return found;
  asked.add(file);
  for (const fact of file.facts.exports) {
    if (fact.name !== '*') found.set(fact.name, { fact, typeOnly: fact.typeOnly });
  }
  for (const fact of file.facts.exports) {
    if (fact.name !== '*' || !fact.reexport) continue;
    const from = modules.resolve(file, fact.reexport.specifier);
    if (from.is !== 'file') continue;
    for (const [name, { typeOnly }] of names(from.file, modules, asked)) {
      if (name === 'default' || found.has(name)) continue;
      found.set(name, { fact, typeOnly: typeOnly || fact.typeOnly });
    }
  }
  return found;
}
