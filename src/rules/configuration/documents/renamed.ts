import { dirname } from 'node:path/posix';
import type { SourceFile, ProjectModel } from '../../../model/project.js';
import { withoutEnding } from '../../contract/parts/specifier.js';

/**
 * The file that has another name now: the only one of its provider, or outside of all, that exports what every import of
 * the lost path names, and that no code imports. Tests may import it.
 */
export function renamedTo(
  path: string,
  { files, modules, providers }: ProjectModel,
): SourceFile | undefined {
  const imports = [...files.values()].flatMap((file) =>
    file.facts.imports.flatMap(({ specifier, names }) =>
      specifier === null ? [] : [{ file, names, to: modules.resolve(file, specifier) }],
    ),
  );
  const lost = imports.filter(
    ({ to }) => to.is === 'missing' && withoutEnding(to.path) === withoutEnding(path),
  );
  const names = lost.flatMap((each) => each.names.map(({ imported }) => imported));
  if (names.length === 0) return undefined;
  const owner = providers.find(({ directory }) => path.startsWith(`${directory}/`))?.name;
  const isTest = path.startsWith('tests/');
  const [found, another] = [...files.values()].filter(
    (each) => each.provider === owner && each.test === isTest && exportsAll(each) && isFree(each),
  );
  const isNamed = names.some((name) => name !== 'default');
  const isNear = found && dirname(found.logicalPath) === dirname(path);
  return another === undefined && (isNamed || isNear) ? found : undefined;

  function exportsAll({ facts }: SourceFile): boolean {
    const own = new Set(facts.exports.flatMap(({ name, reexport }) => (reexport ? [] : name)));
    return names.every((name) => own.has(name));
  }

  function isFree(target: SourceFile): boolean {
    const users = imports.flatMap(({ file, to }) =>
      to.is === 'file' && to.file === target ? file : [],
    );
    return [...users, ...modules.importers(target)].every(({ test }) => test && !isTest);
  }
}
