import { join, relative, sep } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import type { CommandContext } from '../model/command.js';
import { pluralize } from '../model/counted.js';
import { runCancelled } from '../model/errors/cli.js';
import { CliError } from '../model/errors/cli-error.js';
import {
  besideFailed,
  registryUnreached,
  stepFailed,
  stepWithoutEffect,
  stoppedAfterWriting,
} from '../model/errors/create.js';
import { relPath } from '../model/path.js';
import type { Plan, Step } from '../model/plan.js';
import type { Questions } from '../model/questions.js';
import { textWidth } from '../model/text-width.js';
import { planDigest, planText } from './plan-text.js';
import { countOps, hasConflicts, isDone, planToJson } from './summary.js';

/** The texts around a plan. */
export interface PlanWords {
  /** Where there are questions, the plan is shown and confirmed. */
  questions: Questions | undefined;
  title: string;
  /** The question before files are written, and its suggested answer. */
  confirm?: { message: string; initial: boolean } | undefined;
  /** Shown after all files were written. */
  done: string;
  /** Commands to run next, and other steps as shell comments. */
  next: readonly string[];
  /** What commands of `next` are for. People see it beside them. */
  purposes?: Readonly<Record<string, string>> | undefined;
  /** The command that does the same without questions, if there is one; several in lines. */
  repeat?: string | undefined;
  /**
   * Runs once everything is there and its steps are done, or where packages could not be installed; what it returns takes the
   * place of the words.
   */
  afterSteps?(isInstalled: boolean): Promise<Pick<PlanWords, 'next' | 'repeat'> | undefined>;
  /** Files outside of the plan's directory, written after it if that succeeds. */
  beside?: Plan | undefined;
  /** What became of an imported document, for `--json`. */
  imported?: object | undefined;
  /** Further keys for `--json`. */
  report?: object | undefined;
}

/**
 * Shows a plan, or applies it and runs its steps: the only way in which commands change files.
 * @throws CliError for conflicts, refused writes, failed steps, and when the user cancels
 */
export async function carryOut(
  context: CommandContext,
  plan: Plan,
  words: PlanWords,
): Promise<0 | 1 | 2> {
  const { host, ui, flags, signal } = context;
  const { beside, imported, report } = words;
  const plans = [plan, ...(beside ? [beside] : [])];
  const diff = flags.diff ? await diffOf(plan, beside) : undefined;
  const json = (outside: Plan | undefined, more: object) => {
    const changes = { ...planToJson(plan), ...(diff !== undefined && { diff }) };
    const others = { beside: outside && planToJson(outside), imported };
    const { notes } = ui;
    return JSON.stringify({ ...changes, ...others, ...report, notes, ...more }, null, 2);
  };
  if (flags.dryRun) {
    const text = diff ?? plans.map((one) => planText(one, ui.stdout)).join('\n');
    ui.result(flags.json ? json(beside, { applied: false }) : text);
    return hasConflicts(plan) ? 2 : 0;
  }
  if (hasConflicts(plan)) ui.note(await conflictDiff(plan));
  else if (words.questions && !plans.every(isDone)) {
    words.questions.note(
      plans.map((each) => `${each.root}\n${planDigest(each)}`).join('\n\n'),
      words.title,
    );
    const { message, initial } = words.confirm ?? { message: 'Write these files?', initial: true };
    const isChange = !initial;
    if (!(await words.questions.confirm(message, initial, { isChange }))) throw runCancelled();
  }
  const { applyPlan } = await import('./apply.js');
  await applyPlan(host.files, plan, signal);
  const outside = beside && (await writeBeside(context, beside));
  const written = [plan, ...(outside ? [outside] : [])];
  const isChanged = !written.every(isDone);
  if (isChanged && !flags.json) ui.success(words.done);
  const missing = await runSteps(context, plan);
  const outcome = await words.afterSteps?.(missing === undefined);
  const { next, repeat } = outcome ?? { ...words, next: [...(missing ?? []), ...words.next] };
  if (flags.json) {
    ui.result(json(outside, { applied: true, next, repeat }));
    return 0;
  }
  if (!isChanged) {
    ui.result('Everything already exists. No files were changed.');
    return 0;
  }
  if (diff !== undefined) ui.write(diff.replace(/\n?$/, '\n'));
  else ui.result(summary(written, { ...words, next, repeat }, ui.stdout));
  return missing ? 2 : 0;
}

