import { relative, sep } from 'node:path';
import { type Addition, carryOutAddition, planAddition } from '../extend/addition.js';
import type { FileConflict } from '../extend/merge-versions.js';
import type { OpenProject } from '../extend/open-project.js';
import type { Proposal } from '../extend/proposal.js';
import type { CommandContext } from '../model/command.js';
import type { Provider } from '../model/project.js';
import type { ValidationReport } from '../model/reporter.js';
import { changesNothing } from '../plan/summary.js';
import { repositoryRoot } from '../project/repository.js';
import { projectCommands } from '../render/commands.js';
import type { Answers } from '../render/record.js';
import type { ReportPlace } from '../reporters/parts/source-report.js';
import type { ImportOptions } from './options.js';

/** The changes of a provider by a newer version of its source. */
export interface SourceUpdate {
  provider: string;
  addition: Addition;
  conflicts: readonly FileConflict[];
}

/** A kind of source, and the effects of its updates. */
export interface UpdateSource<Update extends SourceUpdate> {
  /** Command after the program's name: `import openapi`. */
  command: string;
  /** The source with which the project is compared, as the end of a sentence, and the noun for a newer version. */
  upToDateWith: string;
  /** Returns the lines of the report for users. */
  lines(update: Update): readonly string[];
  /** Returns the report for programs. */
  json(update: Update): object;
  /** Returns whether the author still has to decide something. */
  isOpen(update: Update): boolean;
  /** Returns the path of the provider's file that contains the findings. */
  path(provider: string): string;
  /** Returns the report for `--format`; absent if the command has no such option. */
  report?(place: ReportPlace, updates: readonly Update[]): ValidationReport;
  /** New providers, which are added in the same plan. */
  newProviders?: Proposal | undefined;
}

/** Returns the imports of all providers that have a file of an import. */
export async function providersWith<Imported>(
  { model, read }: OpenProject,
  pathOf: (provider: string) => string,
  readImport: (provider: Provider, text: string) => Promise<Imported> | Imported,
): Promise<Imported[]> {
  const imports: Imported[] = [];
  for (const provider of model.providers) {
    const text = await read(pathOf(provider.name));
    if (text !== null) imports.push(await readImport(provider, text));
  }
  return imports;
}

/** Applies changes of sources, or shows them with `--check`. @returns 1 also if conflicts are left in files */
export async function carryOutUpdates<Update extends SourceUpdate>(
  context: CommandContext,
  project: OpenProject,
  updates: readonly Update[],
  { check, format }: ImportOptions,
  source: UpdateSource<Update>,
): Promise<0 | 1 | 2> {
  const { ui, flags } = context;
  const { newProviders } = source;
  const { cli, test } = projectCommands(project.packageManager);
  const additions = [...updates, ...(newProviders ? [newProviders] : [])].map(
    ({ addition: updateAddition }) => updateAddition,
  );
  const addition: Addition = {
    files: additions.flatMap(({ files }) => files),
    insertions: additions.flatMap(({ insertions }) => insertions),
    removed: additions.flatMap(({ removed = [] }) => removed),
    notes: additions.flatMap(({ notes }) => notes),
    answers: Object.assign({}, ...additions.map(({ answers }) => answers)) as Answers,
  };
  const lines = updates.flatMap(source.lines);
  const providers = updates.map(source.json);
  const conflicts = updates.flatMap((update) => update.conflicts.map(({ path }) => path));
  const inConflict = [...new Set(conflicts)];
  if (check) {
    for (const note of addition.notes) ui.note(note);
    const plan = await planAddition(context, project, addition);
    const isAccepted = changesNothing(plan) && !updates.some(source.isOpen);
    const { diffPlan } = await import('../plan/diff.js');
    const diff = await diffPlan(plan);
    if (format && source.report) {
      const { reporters } = await import('../reporters/register.gen.js');
      const view = { ...ui.stdout, cwd: context.host.cwd };
      ui.data(reporters[format].render(source.report(await reportPlace(), updates), view));
    } else if (flags.json) ui.result(JSON.stringify({ providers, notes: ui.notes, diff }, null, 2));
    else if (isAccepted) ui.result(`The project is up to date with ${source.upToDateWith}`);
    else {
      ui.result([...lines, '', diff].join('\n'));
      if (!changesNothing(plan)) ui.note(`Run "${cli} ${source.command}" to accept the changes.`);
    }
    return isAccepted ? 0 : 1;
  }
  for (const line of lines) ui.note(line);
  const names = updates.map(({ provider }) => provider).join(', ');
  const exit = await carryOutAddition(context, project, addition, {
    title: [`Update ${names}`, ...(newProviders ? [newProviders.presentation.title] : [])].join(
      '. ',
    ),
    done: [`Updated ${names}`, ...(newProviders ? [newProviders.presentation.done] : [])].join(
      '. ',
    ),
    next: [
      ...inConflict.map((path) => `# Resolve the conflicts in ${path}.`),
      ...(newProviders?.presentation.next ?? [test]),
    ],
    imported: { providers, ...(newProviders && { added: newProviders.presentation.imported }) },
  });
  return inConflict.length > 0 && !flags.dryRun ? 1 : exit;

  async function reportPlace(): Promise<ReportPlace> {
    const { root, read } = project;
    const repository = await repositoryRoot(context.host.files, root);
    const texts: Record<string, string> = {};
    for (const path of [...updates.map(({ provider }) => source.path(provider)), ...inConflict])
      texts[path] = (await read(path)) ?? '';
    return { root: repository, place: relative(repository, root).split(sep).join('/'), texts };
  }
}
