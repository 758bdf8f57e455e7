import { adoptLayout } from '../edit/layout.js';
import { withoutMark } from '../edit/lines.js';
import { isUnedited } from '../edit/same-code.js';
import { type MergeConflict, type MergeResult, mergeTexts, withMarkers } from '../plan/merge.js';
import type { Insertion } from './addition.js';
import type { OpenProject } from './open-project.js';

export interface FileConflict extends MergeConflict {
  /** Key of the operation, or name of the tool. */
  key: string;
  path: string;
}

/** Both versions of a file, for an operation, table or column. */
export interface FileVersions {
  /** Key of the operation, or name of the tool. */
  key: string;
  /** Returns the key to which a line of the file belongs, if the file has several. */
  keyAt?(text: string, line: number): string | undefined;
  path: string;
  /** Whether the versions are those of the whole file; otherwise they replace a part of the text. */
  isWhole?: boolean;
  /** Returns the file with the previous and with the new version; undefined if it has no such part. */
  versionsOf(text: string): readonly [previous: string, current: string] | undefined;
}

/**
 * Merges new versions into existing files. If the author has changed the same lines, the file contains
 * both; what the author makes of them is an edit of the new version.
 */
export async function mergeVersions(
  project: OpenProject,
  versions: readonly FileVersions[],
): Promise<{ insertions: Insertion[]; conflicts: FileConflict[]; joined: string[] }> {
  const insertions: Insertion[] = [];
  const conflicts: FileConflict[] = [];
  const joinedLines: string[] = [];
  for (const path of new Set(versions.map((version) => version.path))) {
    const fileText = await project.read(path);
    if (fileText === null) continue;
    const [, text] = withoutMark(fileText);
    const fileVersions: FileVersions[] = [];
    for (const version of versions)
      if (version.path === path) fileVersions.push(await formatVersions(text, version, project));
    // A text with markers cannot be parsed, so all parts of a file are merged at once.
    const wholeFiles = fileVersions.filter(({ isWhole }) => isWhole);
    const parts = fileVersions.filter(({ isWhole }) => !isWhole);
    const first = mergeVersionsInto(text, parts);
    const edit = (textSoFar: string) => {
      const mergedSoFar = wholeFiles.reduce(
        (last, version) => mergeVersionsInto(last, [version]).text,
        textSoFar,
      );
      // A test module is parsed for each of its cases, which is slow.
      return (mergedSoFar === text ? first : mergeVersionsInto(mergedSoFar, parts)).text;
    };
    const allMerges = [first, ...wholeFiles.map((version) => mergeVersionsInto(text, [version]))];
    const isFormatted = allMerges.some(({ isLaidOutAnew }) => isLaidOutAnew);
    joinedLines.push(
      ...allMerges.flatMap((fileMerge) => fileMerge.joined.map((line) => `${path}:${line}`)),
    );
    insertions.push({ path, where: 'for the import', lines: '', edit, isFormatted });
    if (first.conflicts.length + wholeFiles.length === 0) continue;
    for (const version of fileVersions)
      for (const conflict of mergeVersionsInto(text, [version]).conflicts)
        conflicts.push({
          ...conflict,
          key: version.keyAt?.(text, conflict.line) ?? version.key,
          path,
        });
  }
  return { insertions, conflicts, joined: joinedLines };
}

/**
 * Returns the versions of an edited module in the layout of the project's formatter, if that has
 * formatted the module.
 */
async function formatVersions(
  text: string,
  versions: FileVersions,
  { layOut }: OpenProject,
): Promise<FileVersions> {
  const { path, isWhole, versionsOf: versionsIn } = versions;
  const bothVersions = isWhole && path.endsWith('.ts') ? versionsIn(text) : undefined;
  if (!bothVersions || isUnedited(text, bothVersions[0])) return versions;
  const [previousText, currentText] = [
    await layOut(path, bothVersions[0]),
    await layOut(path, bothVersions[1]),
  ];
  if (previousText === undefined || currentText === undefined) return versions;
  const isNearer = sharedLineCount(text, previousText) > sharedLineCount(text, bothVersions[0]);
  return isNearer ? { ...versions, versionsOf: () => [previousText, currentText] } : versions;
}

function sharedLineCount(text: string, otherText: string): number {
  const lines = new Set(otherText.split(/\r?\n/));
  return text.split(/\r?\n/).filter((line) => lines.has(line)).length;
}

interface MergedFile extends MergeResult {
  /** Whether the author has changed the layout. */
  isLaidOutAnew?: boolean;
}

/** Merges versions into a text. Changes of a formatter are not edits; comments are. */
function mergeVersionsInto(text: string, versions: readonly FileVersions[]): MergedFile {
  const lines = text.replaceAll('\r\n', '\n');
  const [previousText, currentText] = versions.reduce<readonly [previous: string, current: string]>(
    ([previousSoFar, currentSoFar], { versionsOf: versionsIn }) => {
      const bothVersions = versionsIn(previousSoFar);
      return [
        bothVersions?.[0] ?? previousSoFar,
        (previousSoFar === currentSoFar ? bothVersions : versionsIn(currentSoFar))?.[1] ??
          currentSoFar,
      ];
    },
    [lines, lines],
  );
  if (previousText === currentText) return { text, conflicts: [], joined: [] };
  const withLineEnds = (result: string) =>
    text === lines ? result : result.replace(/\r?\n/g, '\r\n');
  const isCode = versions.every(({ path }) => path.endsWith('.ts'));
  if (isCode ? isUnedited(text, previousText) : lines === previousText) {
    const isLaidOutAnew = lines !== previousText;
    const result = isLaidOutAnew ? adoptLayout(currentText, lines) : currentText;
    return { text: withLineEnds(result), conflicts: [], joined: [], isLaidOutAnew };
  }
  const linesInLayout = isCode ? adoptLayout(lines, previousText) : lines;
  return linesInLayout === lines
    ? mergeTexts(previousText, text, currentText)
    : mergeInLayout({ previous: previousText, lines, mine: linesInLayout, current: currentText });

  /** Merges code that the author has edited and formatted, in their layout. */
  function mergeInLayout(code: {
    previous: string;
    lines: string;
    mine: string;
    current: string;
  }): MergedFile {
    const merge = (side?: 'mine' | 'theirs') =>
      mergeTexts(code.previous, code.mine, code.current, side);
    const sides = (['mine', 'theirs'] as const).map((side) =>
      adoptLayout(merge(side).text, code.lines),
    ) as [string, string];
    const markedText = withMarkers(...sides);
    const { text: mergedText, joined } = merge();
    const bareLines = (sourceText: string) =>
      sourceText.split('\n').map((line) => line.replaceAll(/\W/g, ''));
    const [mergedLines, markedLines] = [bareLines(mergedText), bareLines(markedText.text)];
    return {
      text: withLineEnds(markedText.text),
      conflicts: markedText.conflicts,
      joined: joined.map(
        (line) => Math.max(markedLines.indexOf(mergedLines[line - 1] ?? ''), 0) + 1,
      ),
      isLaidOutAnew: true,
    };
  }
}
