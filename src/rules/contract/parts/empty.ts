import type { SourceFile } from '../../../model/project.js';

/** What a write that failed, or a bad merge, leaves: nothing of it is lost when the file is written again. */
export const isEmpty = (file: SourceFile | undefined): boolean => file?.text.trim() === '';
