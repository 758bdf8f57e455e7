import type { Edit, Finding } from '../model/finding.js';
import type { RelPath } from '../model/path.js';
import type { FileEdit } from '../model/plan.js';
import type { Project } from '../model/project.js';

/**
 * Returns the changes of these findings' fixes on disk. If two fixes change the same text, only the
 * first one is applied; the next run finds the other one again.
 */
export function fixFiles(project: Project, findings: readonly Finding[]): FileEdit[] {
  const editsByFile = new Map<RelPath, Edit[]>();
  for (const { fix = [] } of findings) {
    if (
      fix.some((edit) =>
        editsByFile.get(edit.file)?.some((acceptedEdit) => doOverlap(edit, acceptedEdit)),
      )
    )
      continue;
    for (const edit of fix)
      editsByFile.set(edit.file, [...(editsByFile.get(edit.file) ?? []), edit]);
  }
  return Array.from(editsByFile, ([path, edits]): FileEdit => {
    const file = project.text(path);
    const mark = file?.bom ? '\uFEFF' : '';
    const text = file?.text ?? '';
    return { path, previous: mark + text, text: mark + applyEdits(text, edits) };
  });
}

const doOverlap = (left: Edit, right: Edit) => left.start <= right.end && right.start <= left.end;

function applyEdits(text: string, edits: readonly Edit[]): string {
  const backwards = edits.toSorted((a, b) => b.start - a.start);
  return backwards.reduce(
    (editedText, { start, end, text: replacementText }) =>
      editedText.slice(0, start) + replacementText + editedText.slice(end),
    text,
  );
}
