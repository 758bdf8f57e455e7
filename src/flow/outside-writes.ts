import type { Code, Origin } from '../model/code.js';
import type { Declaration } from '../model/facts.js';
import type { SourceFile } from '../model/project.js';
import { type Write, writesIn } from './writes.js';

/** A write, and the file it is in. */
export interface LocatedWrite extends Write {
  file: SourceFile;
}

const KNOWN = new WeakMap<SourceFile, ReadonlyMap<Declaration, readonly LocatedWrite[]>>();

/** What the files that import a file write to its variables and classes, such as `cache.set(key, value)`. */
export function outsideWrites(
  code: Code,
  file: SourceFile,
): ReadonlyMap<Declaration, readonly LocatedWrite[]> {
  let found = KNOWN.get(file);
  if (!found) {
    const byVariable = new Map<Declaration, LocatedWrite[]>();
    for (const importer of importersOf(code, file)) {
      for (const [imported, writes] of writesIn(importer)) {
        if (imported.kind !== 'import') continue;
        for (const { keys, ...write } of writes) {
          const { origin, rest } = originOf(code, importer, imported, keys);
          if (origin?.is !== 'declared' || origin.file !== file) continue;
          const way = [...(origin.path === '' ? [] : origin.path.split('.')), ...rest];
          const list = byVariable.get(origin.declaration) ?? [];
          list.push({ ...write, file: importer, keys: way });
          byVariable.set(origin.declaration, list);
        }
      }
    }
    found = byVariable;
    KNOWN.set(file, found);
  }
  return found;
}

/** Also through files that export what they import. */
function importersOf(code: Code, file: SourceFile): ReadonlySet<SourceFile> {
  const found = new Set([file]);
  for (const each of found) {
    if (each !== file && !each.facts.exports.some(({ reexport }) => reexport)) continue;
    for (const importer of code.modules.importers(each)) if (!importer.test) found.add(importer);
  }
  found.delete(file);
  return found;
}

/** Of a namespace, the first key is the name of an export. */
function originOf(
  code: Code,
  file: SourceFile,
  imported: Declaration,
  keys: readonly string[],
): { origin: Origin | undefined; rest: readonly string[] } {
  const { name, start, end } = imported;
  const declaration = file.facts.declarations.indexOf(imported);
  const origin = code.origin({ file, value: { is: 'name', start, end, name, declaration } });
  const [first = '', ...rest] = keys;
  return origin.is === 'module'
    ? { origin: code.exports(origin.file).get(first)?.origin, rest }
    : { origin, rest: keys };
}
