import { isSameCode } from '../../edit/same-code.js';
import type { FileEdit, RenderedFile } from '../../model/plan.js';
import type { OpenProject } from './project.js';

export interface NewFiles {
  files: RenderedFile[];
  /** Files that exist with the same code in another layout: they stay as they are. */
  kept: FileEdit[];
}

/** Rendered files, apart from those that the project has already in the layout of its own formatter. */
export async function newFiles(
  { read }: OpenProject,
  rendered: readonly RenderedFile[],
): Promise<NewFiles> {
  const files: RenderedFile[] = [];
  const kept: FileEdit[] = [];
  for (const file of rendered) {
    const { path, text } = file;
    const was = await read(path);
    if (was !== null && path.endsWith('.ts') && isSameCode(was, text))
      kept.push({ path, was, text: was });
    else files.push(file);
  }
  return { files, kept };
}
