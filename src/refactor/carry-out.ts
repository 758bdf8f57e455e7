import type { CommandContext } from '../model/command.js';
import { counted } from '../model/counted.js';
import { uncommitted } from '../model/errors/refactor.js';
import { projectCommands } from '../render/commands.js';
import { carryOutAddition } from '../extend/addition.js';
import type { OpenProject } from '../extend/project.js';
import type { Ask } from './subject.js';
import type { WorkingCopy } from './working-copy.js';
import type { Host } from '../model/host.js';

export interface Refactoring {
  copy: WorkingCopy;
  /** A question: "Remove get_room?" */
  question: string;
  done: string;
  /** The name that is gone. */
  name: string;
  /** Whether files are deleted for good. */
  deletes: boolean;
  notes: readonly string[];
  next?: readonly string[];
  /** Words of the command that does the same without questions. */
  repeat: readonly string[];
  report: object;
}

/** Most places that are listed. */
const SHOWN = 8;

/** Shows what changes and what does not, asks, and writes. @throws CliError `refactor/uncommitted`, and those of `carryOut` */
export async function carryOutRefactoring(
  context: CommandContext,
  project: OpenProject,
  ask: Ask,
  refactoring: Refactoring,
): Promise<0 | 1 | 2> {
  const { host, flags } = context;
  const { copy, question, done, name, deletes, notes, next = [], repeat, report } = refactoring;
  const { addition } = copy;
  const gone = new Map(
    addition.removed.map((path) => [path, project.model.text(path)?.text ?? '']),
  );
  const lost = deletes ? await uncommittedLines(host, project.root, gone) : [];
  if (lost.length > 0 && !ask && !flags.yes && !flags.dryRun) throw uncommitted(lost);
  const places = copy.places(name);
  const more = places.length - SHOWN;
  const kept = [...places.slice(0, SHOWN), ...(more > 0 ? [`${more} more`] : [])].join(', ');
  return carryOutAddition(
    context,
    project,
    {
      ...addition,
      notes: [
        ...notes,
        ...(places.length > 0
          ? [`Not changed: "${name}" in ${counted(places.length, 'other place')} (${kept}).`]
          : []),
        ...(lost.length > 0 ? [`Not committed: ${lost.join(', ')}.`] : []),
      ],
    },
    {
      title: question.replace(/\?$/, ''),
      done,
      next: [projectCommands(project.packageManager).test, ...next],
      questions: flags.dryRun ? undefined : await ask?.(),
      confirm: { message: question, initial: !deletes },
      repeat,
      report: { ...report, places },
    },
  );
}

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
