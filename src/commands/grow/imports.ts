import { dirname, join } from 'node:path/posix';
import { importMissing } from '../../model/errors/grow.js';
import type { RenderedFile } from '../../model/plan.js';
import type { ProjectModel } from '../../model/project.js';

const RELATIVE_IMPORT = /^import (?:type )?\{([^}]*)\} from '(\.[^']*)\.js';$/gm;

/**
 * Everything that new files import from the project is there, however it has been changed since it was generated.
 * @throws CliError `grow/import-missing`
 */
export function checkImports(model: ProjectModel, rendered: readonly RenderedFile[]): void {
  const added = new Set<string>(rendered.map(({ path }) => path));
  for (const { path, text } of rendered) {
    for (const [, names = '', specifier = ''] of text.matchAll(RELATIVE_IMPORT)) {
      const target = join(dirname(path), specifier);
      if (added.has(`${target}.ts`)) continue;
      const exported = exportsOf(model, target);
      for (const name of names.split(',').map(importedName).filter(Boolean)) {
        if (!exported?.has(name)) throw importMissing(path, name, `${target}.ts`);
      }
    }
  }
}

const importedName = (text: string) =>
  text
    .trim()
    .replace(/^type /, '')
    .replace(/ as .*$/, '');

/** Names a module exports; undefined where there is no such module. */
function exportsOf({ files, code }: ProjectModel, target: string): ReadonlySet<string> | undefined {
  const file = [...files.values()].find(
    ({ logicalPath }) => logicalPath.replace(/\.[cm]?[jt]sx?$/, '') === target,
  );
  return file && new Set(code.exports(file).keys());
}
