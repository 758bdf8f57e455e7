import { join, relative, sep } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import type { CommandContext } from '../model/command.js';
import { runCancelled } from '../model/errors/cli.js';
import { CliError } from '../model/errors/cli-error.js';
import {
  besideFailed,
  registryFailed,
  stepFailed,
  stepWithoutEffect,
  stoppedAfterWriting,
} from '../model/errors/create.js';
import { relPath } from '../model/path.js';
import type { Plan, Step } from '../model/plan.js';
import type { Questions } from '../model/questions.js';
import { pluralize } from '../model/text/pluralize.js';
import { textWidth } from '../model/text/text-width.js';
import { wrapText } from '../model/text/wrap.js';
import { planDigest, planText } from './plan-text.js';
import { changesNothing, countOps, hasConflicts, planToJson } from './summary.js';

/** The texts around a plan. */
export interface Presentation {
  /** Questions to show and confirm the plan; undefined if no questions are possible. */
  questions: Questions | undefined;
  title: string;
  /** The question before files are written, and its suggested answer. */
  confirm?: { message: string; initial: boolean } | undefined;
  /** Message after all files were written. */
  done: string;
  /** Commands to run next, and other steps as shell comments. */
  next: readonly string[];
  /** Purposes of the commands in `next`, which users see beside them. */
  purposes?: Readonly<Record<string, string>> | undefined;
  /** The command that does the same without questions, if there is one; several commands are lines. */
  repeat?: string | undefined;
  /** Runs after all steps, or if packages could not be installed. Its result replaces the corresponding texts. */
  afterSteps?(isInstalled: boolean): Promise<Pick<Presentation, 'next' | 'repeat'> | undefined>;
  /** Plan for files outside of the plan's directory, which are written after it if it succeeds. */
  repositoryPlan?: Plan | undefined;
  /** Report of an imported document, for `--json`. */
  imported?: object | undefined;
  /** Further keys for `--json`. */
  report?: object | undefined;
}

/**
 * Shows a plan, or applies it and runs its steps: the only way in which commands change files.
 * @throws CliError for conflicts, refused writes, failed steps, and if the user cancels
 */
export async function carryOut(
  context: CommandContext,
  plan: Plan,
  presentation: Presentation,
): Promise<0 | 2> {
  const { host, ui, flags, signal } = context;
  const { repositoryPlan, imported, report } = presentation;
  const plans = [plan, ...(repositoryPlan ? [repositoryPlan] : [])];
  const diff = flags.diff ? await planPatch(plan, repositoryPlan) : undefined;
  const json = (appliedOutside: Plan | undefined, furtherKeys: object) => {
    const changes = { ...planToJson(plan), ...(diff !== undefined && { diff }) };
    const otherKeys = { beside: appliedOutside && planToJson(appliedOutside), imported };
    const { notes } = ui;
    return JSON.stringify({ ...changes, ...otherKeys, ...report, notes, ...furtherKeys }, null, 2);
  };
  if (flags.dryRun) {
    const text = diff ?? plans.map((filePlan) => planText(filePlan, ui.stdout)).join('\n');
    ui.result(flags.json ? json(repositoryPlan, { applied: false }) : text);
    return hasConflicts(plan) ? 2 : 0;
  }
  if (hasConflicts(plan)) ui.note(await conflictDiff(plan));
  else if (presentation.questions && !plans.every(changesNothing)) {
    presentation.questions.note(
      plans.map((filePlan) => `${filePlan.root}\n${planDigest(filePlan)}`).join('\n\n'),
      presentation.title,
    );
    const { message, initial } = presentation.confirm ?? {
      message: 'Write these files?',
      initial: true,
    };
    const isChange = !initial;
    if (!(await presentation.questions.confirm(message, initial, { isChange })))
      throw runCancelled();
  }
  const { applyPlan } = await import('./apply.js');
  await applyPlan(host.files, plan, signal);
  const writtenOutside = repositoryPlan && (await writeBeside(context, repositoryPlan));
  const appliedPlans = [plan, ...(writtenOutside ? [writtenOutside] : [])];
  const isChanged = !appliedPlans.every(changesNothing);
  if (isChanged && !flags.json) ui.success(presentation.done);
  const remainingSteps = await runSteps(context, plan);
  const outcome = await presentation.afterSteps?.(remainingSteps === undefined);
  const { next: followingSteps, repeat } = outcome ?? {
    ...presentation,
    next: [...(remainingSteps ?? []), ...presentation.next],
  };
  if (flags.json) {
    ui.result(json(writtenOutside, { applied: true, next: followingSteps, repeat }));
    return 0;
  }
  if (!isChanged) {
    ui.result('Everything already exists. No files were changed.');
    return 0;
  }
  if (diff !== undefined) ui.write(diff.replace(/\n?$/, '\n'));
  else
    ui.result(summary(appliedPlans, { ...presentation, next: followingSteps, repeat }, ui.stdout));
  return remainingSteps ? 2 : 0;
}

