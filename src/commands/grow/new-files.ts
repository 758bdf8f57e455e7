import { join } from 'node:path';
import type { CodeStyle } from '../../edit/code-style.js';
import { inStyle } from '../../edit/restyle.js';
import { FORMATTER_FILES, formatterStyle } from '../../edit/formatter.js';
import { isSameCode } from '../../edit/same-code.js';
import type { HostFiles } from '../../model/host.js';
import type { FileEdit, RenderedFile } from '../../model/plan.js';
import { repositoryOf, upFrom } from '../../project/find.js';
import type { OpenProject } from './project.js';

export interface NewFiles {
  files: RenderedFile[];
  /** Files that exist with the same code in another layout: they stay as they are. */
  kept: FileEdit[];
}

/** Rendered files, in the style of the project's formatter as far as its settings are known. */
export async function newFiles(
  disk: HostFiles,
  { root, read }: OpenProject,
  rendered: readonly RenderedFile[],
): Promise<NewFiles> {
  const style = await styleOf(disk, root);
  const files: RenderedFile[] = [];
  const kept: FileEdit[] = [];
  for (const { path, text } of rendered) {
    const isCode = path.endsWith('.ts');
    const was = await read(path);
    if (was !== null && isCode && isSameCode(was, text)) kept.push({ path, was, text: was });
    else files.push({ path, text: style && isCode ? inStyle(text, style) : text });
  }
  return { files, kept };
}

/** By the nearest formatter's settings at or above the project, up to its repository. */
export async function styleOf(disk: HostFiles, root: string): Promise<CodeStyle | undefined> {
  const top = await repositoryOf(disk, root);
  for (const at of upFrom(root, top)) {
    const texts: Record<string, string> = {};
    for (const name of FORMATTER_FILES) {
      const text = await disk.read(join(at, name));
      if (text !== null) texts[name] = text;
    }
    const style = formatterStyle(texts);
    if (style) return style;
  }
  return undefined;
}
