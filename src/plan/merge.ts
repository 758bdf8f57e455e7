import { diffArrays } from 'diff';

/** Lines that both sides have changed in different ways. */
export interface MergeConflict {
  /** In the edited text, counted from 1. */
  line: number;
  /** Lines of the edited text. */
  mine: string[];
  /** Lines of the new text. */
  theirs: string[];
}

/** Lines of the base that one side has replaced. */
interface Hunk {
  side: 'mine' | 'theirs';
  start: number;
  end: number;
  lines: string[];
}

export interface Merge {
  text: string;
  conflicts: MergeConflict[];
  /** Lines of the merged text, counted from 1, where a change is right beside an edit. */
  joined: number[];
}

/**
 * Merges a new text into an edited one, line by line; `base` is what both were made from. Line ends are those of the edited
 * text. Where both sides have changed the same lines, or one has inserted lines next to those, it has both, between markers.
 * Changes of neighboring lines, which conflict for diff3 and Git, are joined: people should look at them.
 * @param choice the side to take instead of markers
 */
export function mergeTexts(
  base: string,
  mine: string,
  theirs: string,
  choice?: 'mine' | 'theirs',
): Merge {
  const lines = linesOf(base);
  const hunks = [...hunksOf('mine', linesOf(mine)), ...hunksOf('theirs', linesOf(theirs))];
  const merged: string[] = [];
  const conflicts: MergeConflict[] = [];
  const joined: number[] = [];
  let at = 0;
  let shift = 0;
  let last: { end: number; hasMine: boolean } | undefined;
  for (const { start, end, own } of groupsOf(hunks)) {
    merged.push(...lines.slice(at, start));
    const [edited, added] = (['mine', 'theirs'] as const).map((side) => {
      const hunksHere = own.filter((hunk) => hunk.side === side);
      return hunksHere.length > 0 ? replaced(lines, start, end, hunksHere) : undefined;
    });
    if (last?.end === start && last.hasMine !== (edited !== undefined))
      joined.push(merged.length + 1);
    last = { end, hasMine: edited !== undefined };
    const isConflict = edited && added && edited.join('\n') !== added.join('\n');
    if (isConflict && choice) merged.push(...(choice === 'mine' ? edited : added));
    else if (isConflict) {
      const { before, lines: both, ...sides } = shown(edited, added);
      conflicts.push({ line: start + shift + before + 1, ...sides });
      merged.push(...both);
    } else merged.push(...(edited ?? added ?? []));
    if (edited) shift += edited.length - (end - start);
    at = end;
  }
  merged.push(...lines.slice(at));
  return { text: merged.join(mine.includes('\r\n') ? '\r\n' : '\n'), conflicts, joined };

  function hunksOf(side: Hunk['side'], other: string[]): Hunk[] {
    const hunks: Hunk[] = [];
    let [start, isOpen] = [0, false];
    for (const { added, removed, value } of diffArrays(lines, other)) {
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

/** One text with markers around all lines in which it differs from another one. */
export function withMarkers(mine: string, theirs: string): Omit<Merge, 'joined'> {
  const marked: string[] = [];
  const conflicts: MergeConflict[] = [];
  let line = 1;
  let sides: { mine: string[]; theirs: string[] } | undefined;
  const close = () => {
    if (!sides) return;
    conflicts.push({ line: line - sides.mine.length, ...sides });
    marked.push(...shown(sides.mine, sides.theirs).lines);
    sides = undefined;
  };
  for (const { added, removed, value } of diffArrays(linesOf(mine), linesOf(theirs))) {
    if (removed) line += value.length;
    if (added || removed)
      (sides ??= { mine: [], theirs: [] })[added ? 'theirs' : 'mine'].push(...value);
    else {
      close();
      marked.push(...value);
      line += value.length;
    }
  }
  close();
  return { text: marked.join(mine.includes('\r\n') ? '\r\n' : '\n'), conflicts };
}

/** Both sides of a conflict, as Git shows them. Lines at its ends that are the same in both are outside. */
function shown(mine: readonly string[], theirs: readonly string[]) {
  const most = Math.min(mine.length, theirs.length);
  let [before, after] = [0, 0];
  while (before < most && mine[before] === theirs[before]) before++;
  while (after < most - before && mine.at(-1 - after) === theirs.at(-1 - after)) after++;
  const middle = (lines: readonly string[]) => lines.slice(before, lines.length - after);
  const [own, other] = [middle(mine), middle(theirs)];
  const block = ['<<<<<<< yours', ...own, '=======', ...other, '>>>>>>> imported'];
  return {
    before,
    mine: own,
    theirs: other,
    lines: [...mine.slice(0, before), ...block, ...mine.slice(mine.length - after)],
  };
}

const linesOf = (text: string) => text.replaceAll('\r\n', '\n').split('\n');

/** Hunks that change the same lines, or of which one inserts at an end of the other, together. */
function groupsOf(hunks: readonly Hunk[]): { start: number; end: number; own: Hunk[] }[] {
  const groups: { start: number; end: number; own: Hunk[] }[] = [];
  for (const hunk of hunks.toSorted(
    (one, other) => one.start - other.start || one.end - other.end,
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

function replaced(lines: readonly string[], start: number, end: number, hunks: readonly Hunk[]) {
  const result: string[] = [];
  let at = start;
  for (const hunk of hunks) {
    result.push(...lines.slice(at, hunk.start), ...hunk.lines);
    at = hunk.end;
  }
  return [...result, ...lines.slice(at, end)];
}
