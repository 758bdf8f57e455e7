import type { ResolvedExport } from '../../model/code.js';
import type { ExportFact } from '../../model/facts.js';
import type { SourceFile } from '../../model/project.js';
import type { ModuleExports } from './module-exports.js';
import type { Origins } from './origin.js';

/** Everything a module exports, by name. */
export function exportsOf(
  file: SourceFile,
  modules: ModuleExports,
  origins: Origins,
): ReadonlyMap<string, ResolvedExport> {
  const exports = new Map<string, ResolvedExport>();
  for (const [name, { fact, typeOnly }] of names(file, modules)) {
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
function names(file: SourceFile, modules: ModuleExports): Map<string, Exported> {
  const found = new Map<string, Exported>();
  for (const [name, fact] of modules.own(file)) found.set(name, { fact, typeOnly: fact.typeOnly });
  const asked = new Set([file]);
  const collect = (from: SourceFile, star?: Exported) => {
    for (const { fact, from: to } of modules.stars(from)) {
      if (to.is !== 'file' || asked.has(to.file)) continue;
      asked.add(to.file);
      const way = { fact: star?.fact ?? fact, typeOnly: star?.typeOnly === true || fact.typeOnly };
      for (const [name, { typeOnly }] of modules.own(to.file)) {
        if (name === 'default' || found.has(name)) continue;
        found.set(name, { fact: way.fact, typeOnly: way.typeOnly || typeOnly });
      }
      collect(to.file, way);
    }
  };
  collect(file);
  return found;
}
