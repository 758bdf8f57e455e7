import { relative, sep } from 'node:path';
import type { CommandContext } from '../model/command.js';
import type { ValidationReport } from '../model/reporter.js';
import { diffPlan } from '../plan/diff.js';
import { isDone } from '../plan/summary.js';
import { repositoryOf } from '../project/find.js';
import { projectCommands } from '../render/commands.js';
import { carryOutAddition, planAddition, type Addition } from '../extend/addition.js';
import type { Proposal } from '../extend/proposal.js';
import type { OpenProject } from '../extend/project.js';
import type { ReportPlace } from '../sources/report.js';
import type { ImportOptions } from './options.js';

/** What the newer version of a source changes in a provider. */
export interface SourceUpdate {
  provider: string;
  addition: Addition;
  /** For people. */
  lines: readonly string[];
  /** For programs. */
  json: object;
  /** Whether something is left that a person has to decide. */
  isOpen: boolean;
  /** The file that findings are in. */
  path: string;
  /** Files with conflicts. */
  inConflict: readonly string[];
}

export interface UpdateWords {
  /** After the program's name: `import openapi`. */
  command: string;
  /** Plural. */
  sources: string;
  /** New providers, which are added in the same plan. */
  added?: Proposal;
}

/**
 * Accepts changes of sources, or shows them where `--check` is given.
 * @returns 1 also where conflicts are left in files
 */
export async function carryOutUpdates(
  context: CommandContext,
  project: OpenProject,
  updates: readonly SourceUpdate[],
  { check, format }: ImportOptions,
  words: UpdateWords,
  reportOf: (place: ReportPlace) => ValidationReport,
): Promise<0 | 1 | 2> {
  const { ui, flags } = context;
  const { added } = words;
  const { cli, test } = projectCommands(project.packageManager);
  const additions = [...updates, ...(added ? [added] : [])].map(({ addition: one }) => one);
  const addition: Addition = {
    files: additions.flatMap(({ files }) => files),
    insertions: additions.flatMap(({ insertions }) => insertions),
    removed: additions.flatMap(({ removed = [] }) => removed),
    notes: additions.flatMap(({ notes }) => notes),
  };
  const lines = updates.flatMap((update) => update.lines);
  const providers = updates.map(({ json }) => json);
  if (check) {
    const plan = await planAddition(context, project, addition);
    const isAccepted = isDone(plan) && !updates.some(({ isOpen }) => isOpen);
    const diff = await diffPlan(plan);
    if (format) {
      const { reporters } = await import('../reporters/register.gen.js');
      const view = { ...ui.stdout, cwd: context.host.cwd };
      ui.data(reporters[format].render(reportOf(await placeOf()), view));
    } else if (flags.json) ui.result(JSON.stringify({ providers, diff }, null, 2));
    else if (isAccepted) ui.result(`The project is up to date with its ${words.sources}.`);
    else {
      ui.result([...lines, '', diff].join('\n'));
      if (!isDone(plan)) ui.note(`Run "${cli} ${words.command}" to accept the changes.`);
    }
    return isAccepted ? 0 : 1;
  }
  for (const line of lines) ui.note(line);
  const names = updates.map(({ provider }) => provider).join(', ');
  const inConflict = [...new Set(updates.flatMap((update) => update.inConflict))];
  const exit = await carryOutAddition(context, project, addition, {
    title: [`Update ${names}`, ...(added ? [added.words.title] : [])].join('. '),
    done: [`Updated ${names}`, ...(added ? [added.words.done] : [])].join('. '),
    next: [
      ...inConflict.map((path) => `# Resolve the conflicts in ${path}.`),
      ...(added?.words.next ?? [test]),
    ],
    imported: { providers, ...(added && { added: added.words.imported }) },
  });
  return inConflict.length > 0 && !flags.dryRun ? 1 : exit;

  async function placeOf(): Promise<ReportPlace> {
    const { root, read } = project;
    const repository = await repositoryOf(context.host.files, root);
    const texts: Record<string, string> = {};
    for (const path of updates.flatMap((update) => [update.path, ...update.inConflict]))
      texts[path] = (await read(path)) ?? '';
    return { root: repository, place: relative(repository, root).split(sep).join('/'), texts };
  }
}
