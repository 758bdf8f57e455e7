import type { ResolvedExport } from '../../model/code.js';
import type { ExportFact } from '../../model/facts.js';
import { isSameOrigin } from '../../model/origin.js';
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
  for (const [name, { fact, typeOnly }] of names(file, modules, origins)) {
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

/**
 * A name of the file itself hides the same name behind an `export *`, and `default` never comes through one. Two different
 * values behind one name: neither is exported.
 */
function names(file: SourceFile, modules: ModuleExports, origins: Origins): Map<string, Exported> {
  const isSame = (one: SourceFile, other: SourceFile, name: string) => {
    if (isLocal(one, modules, name) && isLocal(other, modules, name)) return false;
    const [first, second] = [origins.exported(one, name), origins.exported(other, name)];
    return !first || !second || isSameOrigin(first, second);
  };
  const found = new Map<string, Exported>();
  /** Names behind an `export *`, with the file that has each. */
  const behind = new Map<string, SourceFile>();
  const ambiguous = new Set<string>();
  for (const [name, fact] of modules.own(file)) found.set(name, { fact, typeOnly: fact.typeOnly });
  const asked = new Set([file]);
  const collect = (from: SourceFile, star?: Exported) => {
    for (const { fact, from: to } of modules.stars(from)) {
      if (to.is !== 'file' || asked.has(to.file)) continue;
      asked.add(to.file);
      const way = { fact: star?.fact ?? fact, typeOnly: star?.typeOnly === true || fact.typeOnly };
      for (const [name, { typeOnly }] of modules.own(to.file)) {
        if (name === 'default') continue;
        const other = behind.get(name);
        if (other && !isSame(other, to.file, name)) ambiguous.add(name);
        if (found.has(name)) continue;
        behind.set(name, to.file);
        found.set(name, { fact: way.fact, typeOnly: way.typeOnly || typeOnly });
      }
      collect(to.file, way);
    }
  };
  collect(file);
  for (const name of ambiguous) found.delete(name);
  return found;
}

/** The file declares it, and does not pass it on from another one. */
function isLocal(file: SourceFile, modules: ModuleExports, name: string): boolean {
  const fact = modules.own(file).get(name);
  const declared = file.facts.declarations[fact?.declaration ?? -1];
  return declared !== undefined && declared.kind !== 'import';
}
