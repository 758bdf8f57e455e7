import type { Located, Modules } from '../../../model/code.js';
import type { SourceFile } from '../../../model/project.js';
import { rootOf } from '../../../flow/values/children.js';

const COMMONJS = /\bexport\s*=|\bexports\b\s*[.[=]/;

/** The file of the project that a name is imported from, where that file does not export it. */
export function fileWithout(
  from: SourceFile,
  { specifier, imported }: { specifier: string | null; imported: string },
  modules: Modules,
): SourceFile | undefined {
  if (specifier === null || imported === '*') return undefined;
  const to = modules.resolve(from, specifier);
  return to.is === 'file' && !exportsName(to.file, imported, modules) ? to.file : undefined;
}

/** What is imported does not exist; "configuration/lost-export" and "contract/missing-export" report it. */
export function isLostName({ file, value }: Located, modules: Modules): boolean {
  const root = rootOf(value);
  const made = root.is === 'name' ? file.facts.declarations[root.declaration]?.import : undefined;
  return made !== undefined && fileWithout(file, made, modules) !== undefined;
}

/** Also where it cannot be told. */
function exportsName(
  file: SourceFile,
  name: string,
  modules: Modules,
  asked = new Set<SourceFile>(),
): boolean {
  if (asked.has(file)) return false;
  asked.add(file);
  const { facts, path, text } = file;
  if (facts.syntaxErrors.length > 0 || path.includes('.d.') || COMMONJS.test(text)) return true;
  return facts.exports.some((fact) => {
    if (fact.name !== '*' || name === 'default' || !fact.reexport) return fact.name === name;
    const to = modules.resolve(file, fact.reexport.specifier);
    return to.is !== 'file' || exportsName(to.file, name, modules, asked);
  });
}
