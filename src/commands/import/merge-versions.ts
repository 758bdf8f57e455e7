import { isDeepStrictEqual } from 'node:util';
import { commentsIn, isSameCode } from '../../edit/same-code.js';
import { mergeTexts, type MergeConflict } from '../../plan/merge.js';
import type { Insertion } from '../grow/insertions.js';
import type { OpenProject } from '../grow/project.js';

export interface FileConflict extends MergeConflict {
  /** Of the operation or tool. */
  key: string;
  path: string;
}

/** What two versions of an operation, table or column make of a file. */
export interface Versions {
  /** Of the operation or tool. */
  key: string;
  path: string;
  /** Both versions of the whole file: the others replace a part of the text that is theirs. */
  isWhole?: boolean;
  /** The file with the one and with the other version; undefined where it has no such part. */
  of(text: string): readonly [was: string, now: string] | undefined;
}

/**
 * Merges new versions into files that exist. Where people have changed the same lines, the file shows both: what they
 * make of it is an edit of the new version.
 */
export async function mergeVersions(
  { read }: OpenProject,
  versions: readonly Versions[],
): Promise<{ insertions: Insertion[]; conflicts: FileConflict[] }> {
  const insertions: Insertion[] = [];
  const conflicts: FileConflict[] = [];
  for (const path of new Set(versions.map((each) => each.path))) {
    const own = versions.filter((each) => each.path === path);
    const text = await read(path);
    if (text === null) continue;
    // A text with markers cannot be parsed, so all parts of a file are merged at once.
    const whole = own.filter(({ isWhole }) => isWhole);
    const parts = own.filter(({ isWhole }) => !isWhole);
    const first = merged(text, parts);
    const edit = (edited: string) => {
      const before = whole.reduce((last, each) => merged(last, [each]).text, edited);
      // A test module is parsed for each of its cases.
      return (before === text ? first : merged(before, parts)).text;
    };
    insertions.push({ path, where: 'for the import', lines: '', edit });
    if (first.conflicts.length + whole.length === 0) continue;
    for (const each of own)
      conflicts.push(
        ...merged(text, [each]).conflicts.map((conflict) => ({ ...conflict, key: each.key, path })),
      );
  }
  return { insertions, conflicts };
}

/** What a formatter has changed is no edit; a comment is one. */
function merged(text: string, versions: readonly Versions[]) {
  const [was, now] = ([0, 1] as const).map((side) =>
    versions.reduce((last, { of }) => of(last)?.[side] ?? last, text),
  ) as [string, string];
  if (was === now) return { text, conflicts: [] };
  const isUnedited = isSameCode(text, was) && isDeepStrictEqual(commentsIn(text), commentsIn(was));
  const lineEnd = text.includes('\r\n') ? '\r\n' : '\n';
  return isUnedited
    ? { text: now.replace(/\r?\n/g, lineEnd), conflicts: [] }
    : mergeTexts(was, text, now);
}
