import type { Host } from '../../model/host.js';
import { counted } from '../../model/counted.js';

/** Lines of files that no commit has: "3 lines of src/a.ts". Without Git, or without a commit, all of them. */
export async function uncommittedLines(
  { exec }: Pick<Host, 'exec'>,
  root: string,
  files: ReadonlyMap<string, string>,
): Promise<string[]> {
  const git = async (...words: string[]): Promise<string | undefined> => {
    try {
      const command = ['git', ...words, '-z', '--', ...files.keys()] as const;
      const { exitCode, output } = await exec(command, { cwd: root });
      return exitCode === 0 ? output : undefined;
    } catch {
      return undefined; // There is no Git.
    }
  };
  const changed = await git('diff', '--numstat', '--no-renames', '--relative', 'HEAD');
  const untracked = await git('ls-files', '--others');
  const counts = new Map<string, number>();
  for (const line of changed?.split('\0') ?? []) {
    const [, count, path] = /^(\d+)\t\d+\t(.+)$/.exec(line) ?? [];
    if (path !== undefined && Number(count) > 0) counts.set(path, Number(count));
  }
  const lost = changed === undefined ? [...files.keys()] : (untracked?.split('\0') ?? []);
  for (const path of lost) {
    const text = files.get(path);
    if (text !== undefined) counts.set(path, text.trimEnd().split('\n').length);
  }
  return Array.from(counts, ([path, count]) => `${counted(count, 'line')} of ${path}`);
}