/** Ends where the registry of packages is not reached. @returns what is to be run later */
async function runSteps(context: CommandContext, { root, steps }: Plan) {
  const { ui, flags } = context;
  for (const step of steps)
    try {
      await runStep(context, root, step);
    } catch (error) {
      const isOffline = error instanceof CliError && error.code === 'create/registry';
      if (!isOffline || flags.json) throw error;
      ui.warn(error.message);
      return [step.command.join(' ')];
    }
  return undefined;
}

/** The project is written by then: a failure is a warning. @returns the plan, if it was applied */
async function writeBeside({ host, ui }: CommandContext, plan: Plan): Promise<Plan | undefined> {
  const paths = plan.ops.map(({ path }) => `"${join(plan.root, path)}"`).join(', ');
  try {
    const { applyPlan } = await import('./apply.js');
    await applyPlan(host.files, plan);
    if (!isDone(plan)) ui.note(`Outside of the project: ${paths}.`);
    return plan;
  } catch (error) {
    if (!(error instanceof CliError)) throw error;
    ui.warn(besideFailed(paths, error.cause instanceof CliError ? error.cause : error));
    return undefined;
  }
}

/** One patch, for the root of the repository where files are outside of the project. */
async function diffOf(plan: Plan, beside: Plan | undefined): Promise<string> {
  const { diffPlan } = await import('./diff.js');
  if (!beside) return diffPlan(plan);
  const folder = relative(beside.root, plan.root).split(sep).join('/');
  const ops = plan.ops.map((op) => ({ ...op, path: relPath(`${folder}/${op.path}`) }));
  return diffPlan({ ...beside, ops: [...ops, ...beside.ops] });
}

const conflictDiff = (plan: Plan) =>
  diffOf({ ...plan, ops: plan.ops.filter((op) => op.do === 'conflict') }, undefined);

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
        const { unreachedRegistry } = await import('./registry.js');
        const registry =
          step.id === 'install'
            ? await unreachedRegistry(host.exec, root, step.command, output)
            : undefined;
        throw registry === undefined
          ? stepFailed(command, root, lastLines(output))
          : registryUnreached(command, root, registry);
      }
      const lacking = await host.lacking?.(step.id, root);
      if (lacking !== undefined) throw stepWithoutEffect(command, root, lacking);
    });
  } catch (error) {
    if (signal.aborted) throw stoppedAfterWriting(command, root);
    if (!(error instanceof CliError)) throw error;
    if (step.isOptional) ui.warn(error.message);
    else throw error.code === 'exec/missing' ? stepFailed(command, root, error.message) : error;
  }
}

/** Programs colour what they print where they take the machine for one of CI. */
const lastLines = (output: string) =>
  stripVTControlCharacters(output).trimEnd().split('\n').slice(-20).join('\n');

function summary(
  plans: readonly Plan[],
  { next, purposes = {}, repeat }: PlanWords,
  { paint }: CommandContext['ui']['stdout'],
): string {
  const ops = plans.flatMap((plan) => plan.ops);
  const { create, update, delete: deleted } = countOps({ ops });
  const files = Object.entries({ written: create, changed: update, deleted })
    .filter(([, count]) => count > 0)
    .map(([what, count], index) => `${index > 0 ? count : pluralize(count, 'file')} ${what}`);
  const column = Math.max(0, ...next.filter((one) => purposes[one]).map(textWidth));
  const commands = next.map((command) => {
    const { [command]: purpose } = purposes;
    if (purpose === undefined) return `  ${paint.cyan(command)}`;
    const space = ' '.repeat(column - textWidth(command) + 2);
    return `  ${paint.cyan(command)}${space}${paint.dim(purpose)}`;
  });
  return [
    `${files.join(', ')}.`,
    ...(next.length > 0 ? ['', paint.bold('Next'), ...commands] : []),
    ...(repeat === undefined
      ? []
      : ['', paint.bold('Repeat'), paint.dim(repeat.replace(/^/gm, '  '))]),
  ].join('\n');
}
