import type { Edit, Finding } from '../model/finding.js';
import type { RelPath } from '../model/path.js';
import type { FileEdit } from '../model/plan.js';
import type { Project } from '../model/project.js';

/**
 * What the fixes in these findings change on disk. Of two that touch the same text only the first is made; the next run
 * finds the other one again.
 */
export function fixes(project: Project, findings: readonly Finding[]): FileEdit[] {
  const accepted = new Map<RelPath, Edit[]>();
  for (const { fix = [] } of findings) {
    if (fix.some((edit) => accepted.get(edit.file)?.some((other) => overlap(edit, other))))
      continue;
    for (const edit of fix) accepted.set(edit.file, [...(accepted.get(edit.file) ?? []), edit]);
  }
  return Array.from(accepted, ([path, edits]): FileEdit => {
    const file = project.text(path);
    const mark = file?.bom ? '\uFEFF' : '';
    const text = file?.text ?? '';
    return { path, was: mark + text, text: mark + edited(text, edits) };
  });
}

const overlap = (one: Edit, other: Edit) => one.start <= other.end && other.start <= one.end;

function edited(text: string, edits: readonly Edit[]): string {
  const backwards = edits.toSorted((a, b) => b.start - a.start);
  return backwards.reduce(
    (done, { start, end, text: added }) => done.slice(0, start) + added + done.slice(end),
    text,
  );
}
