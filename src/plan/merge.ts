import { diffArrays } from 'diff';

/** Lines that both sides have changed in different ways. */
export interface MergeConflict {
  /** Line number in the edited text, from 1. */
  line: number;
  /** Lines of the edited text. */
  mine: string[];
  /** Lines of the new text. */
  theirs: string[];
}

/** Lines of the base that one side has replaced. */
interface MergeHunk {
  side: 'mine' | 'theirs';
  start: number;
  end: number;
  lines: string[];
}

export interface MergeResult {
  text: string;
  conflicts: MergeConflict[];
  /** Line numbers in the merged text, from 1, at which a change directly follows an edit. */
  joined: number[];
}

/**
 * Merges a new text into an edited one by lines; `base` is their common origin. Line ends are those
 * of the edited text. If both sides have changed the same lines, or one has inserted lines next to
 * them, the result contains both between markers. Changes of neighboring lines, which are conflicts
 * for diff3 and Git, are joined and reported, so that the author checks them.
 * @param choice the side to use in place of markers
 */
export function mergeTexts(
  base: string,
  editedText: string,
  newText: string,
  choice?: 'mine' | 'theirs',
): MergeResult {
  const lines = splitLines(base);
  const hunks = [
    ...sideHunks('mine', splitLines(editedText)),
    ...sideHunks('theirs', splitLines(newText)),
  ];
  const mergedLines: string[] = [];
  const conflicts: MergeConflict[] = [];
  const joinedLines: number[] = [];
  let baseIndex = 0;
  let shift = 0;
  let last: { end: number; hasMine: boolean } | undefined;
  for (const { start, end, own: groupHunks } of hunkGroups(hunks)) {
    mergedLines.push(...lines.slice(baseIndex, start));
    const [editedLines, newLines] = (['mine', 'theirs'] as const).map((side) => {
      const hunksHere = groupHunks.filter((hunk) => hunk.side === side);
      return hunksHere.length > 0 ? withHunks(lines, start, end, hunksHere) : undefined;
    });
    if (last?.end === start && last.hasMine !== (editedLines !== undefined))
      joinedLines.push(mergedLines.length + 1);
    last = { end, hasMine: editedLines !== undefined };
    const isConflict = editedLines && newLines && editedLines.join('\n') !== newLines.join('\n');
    if (isConflict && choice) mergedLines.push(...(choice === 'mine' ? editedLines : newLines));
    else if (isConflict) {
      const {
        before: linesBefore,
        lines: conflictLines,
        ...sides
      } = conflictBlock(editedLines, newLines);
      conflicts.push({ line: start + shift + linesBefore + 1, ...sides });
      mergedLines.push(...conflictLines);
    } else mergedLines.push(...(editedLines ?? newLines ?? []));
    if (editedLines) shift += editedLines.length - (end - start);
    baseIndex = end;
  }
  mergedLines.push(...lines.slice(baseIndex));
  return {
    text: mergedLines.join(editedText.includes('\r\n') ? '\r\n' : '\n'),
    conflicts,
    joined: joinedLines,
  };

  function sideHunks(side: MergeHunk['side'], otherLines: string[]): MergeHunk[] {
    const hunks: MergeHunk[] = [];
    let [start, isOpen] = [0, false];
    for (const { added, removed, value } of diffArrays(lines, otherLines)) {
      if (!added && !removed) {
        start += value.length;
        isOpen = false;
        continue;
      }
      if (!isOpen) hunks.push({ side, start, end: start, lines: [] });
      isOpen = true;
      const hunk = hunks.at(-1);
      if (added) hunk?.lines.push(...value);
      else if (hunk) start = hunk.end = start + value.length;
    }
    return hunks;
  }
}

/** Returns a text with markers around all lines in which it differs from another one. */
export function withMarkers(editedText: string, newText: string): Omit<MergeResult, 'joined'> {
  const markedLines: string[] = [];
  const conflicts: MergeConflict[] = [];
  let line = 1;
  let conflictSides: { mine: string[]; theirs: string[] } | undefined;
  const close = () => {
    if (!conflictSides) return;
    conflicts.push({ line: line - conflictSides.mine.length, ...conflictSides });
    markedLines.push(...conflictBlock(conflictSides.mine, conflictSides.theirs).lines);
    conflictSides = undefined;
  };
  for (const { added, removed, value } of diffArrays(splitLines(editedText), splitLines(newText))) {
    if (removed) line += value.length;
    if (added || removed)
      (conflictSides ??= { mine: [], theirs: [] })[added ? 'theirs' : 'mine'].push(...value);
    else {
      close();
      markedLines.push(...value);
      line += value.length;
    }
  }
  close();
  return { text: markedLines.join(editedText.includes('\r\n') ? '\r\n' : '\n'), conflicts };
}

/** Returns both sides of a conflict as Git shows them. Common lines at its ends are outside of the markers. */
function conflictBlock(editedLines: readonly string[], newLines: readonly string[]) {
  const maxCommon = Math.min(editedLines.length, newLines.length);
  let [commonBefore, commonAfter] = [0, 0];
  while (commonBefore < maxCommon && editedLines[commonBefore] === newLines[commonBefore])
    commonBefore++;
  while (
    commonAfter < maxCommon - commonBefore &&
    editedLines.at(-1 - commonAfter) === newLines.at(-1 - commonAfter)
  )
    commonAfter++;
  const middleLines = (lines: readonly string[]) =>
    lines.slice(commonBefore, lines.length - commonAfter);
  const [ownMiddle, otherMiddle] = [middleLines(editedLines), middleLines(newLines)];
  const block = ['<<<<<<< yours', ...ownMiddle, '=======', ...otherMiddle, '>>>>>>> generated'];
  return {
    before: commonBefore,
    mine: ownMiddle,
    theirs: otherMiddle,
    lines: [
      ...editedLines.slice(0, commonBefore),
      ...block,
      ...editedLines.slice(editedLines.length - commonAfter),
    ],
  };
}

const splitLines = (text: string) => text.replaceAll('\r\n', '\n').split('\n');

/** Groups of hunks that change the same lines, or of which one inserts at an end of the other. */
function hunkGroups(
  hunks: readonly MergeHunk[],
): { start: number; end: number; own: MergeHunk[] }[] {
  const groups: { start: number; end: number; own: MergeHunk[] }[] = [];
  for (const hunk of hunks.toSorted(
    (left, right) => left.start - right.start || left.end - right.end,
  )) {
    const last = groups.at(-1);
    const isAtEnd =
      hunk.start === last?.end && (hunk.start === hunk.end || last.start === last.end);
    if (last && (hunk.start < last.end || isAtEnd)) {
      last.end = Math.max(last.end, hunk.end);
      last.own.push(hunk);
    } else groups.push({ start: hunk.start, end: hunk.end, own: [hunk] });
  }
  return groups;
}

function withHunks(
  lines: readonly string[],
  start: number,
  end: number,
  hunks: readonly MergeHunk[],
) {
  const result: string[] = [];
  let lineIndex = start;
  for (const hunk of hunks) {
    result.push(...lines.slice(lineIndex, hunk.start), ...hunk.lines);
    lineIndex = hunk.end;
  }
  return [...result, ...lines.slice(lineIndex, end)];
}
