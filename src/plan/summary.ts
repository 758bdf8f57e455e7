import type { FileOperation, Plan } from '../model/plan.js';
import { byCodeUnit } from '../model/text/by-code-unit.js';

type OperationCounts = Record<FileOperation['do'], number>;

/** A file, or a directory with its content. */
export type TreeNode =
  { name: string; do: FileOperation['do'] } | { name: string; entries: TreeNode[] };

export const hasConflicts = (plan: Plan) => plan.ops.some((op) => op.do === 'conflict');
/** Returns whether no file changes. */
export const changesNothing = (plan: Plan) => plan.ops.every((op) => op.do === 'same');

export function countOps(plan: Pick<Plan, 'ops'>): OperationCounts {
  const counts: OperationCounts = { create: 0, update: 0, delete: 0, same: 0, conflict: 0 };
  for (const op of plan.ops) counts[op.do]++;
  return counts;
}

/** Returns the files of a plan as a tree: directories first, then files, both sorted by name. */
export function planTree(plan: Plan): TreeNode[] {
  return treeNodes(plan.ops.map((op) => ({ do: op.do, names: op.path.split('/') })));
}

interface FileLeaf {
  do: FileOperation['do'];
  names: string[];
}

function treeNodes(leaves: readonly FileLeaf[]): TreeNode[] {
  const directories = new Map<string, FileLeaf[]>();
  const files: TreeNode[] = [];
  for (const { do: kind, names } of leaves) {
    const [name = '', ...rest] = names;
    if (rest.length === 0) files.push({ name, do: kind });
    else directories.set(name, [...(directories.get(name) ?? []), { do: kind, names: rest }]);
  }
  const entries = [...directories].map(([name, childLeaves]) => ({
    name,
    entries: treeNodes(childLeaves),
  }));
  return [...entries.sort(byName), ...files.sort(byName)];
}

/**
 * Returns a plan for programs: files by what happens to them, sorted by path; those that stay the
 * same are only counted. Keys are always in the same order.
 */
export function planToJson({ root, newRoot, steps, ops }: Plan) {
  const sorted = ops.toSorted((left, right) => byCodeUnit(left.path, right.path));
  const changes = (['create', 'update', 'delete'] as const).map(
    (kind) => [kind, sorted.flatMap((op) => (op.do === kind ? op.path : []))] as const,
  );
  const conflicts = sorted.flatMap((op) =>
    op.do === 'conflict' ? { path: op.path, reason: op.reason, hint: op.hint } : [],
  );
  const files = [...changes, ['conflict', conflicts] as const].filter(
    ([, list]) => list.length > 0,
  );
  return {
    root,
    newRoot,
    counts: countOps({ ops }),
    files: Object.fromEntries<unknown>(files),
    steps: steps.map(({ id, label, command }) => ({ id, label, command })),
  };
}

const byName = (left: { name: string }, right: { name: string }) =>
  byCodeUnit(left.name, right.name);
