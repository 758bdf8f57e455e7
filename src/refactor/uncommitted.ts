import { join } from 'node:path';
import { CliError } from '../model/errors/cli-error.js';
import type { Host } from '../model/host.js';
import type { Change, Plan } from '../model/plan.js';
import { pluralize } from '../model/text/pluralize.js';
import { type CommittedFile, committedFiles } from '../project/committed.js';

type LosingChange = Exclude<Change, { do: 'create' } | { bytes: Uint8Array }>;

/**
 * Returns uncommitted lines that the author wrote and that a plan deletes, as text such as "3 lines
 * of src/a.ts". Work counts as uncommitted unless Git proves the opposite; without Git or a commit,
 * or where Git does not end, all of it does.
 * @throws the reason of `signal`
 */
export async function uncommittedWork(
  host: Pick<Host, 'files' | 'exec'>,
  plan: Pick<Plan, 'root' | 'ops'>,
  signal: AbortSignal,
): Promise<string[]> {
  const losses = plan.ops.filter(
    (op): op is LosingChange => (op.do === 'delete' && 'previous' in op) || op.do === 'update',
  );
  const root = await host.files.realPath(plan.root);
  const paths = losses.map(({ path }) => join(root, path));
  const committedByPath = await committedFiles(host, paths, signal).catch((error: unknown) => {
    if (error instanceof CliError && error.code === 'git/slow')
      return new Map<string, CommittedFile>();
    throw error;
  });
  return losses.flatMap((loss, index) =>
    findLostLines(loss, committedByPath.get(paths[index] ?? '')),
  );
}

function findLostLines(loss: LosingChange, head: CommittedFile | undefined): string[] {
  const newText = loss.do === 'update' ? loss.text : '';
  const remainingLines = new Set(
    ['', ...splitLines(newText), ...splitLines(head?.text ?? '')].map(lineKey),
  );
  const lostLines = splitLines(loss.previous).filter((line) => !remainingLines.has(lineKey(line)));
  // Without a lost line, uncommitted work may still have moved or deleted lines.
  const isRecoverable =
    loss.do === 'update' || (head !== undefined && withLf(loss.previous) === withLf(head.text));
  if (lostLines.length === 0 && isRecoverable) return [];
  if (head?.filter !== undefined)
    return [`${loss.path} (not compared: its Git filter "${head.filter}" is not run)`];
  return [
    lostLines.length > 0
      ? `${pluralize(lostLines.length, 'line')} of ${loss.path}`
      : `changes in ${loss.path}`,
  ];
}

/** Normalizes line ends, which depend on Git settings, so that no work is lost with them. */
const withLf = (text: string) => text.replaceAll('\r\n', '\n');
const splitLines = (text: string) => text.split('\n');

/**
 * Returns the key of a line, which stays the same if only its layout changes, such as in a table
 * row, or if it gets a comma.
 */
const lineKey = (line: string) => line.replace(/\s+|-{3,}|,\s*$/g, '');
