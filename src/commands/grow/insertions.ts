import { withoutMark } from '../../edit/formats/language.js';
import { type Flaw, flawOf } from '../../edit/flaw.js';
import type { LinesByHand } from '../../model/errors/grow.js';
import { addByHand, fileBroken } from '../../model/errors/grow.js';
import { relPath } from '../../model/path.js';
import { position } from '../../model/place.js';
import type { FileEdit } from '../../model/plan.js';
import type { Project } from '../../model/project.js';
import { SOURCE } from '../../project/files.js';
import type { OpenProject } from './project.js';

/** Lines to put into a file of the project, with the words for people where their place is not certain. */
export interface Insertion extends LinesByHand {
  /** The text with the lines, or the same text where it has them; undefined where their place is not certain. */
  edit(text: string): string | undefined;
}

/** A change that always has a place. */
export const replacing = (path: string, edit: (text: string) => string): Insertion => ({
  path,
  where: '',
  lines: '',
  edit,
});

/**
 * The files with everything that is put into them, one insertion after another.
 * @throws CliError `grow/file-broken` for merge conflicts and syntax errors, `grow/by-hand` with all that has no place
 */
export async function editsFor(
  { read, model }: OpenProject,
  insertions: readonly Insertion[],
): Promise<FileEdit[]> {
  const edits: FileEdit[] = [];
  const unplaced: LinesByHand[] = [];
  for (const path of new Set(insertions.map((insertion) => insertion.path))) {
    const was = await read(path);
    const own = insertions.filter((insertion) => insertion.path === path);
    const [mark, body] = withoutMark(was ?? '');
    let text = was === null ? undefined : body;
    const flaw = text === undefined ? undefined : (flawOf(path, text) ?? codeFlaw(model, path));
    if (flaw) throw fileBroken(path, flaw);
    for (const { where, lines, edit } of own) {
      const edited = text === undefined ? undefined : edit(text);
      if (edited === undefined) unplaced.push({ path, where, lines });
      else text = edited;
    }
    if (was !== null && text !== undefined)
      edits.push({ path: relPath(path), was, text: mark + text });
  }
  if (unplaced.length > 0) throw addByHand(unplaced);
  return edits;
}

/** Why code of the project does not parse. */
function codeFlaw(model: Project, path: string): Flaw | undefined {
  const [error] = (SOURCE.test(path) && model.module(path)?.errors) || [];
  if (!error) return undefined;
  const { line } = position(error.at.file, error.at.start);
  return { line, says: `does not parse: ${error.message}` };
}
