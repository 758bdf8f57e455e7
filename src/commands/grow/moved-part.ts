import { dirname, join } from 'node:path/posix';
import { isSameCode } from '../../edit/same-code.js';
import { relativeSpecifier } from '../../edit/specifier.js';
import type { ProviderModel, SourceFile } from '../../model/project.js';
import type { RenderedPart } from '../../render/part.js';

/**
 * Whether a part that was moved to another file is what would be written: all of its files are the same but for the
 * paths in their imports.
 */
export function isSamePart(
  { project }: ProviderModel,
  { files, module }: RenderedPart,
  moved: SourceFile,
): boolean {
  const target = moved.logicalPath.replace(/\.ts$/, '');
  return files.every(({ path, text }) => {
    const from = path.replace(/\.ts$/, '');
    const to = from === module ? target : from;
    const expected = text.replace(IMPORTED, (_, before: string, specifier: string) => {
      const imported = join(dirname(path), specifier);
      return `${before}${relativeSpecifier(`${to}.ts`, imported === module ? target : imported)}.js'`;
    });
    const found = to === target ? moved : project.files.get(path);
    return found !== undefined && isSameCode(found.text, expected);
  });
}

/** The specifier of a relative import, as it is generated. */
const IMPORTED = /(\bfrom ')(\.[^']*)\.js'/g;
