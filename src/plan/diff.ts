import type { FileOperation, Plan } from '../model/plan.js';

const NO_FILE = '/dev/null';

/**
 * Returns the changes of a plan, including conflicts, as one patch in the format of `git diff`.
 * `git apply` accepts it, except for binary files, which are only named. Line ends are those of the
 * files, so a patch may contain CRLF.
 * @param linesOf lines of a text as the patch shows them
 */
export async function diffPlan(
  plan: Plan,
  linesOf = (text: string) => text.split('\n'),
): Promise<string> {
  const { formatPatch, structuredPatch } = await import('diff');
  return plan.ops
    .filter((op) => op.do !== 'same')
    .map((op) => {
      const isCreate = op.do === 'create';
      const isDelete = op.do === 'delete';
      if ('bytes' in op) return `${isCreate ? 'New' : 'Deleted'} binary file: ${op.path}\n`;
      const [oldPath, newPath] = [
        isCreate ? NO_FILE : `a/${op.path}`,
        isDelete ? NO_FILE : `b/${op.path}`,
      ];
      const patch = structuredPatch(
        oldPath,
        newPath,
        previousText(op),
        newText(op),
        undefined,
        undefined,
        {
          context: 3,
        },
      );
      const [oldLines, newLines] = [linesOf(previousText(op)), linesOf(newText(op))];
      for (const hunk of patch.hunks) {
        let [oldLine, newLine] = [hunk.oldStart - 1, hunk.newStart - 1];
        hunk.lines = hunk.lines.map((line) => {
          const sign = line[0] ?? '';
          if (sign === '\\') return line;
          const content = (sign === '-' ? oldLines[oldLine] : newLines[newLine]) ?? '';
          if (sign !== '+') oldLine++;
          if (sign !== '-') newLine++;
          return sign + content;
        });
      }
      return formatPatch({ ...patch, isGit: true, isCreate, isDelete });
    })
    .join('');
}

type ShownOperation = Exclude<FileOperation, { do: 'same' } | { bytes: Uint8Array }>;
const previousText = (op: ShownOperation) => (op.do === 'create' ? '' : op.previous);
const newText = (op: ShownOperation) => (op.do === 'delete' ? '' : op.text);
