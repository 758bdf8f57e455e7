import type { Note } from '../../clients/entry/server.js';
import type { Ui } from '../../model/ui.js';
import type { FileChange } from './change-files.js';
import { plansOf } from './change-files.js';
import { diffPlan } from '../../plan/diff.js';
import { maskedLines } from '../../model/secrets.js';

const WORDS = {
  created: 'Created',
  updated: 'Updated',
  deleted: 'Deleted',
  unchanged: 'Unchanged:',
} as const;

export function changeOf({ before, after }: FileChange): keyof typeof WORDS {
  if (before === after) return 'unchanged';
  if (before === null) return 'created';
  return after === null ? 'deleted' : 'updated';
}

/** A line for each file, and where the old text is. */
export const changesText = (changes: readonly FileChange[]): string =>
  changes
    .flatMap((change) => [
      `${WORDS[changeOf(change)]} ${change.file.path}`,
      ...(change.backup === undefined ? [] : [`  Backup: ${change.backup}`]),
    ])
    .join('\n');

export const changesJson = (changes: readonly FileChange[]) =>
  changes.map((change) => ({
    path: change.file.path,
    scope: change.file.scope,
    change: changeOf(change),
    ...(change.backup !== undefined && { backup: change.backup }),
  }));

/** What changes, with the values of secrets hidden. */
export async function changesDiff(changes: readonly FileChange[]): Promise<string> {
  const diffs = plansOf(changes).map(async (plan) => {
    const diff = await diffPlan(plan, maskedLines);
    return diff === '' ? '' : `In ${plan.root}:\n${diff}`;
  });
  return (await Promise.all(diffs)).join('');
}

/** Each text once. */
export const unique = (notes: readonly Note[]): Note[] =>
  notes.filter(({ text }, index) => notes.findIndex((each) => each.text === text) === index);

export function tell(ui: Ui, notes: readonly Note[]): void {
  for (const { level, text } of notes) (level === 'warning' ? ui.warn : ui.note)(text);
}
