import type { Op, Plan } from '../model/plan.js';

const NOTHING = '/dev/null';

/**
 * What a plan would change, conflicts included, as one patch in the form of `git diff`: `git apply` takes it as it is,
 * without the binary files, which are only named.
 * Line ends are those of the files, so a patch may hold CRLF.
 * @param shown the lines of a text as the patch is to show them
 */
export async function diffPlan(
  plan: Plan,
  shown = (text: string) => text.split('\n'),
): Promise<string> {
  const { formatPatch, structuredPatch } = await import('diff');
  return plan.ops
    .filter((op) => op.do !== 'same')
    .map((op) => {
      const isCreate = op.do === 'create';
      const isDelete = op.do === 'delete';
      if ('bytes' in op) return `New binary file: ${op.path}\n`;
      const [from, to] = [isCreate ? NOTHING : `a/${op.path}`, isDelete ? NOTHING : `b/${op.path}`];
      const patch = structuredPatch(from, to, before(op), after(op), undefined, undefined, {
        context: 3,
      });
      const [old, now] = [shown(before(op)), shown(after(op))];
      for (const hunk of patch.hunks) {
        let [oldLine, newLine] = [hunk.oldStart - 1, hunk.newStart - 1];
        hunk.lines = hunk.lines.map((line) => {
          const sign = line[0] ?? '';
          if (sign === '\\') return line;
          const content = (sign === '-' ? old[oldLine] : now[newLine]) ?? '';
          if (sign !== '+') oldLine++;
          if (sign !== '-') newLine++;
          return sign + content;
        });
      }
      return formatPatch({ ...patch, isGit: true, isCreate, isDelete });
    })
    .join('');
}

type Shown = Exclude<Op, { do: 'same' } | { bytes: Uint8Array }>;
const before = (op: Shown) => (op.do === 'create' ? '' : op.was);
const after = (op: Shown) => (op.do === 'delete' ? '' : op.text);
