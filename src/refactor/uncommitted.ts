import { join } from 'node:path';
import { pluralize } from '../model/counted.js';
import type { Host } from '../model/host.js';
import type { Change, Plan } from '../model/plan.js';
import { type CommittedFile, committedFiles } from '../project/committed.js';

type Loss = Exclude<Change, { do: 'create' }>;

/**
 * Work of people that a plan deletes and no commit has: "3 lines of src/a.ts". What Git does not prove is not committed;
 * without Git, or without a commit, that is all of it.
 * @throws the reason of `signal`
 */
export async function uncommittedWork(
  host: Pick<Host, 'files' | 'exec'>,
  plan: Pick<Plan, 'root' | 'ops'>,
  signal: AbortSignal,
): Promise<string[]> {
  const losses = plan.ops.filter((op): op is Loss => op.do === 'delete' || op.do === 'update');
  const root = await host.files.realPath(plan.root);
  const paths = losses.map(({ path }) => join(root, path));
  const committed = await committedFiles(host, paths, signal);
  return losses.flatMap((loss, index) => lostOf(loss, committed.get(paths[index] ?? '')));
}

function lostOf(loss: Loss, head: CommittedFile | undefined): string[] {
  const after = loss.do === 'update' ? loss.text : '';
  const remainingLines = new Set(['', ...linesOf(after), ...linesOf(head?.text ?? '')].map(words));
  const lost = linesOf(loss.was).filter((line) => !remainingLines.has(words(line)));
  // Lines can be in another order, or deleted.
  const isRecoverable =
    loss.do === 'update' || (head !== undefined && withLf(loss.was) === withLf(head.text));
  if (lost.length === 0 && isRecoverable) return [];
  if (head?.filter !== undefined)
    return [`${loss.path} (not compared: its Git filter "${head.filter}" is not run)`];
  return [
    lost.length > 0
      ? `${pluralize(lost.length, 'line')} of ${loss.path}`
      : `changes in ${loss.path}`,
  ];
}

/** Which line ends a checkout makes depends on settings of Git, and no work is lost with them. */
const withLf = (text: string) => text.replaceAll('\r\n', '\n');
const linesOf = (text: string) => text.split('\n');

/** A line that is only laid out anew, such as the row of a table, or gets a comma, is the same line. */
const words = (line: string) => line.replace(/\s+|-{3,}|,\s*$/g, '');
