import type { Edit, Finding } from '../model/finding.js';
import type { RelPath } from '../model/path.js';
import type { FileEdit } from '../model/plan.js';
import type { ProjectModel, TextFile } from '../model/project.js';

/**
 * What the repairs in these findings change on disk. Of two that touch the same text only the first is made; the next
 * run finds the other one again.
 * @param texts in place of those of the files, character for character
 */
export function repairs(
  project: ProjectModel,
  findings: readonly Finding[],
  texts: Readonly<Record<string, string>> = {},
): FileEdit[] {
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
  return [...accepted].sort(byPath).flatMap(([path, edits]): FileEdit[] => {
    const file = files.find((each) => each.path === path);
    if (!file) return [];
    const mark = file.bom ? '\uFEFF' : '';
    const text = texts[path] ?? file.text;
    return [{ path, was: mark + text, text: mark + edited(text, edits) }];
  });
}

/** The text with all edits made; they do not overlap. Several insertions at one place follow each other. */
export function edited(text: string, edits: readonly Edit[]): string {
  let done = '';
  let last: Edit | undefined;
  for (const edit of edits.toSorted((a, b) => a.start - b.start)) {
    done += text.slice(last?.end ?? 0, edit.start);
    done =
      last && isComplete(last) && last.start === edit.start
        ? joined(done, edit.text)
        : done + edit.text;
    last = edit;
  }
  return done + text.slice(last?.end ?? 0);
}

/** One below the other, with a blank line around both only; or behind each other, with a comma. */
function joined(before: string, after: string): string {
  const above = before.trimEnd();
  if (/^\s/.test(after)) return above + after;
  const [lineEnd] = /^\r?\n/.exec(before.slice(above.length)) ?? [];
  return above + (lineEnd ?? (above.endsWith(',') ? '' : ', ')) + after;
}

const isKnown = (edit: Edit, accepted: ReadonlyMap<RelPath, readonly Edit[]>) =>
  (accepted.get(edit.file) ?? []).some(
    ({ start, end, text }) => start === edit.start && end === edit.end && text === edit.text,
  );

/** Of two insertions at one place, only lines and members of objects and lists can be in any order. */
const isTaken = (edit: Edit, accepted: ReadonlyMap<RelPath, readonly Edit[]>) =>
  (accepted.get(edit.file) ?? []).some(
    (other) =>
      (edit.start < other.end && other.start < edit.end) ||
      (other.start === edit.start && !(isComplete(edit) && isComplete(other))),
  );

const isComplete = ({ start, end, text }: Edit) =>
  start === end && /^\s*(?:\S[^]*(?:,|\r?\n)\s*|"[^"\n]+": .*)$/.test(text);

const byPath = ([a]: [RelPath, Edit[]], [b]: [RelPath, Edit[]]) => (a < b ? -1 : 1);