/** Runs the steps, and stops if the registry does not have the packages. @returns the steps to run later */
async function runSteps(context: CommandContext, { root, steps }: Plan) {
  const { ui, flags } = context;
  for (const step of steps)
    try {
      await runStep(context, root, step);
    } catch (error) {
      const isOfRegistry = error instanceof CliError && error.code === 'create/registry';
      if (!isOfRegistry || flags.json) throw error;
      ui.warn(`${error.message} ${error.hint}`);
      return [step.command.join(' ')];
    }
  return undefined;
}

/**
 * Writes files outside of the project. Because the project is already written, a failure is only a
 * warning.
 * @returns the plan, if it was applied
 */
async function writeBeside({ host, ui }: CommandContext, plan: Plan): Promise<Plan | undefined> {
  const paths = plan.ops.map(({ path }) => `"${join(plan.root, path)}"`).join(', ');
  try {
    const { applyPlan } = await import('./apply.js');
    await applyPlan(host.files, plan);
    if (!changesNothing(plan)) ui.note(`Outside of the project: ${paths}.`);
    return plan;
  } catch (error) {
    if (!(error instanceof CliError)) throw error;
    ui.warn(besideFailed(paths, error.cause instanceof CliError ? error.cause : error));
    return undefined;
  }
}

/** Returns a single patch, relative to the root of the repository if files are outside of the project. */
async function planPatch(plan: Plan, outsidePlan: Plan | undefined): Promise<string> {
  const { diffPlan } = await import('./diff.js');
  if (!outsidePlan) return diffPlan(plan);
  const folder = relative(outsidePlan.root, plan.root).split(sep).join('/');
  const ops = plan.ops.map((op) => ({ ...op, path: relPath(`${folder}/${op.path}`) }));
  return diffPlan({ ...outsidePlan, ops: [...ops, ...outsidePlan.ops] });
}

const conflictDiff = (plan: Plan) =>
  planPatch({ ...plan, ops: plan.ops.filter((op) => op.do === 'conflict') }, undefined);

async function runStep(
  { host, ui, signal }: CommandContext,
  root: string,
  step: Step,
): Promise<void> {
  const command = step.command.join(' ');
  try {
    await ui.progress(step.label, async (onLine) => {
      const { exitCode, output } = await host.exec(step.command, { cwd: root, signal, onLine });
      if (exitCode !== 0) {
        const { registryFailure } = await import('./registry-failure.js');
        const failure =
          step.id === 'install'
            ? await registryFailure(host.exec, root, step.command, output)
            : undefined;
        throw failure === undefined
          ? stepFailed(command, root, lastLines(output))
          : registryFailed(command, failure);
      }
      const missingResult = await host.missingEffect?.(step.id, root);
      if (missingResult !== undefined) throw stepWithoutEffect(command, root, missingResult);
    });
  } catch (error) {
    if (signal.aborted) throw stoppedAfterWriting(command, root);
    if (!(error instanceof CliError)) throw error;
    if (step.isOptional) ui.warn(error.message);
    else throw error.code === 'exec/missing' ? stepFailed(command, root, error.message) : error;
  }
}

/** Returns the last lines without colors, which programs use if they detect a CI environment. */
const lastLines = (output: string) =>
  stripVTControlCharacters(output).trimEnd().split('\n').slice(-20).join('\n');

/** Returns a comment, whose lines fit a terminal. */
const commentLines = (text: string, { isTerminal, columns }: CommandContext['ui']['stdout']) =>
  (isTerminal ? wrapText(text, columns - '  # '.length) : text)
    .split('\n')
    .map((line) => `  # ${line}`);

function summary(
  plans: readonly Plan[],
  { next: nextCommands, purposes = {}, repeat }: Presentation,
  stdout: CommandContext['ui']['stdout'],
): string {
  const { paint } = stdout;
  const ops = plans.flatMap((plan) => plan.ops);
  const { create, update, delete: deletedCount } = countOps({ ops });
  const files = Object.entries({ written: create, changed: update, deleted: deletedCount })
    .filter(([, count]) => count > 0)
    .map(([verb, count], index) => `${index > 0 ? count : pluralize(count, 'file')} ${verb}`);
  const column = Math.max(0, ...nextCommands.filter((command) => purposes[command]).map(textWidth));
  const commands = nextCommands.flatMap((command) => {
    const { [command]: purpose } = purposes;
    if (command.startsWith('# ')) return commentLines(command.slice(2), stdout).map(paint.cyan);
    if (purpose === undefined) return `  ${paint.cyan(command)}`;
    const space = ' '.repeat(column - textWidth(command) + 2);
    return `  ${paint.cyan(command)}${space}${paint.dim(purpose)}`;
  });
  return [
    `${files.join(', ')}.`,
    ...(nextCommands.length > 0 ? ['', paint.bold('Next'), ...commands] : []),
    ...(repeat === undefined
      ? []
      : ['', paint.bold('Repeat'), paint.dim(repeat.replace(/^/gm, '  '))]),
  ].join('\n');
}
