import type { SourceFile } from '../../../model/project.js';

/**
 * What a write that failed, or a bad merge, leaves: nothing of it is lost when the file is written again. A file that
 * cannot be read, such as a link out of the repository, is none.
 */
export const isEmpty = (file: SourceFile | undefined): boolean =>
  file?.text.trim() === '' && file.facts.syntaxErrors.length === 0;
