import type { Edit, Finding } from '../model/finding.js';
import type { RelPath } from '../model/path.js';
import type { Op } from '../model/plan.js';
import type { ProjectModel, TextFile } from '../model/project.js';

/**
 * What the repairs in these findings change on disk. Of two that touch the same text only the first is made; the next
 * run finds the other one again.
 */
export function repairs(project: ProjectModel, findings: readonly Finding[]): Op[] {
  const accepted = new Map<RelPath, Edit[]>();
  for (const { fix = [] } of findings) {
    const fresh = fix.filter((edit) => !isKnown(edit, accepted));
    if (fresh.some((edit) => isTaken(edit, accepted))) continue;
    for (const edit of fresh) {
      const list = accepted.get(edit.file);
      if (list) list.push(edit);
      else accepted.set(edit.file, [edit]);
    }
  }
  const files: TextFile[] = [...project.files.values(), ...project.documents.all];
  return [...accepted].sort(byPath).flatMap(([path, edits]): Op[] => {
    const file = files.find((each) => each.path === path);
    if (!file) return [];
    const mark = file.bom ? '\uFEFF' : '';
    return [{ do: 'update', path, was: mark + file.text, text: mark + edited(file.text, edits) }];
  });
}

/** The text with all edits made; they do not overlap. */
export function edited(text: string, edits: readonly Edit[]): string {
  const backwards = edits.toReversed().sort((a, b) => b.start - a.start);
  return backwards.reduce(
    (done, edit) => done.slice(0, edit.start) + edit.text + done.slice(edit.end),
    text,
  );
}

const isKnown = (edit: Edit, accepted: ReadonlyMap<RelPath, readonly Edit[]>) =>
  (accepted.get(edit.file) ?? []).some(
    ({ start, end, text }) => start === edit.start && end === edit.end && text === edit.text,
  );

/** Two insertions at one place have no order, so they count as overlapping; whole lines stand below each other. */
const isTaken = (edit: Edit, accepted: ReadonlyMap<RelPath, readonly Edit[]>) =>
  (accepted.get(edit.file) ?? []).some(
    (other) =>
      (edit.start < other.end && other.start < edit.end) ||
      (other.start === edit.start && !(isNewLine(edit) && isNewLine(other))),
  );

const isNewLine = ({ start, end, text }: Edit) => start === end && /^\S.*\r?\n$/.test(text);

const byPath = ([a]: [RelPath, Edit[]], [b]: [RelPath, Edit[]]) => (a < b ? -1 : 1);
