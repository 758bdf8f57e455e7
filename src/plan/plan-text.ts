import type { FileOperation, Plan } from '../model/plan.js';
import { pluralize } from '../model/text/pluralize.js';
import type { View } from '../model/ui.js';
import { countOps, planTree, type TreeNode } from './summary.js';

const OPERATION_MARKS: Record<FileOperation['do'], string> = {
  create: '+',
  update: '~',
  delete: '-',
  same: ' ',
  conflict: '!',
};

/** Verbs after the number of files. */
const WORDS: Record<FileOperation['do'], string> = {
  create: 'to create',
  update: 'to update',
  delete: 'to delete',
  same: 'unchanged',
  conflict: 'in conflict',
};

/** Returns a plan as text: the tree of its files, the change of each file, and the following steps. */
export function planText(plan: Plan, { paint }: View): string {
  const colors: Record<FileOperation['do'], (text: string) => string> = {
    create: paint.green,
    update: paint.yellow,
    delete: paint.red,
    same: paint.dim,
    conflict: paint.red,
  };
  const lines = (nodes: readonly TreeNode[], margin: string): string[] =>
    nodes.flatMap((node) =>
      'entries' in node
        ? [`  ${margin}${node.name}/`, ...lines(node.entries, `${margin}  `)]
        : [colors[node.do](`${OPERATION_MARKS[node.do]} ${margin}${node.name}`)],
    );
  return [plan.root, ...lines(planTree(plan), ''), '', ...closingLines(plan)].join('\n');
}

const MAX_LISTED = 8;

/**
 * Returns a plan in a few lines: its files, or the number of files in each directory, and additions
 * to existing files.
 */
export function planDigest(plan: Plan): string {
  const ops = plan.ops.filter((op) => op.do !== 'same');
  if (ops.length <= MAX_LISTED)
    return [...ops.map(changeText), '', ...closingLines(plan)].join('\n');
  const counts = new Map<string, number>();
  for (const { path } of ops) {
    const folder = path.split('/').slice(0, -1).slice(0, 3).join('/') || '.';
    counts.set(folder, (counts.get(folder) ?? 0) + 1);
  }
  const width = Math.max(...[...counts.keys()].map((folder) => folder.length));
  const rows = [...counts].map(
    ([folder, count]) => `${folder.padEnd(width)}  ${count} ${count === 1 ? 'file' : 'files'}`,
  );
  const updateLines = ops.filter((op) => op.do === 'update').map(changeText);
  const gap = updateLines.length > 0 ? [''] : [];
  return [...rows, ...gap, ...updateLines, '', ...closingLines(plan)].join('\n');
}

/** Returns a text such as `~ README.md  1 line added`. */
function changeText(op: FileOperation): string {
  const lines =
    op.do === 'update' ? op.text.split('\n').length - op.previous.split('\n').length : 0;
  return `${OPERATION_MARKS[op.do]} ${op.path}${lines > 0 ? `  ${pluralize(lines, 'line')} added` : ''}`;
}

function closingLines(plan: Plan): string[] {
  const counts = Object.entries(countOps(plan))
    .filter(([, count]) => count > 0)
    .map(([verb, count], index) => {
      const files = index === 0 ? pluralize(count, 'file') : count;
      return `${files} ${WORDS[verb as FileOperation['do']]}`;
    });
  const total = counts.join(', ') || 'nothing to do';
  return [
    `${total}${plan.steps.length > 0 ? '; then:' : '.'}`,
    ...plan.steps.map(({ command }) => `  ${command.join(' ')}`),
  ];
}
