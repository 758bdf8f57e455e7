import { dirname } from 'node:path/posix';
import { relativeSpecifier, specifierLike } from '../../../edit/specifier.js';
import type { ProjectModel, SourceFile } from '../../../model/project.js';

export const withoutEnding = (path: string) => path.replace(/\.[cm]?[jt]sx?$/, '');

/**
 * How a file imports the module at `path`, in the manner of its other imports: of one from the same folder, else of the
 * first.
 * @param path from the project's root, without extension
 */
export function specifierIn(file: SourceFile, path: string, { modules }: ProjectModel): string {
  const named = modules
    .imports(file)
    .flatMap(({ fact: { specifier }, to: [target] }) =>
      specifier !== null && target?.is === 'file'
        ? [{ specifier, path: withoutEnding(target.file.logicalPath) }]
        : [],
    );
  const beside = named.find((each) => dirname(each.path) === dirname(path)) ?? named[0];
  return (
    (beside && specifierLike(file.logicalPath, path, beside)) ??
    `${relativeSpecifier(file.logicalPath, path)}.js`
  );
}
