import type { CommandContext } from '../../model/command.js';
import type { RelPath } from '../../model/path.js';
import type { Plan, RenderedFile } from '../../model/plan.js';
import { planChanges } from '../../plan/make-plan.js';
import { hasConflicts } from '../../plan/summary.js';
import { projectCommands } from '../../render/commands.js';
import { carryOut } from '../carry-out.js';
import { installStep } from '../create/steps.js';
import { shellWords } from '../shell.js';
import { mixedVersions } from '../../model/errors/eject.js';
import { CORE_NOTES, coreFiles, versionInNotes } from '../eject/core.js';
import { coreFilesIn } from '../eject/imports.js';
import { formatStep } from './format-step.js';
import { checkImports } from './imports.js';
import type { Insertion } from './insertions.js';
import { editsFor } from './insertions.js';
import { newFiles } from './new-files.js';
import type { OpenProject } from './project.js';
import { packageInsertions } from './provider-insertions.js';

/** What a command adds to a project, before it is compared with the files that exist. */
export interface Addition {
  files: RenderedFile[];
  insertions: Insertion[];
  /** Files that the project does not need any more. */
  removed?: RelPath[];
  /** What was left out and why, in sentences. */
  notes: string[];
}

export interface AdditionWords {
  title: string;
  done: string;
  /** Steps to take next, after the installation. */
  next: readonly string[];
  /** Words of the command that does the same again, after the program's name. */
  repeat?: readonly string[];
  /** This command, after the program's name, where `repeat` is absent. */
  command?: string;
  /** What became of an imported document, for `--json`. */
  imported?: object | undefined;
  /** Files outside of the project. */
  beside?: Plan | undefined;
}

export const commandOf = ({ repeat = [], command = shellWords(repeat) }: AdditionWords): string =>
  command;

/** Plans an addition, and shows or applies the plan. @throws CliError `grow/*`, and those of `carryOut` */
export async function carryOutAddition(
  context: CommandContext,
  project: OpenProject,
  addition: Addition,
  words: AdditionWords,
) {
  const { host, ui, flags } = context;
  const { title, done, next, repeat, imported, beside } = words;
  const { packageManager } = project;
  const { cli } = projectCommands(packageManager);
  const plan = await planAddition(context, project, addition, commandOf(words));
  const install = installStep(packageManager);
  const format = await formatStep(host.files, plan);
  const needsInstall = changesPackages(plan);
  if (!hasConflicts(plan)) for (const note of addition.notes) ui.note(note);
  return carryOut(
    context,
    { ...plan, steps: [...(needsInstall && flags.install ? [install] : []), ...format] },
    {
      questions: undefined,
      title,
      done,
      next: [...(needsInstall && !flags.install ? [install.command.join(' ')] : []), ...next],
      imported,
      beside,
      // What came on stdin cannot be read again.
      repeat:
        repeat && !repeat.includes('-')
          ? `${cli} ${shellWords([...repeat, ...(flags.install ? [] : ['--no-install']), '--yes'])}`
          : undefined,
    },
  );
}

/**
 * What an addition changes, beside what the files contain.
 * @param command after the program's name
 */
export async function planAddition(
  { host }: CommandContext,
  project: OpenProject,
  addition: Addition,
  command: string,
): Promise<Plan> {
  const { files: rendered, insertions } = await withSources(project, addition, command);
  checkImports(project.model, rendered);
  const inserted = await editsFor(project, insertions);
  const { files, kept } = await newFiles(host.files, project, rendered);
  const removed: { path: RelPath; was: string }[] = [];
  for (const path of addition.removed ?? []) {
    const was = await project.read(path);
    if (was !== null) removed.push({ path, was });
  }
  return planChanges(host.files, project.root, { files, edits: [...kept, ...inserted], removed });
}

/**
 * With sources of the runtime that nothing has needed before, such as those of OAuth.
 * @throws CliError `eject/mixed-versions` where the others are of another version
 */
async function withSources(
  project: OpenProject,
  { files, insertions, notes }: Addition,
  command: string,
): Promise<Addition> {
  const { ejected, model } = project;
  if (!ejected) return { files, insertions, notes };
  const needed = coreFiles(
    ejected,
    files.flatMap(({ path, text }) => coreFilesIn(path, text)),
  );
  const missing = needed.files.filter(({ path }) => !model.files.has(path));
  const copied = versionInNotes(await project.read(CORE_NOTES));
  const { version } = ejected.manifest;
  if (missing.length > 0 && copied !== undefined && copied !== version)
    throw mixedVersions(copied, version, command);
  return {
    files: [...files, ...missing],
    insertions: [...insertions, ...packageInsertions(project, { dependencies: needed.packages })],
    notes,
  };
}

const changesPackages = ({ ops }: Plan) =>
  ops.some((op) => op.do === 'update' && op.path === 'package.json');
