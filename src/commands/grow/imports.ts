import { dirname, join } from 'node:path/posix';
import { importMissing, importUnread } from '../../model/errors/grow.js';
import type { RenderedFile } from '../../model/plan.js';
import type { ProjectModel, SourceFile } from '../../model/project.js';

const RELATIVE_IMPORT = /^import (?:type )?\{([^}]*)\} from '(\.[^']*)\.js';$/gm;

/**
 * Checks that the project still has everything that new files import from it.
 * @throws CliError `grow/import-missing`, or `grow/file-broken` where a file cannot be read
 */
export function checkImports(model: ProjectModel, rendered: readonly RenderedFile[]): void {
  const added = new Set<string>(rendered.map(({ path }) => path));
  for (const { path, text } of rendered) {
    for (const [, names = '', specifier = ''] of text.matchAll(RELATIVE_IMPORT)) {
      const target = join(dirname(path), specifier);
      if (added.has(`${target}.ts`)) continue;
      const file = moduleAt(model, target);
      for (const name of names.split(',').map(importedName).filter(Boolean)) {
        const isThere = file && (declares(file, name) || model.code.exports(file).has(name));
        if (isThere) continue;
        const [fault] = file?.text === '' ? file.facts.syntaxErrors : [];
        throw fault ? importUnread(fault) : importMissing(path, name, `${target}.ts`);
      }
    }
  }
}

const importedName = (text: string) =>
  text
    .trim()
    .replace(/^type /, '')
    .replace(/ as .*$/, '');

const moduleAt = ({ files }: ProjectModel, target: string): SourceFile | undefined =>
  [...files.values()].find(
    ({ logicalPath }) => logicalPath.replace(/\.[cm]?[jt]sx?$/, '') === target,
  );

/** A declaration at the start of a line is found without parsing the file. */
const declares = ({ text }: SourceFile, name: string): boolean =>
  new RegExp(`^export (?:async )?(?:function|class|const|type|interface) ${name}\\b`, 'm').test(
    text,
  );
