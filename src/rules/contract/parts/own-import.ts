import type { ProviderModel, SourceFile } from '../../../model/project.js';
import type { Change } from '../../../model/rule.js';
import { specifierIn, withoutEnding } from './specifier.js';

/**
 * A name that is imported from a file of another provider, imported from the file of the same name in the provider itself;
 * undefined where that does not export everything that the statement imports.
 * @param local the name in the importing file
 */
export function ownImport(
  local: string,
  file: SourceFile,
  { name, directory, project }: ProviderModel,
): readonly Change[] | undefined {
  const fact = file.facts.imports.find(
    (each) => each.form === 'static' && each.names.some((one) => one.local === local),
  );
  if (!fact) return undefined;
  const target = project.modules.resolve(file, fact.specifier ?? '');
  if (target.is !== 'file') return undefined;
  const { provider: owner, logicalPath } = target.file;
  if (owner === undefined || owner === name) return undefined;
  const path = withoutEnding(logicalPath).replace(`src/providers/${owner}`, directory);
  const own = [...project.files.values()].find((each) => withoutEnding(each.logicalPath) === path);
  if (!own || own === file) return undefined;
  const exported = project.code.exports(own);
  if (!fact.names.every(({ imported }) => exported.has(imported))) return undefined;
  const at = file.at({ start: fact.from.start + 1, end: fact.from.end - 1 });
  return [{ at, text: specifierIn(file, path, project) }];
}
