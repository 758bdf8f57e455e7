import type { CommandContext } from '../model/command.js';
import { stepFailed } from '../model/errors/create.js';
import { cancelled } from '../model/errors/cli.js';
import type { Plan, Step } from '../model/plan.js';
import type { Questions } from '../model/questions.js';
import { applyPlan } from '../plan/apply.js';
import { diffPlan } from '../plan/diff.js';
import { countOps, hasConflicts, isDone, planToJson } from '../plan/summary.js';
import { planDigest, planText } from './plan-text.js';

export interface Telling {
  /** The conversation, which then shows the plan and asks once more. */
  questions: Questions | undefined;
  title: string;
  /** Said when everything has been written. */
  done: string;
  /** Commands a person may want to run next. */
  next: readonly string[];
  /** The command that does the same again. */
  repeat: string;
}

/**
 * Shows a plan, or applies it and runs its steps: the one way in which commands change anything.
 * @throws CliError for conflicts, refused writes, failed steps, and when the person decides otherwise
 */
export async function carryOut(
  context: CommandContext,
  plan: Plan,
  telling: Telling,
): Promise<0 | 2> {
  const { host, ui, flags, signal } = context;
  const diff = flags.diff ? await diffPlan(plan) : undefined;
  if (flags.dryRun) {
    if (flags.json)
      ui.result(
        JSON.stringify(
          { ...planToJson(plan), ...(diff !== undefined && { diff }), applied: false },
          null,
          2,
        ),
      );
    else ui.result(diff ?? planText(plan, ui.stdout));
    return hasConflicts(plan) ? 2 : 0;
  }
  if (hasConflicts(plan)) ui.note(await conflictDiff(plan));
  else if (telling.questions && !isDone(plan)) {
    telling.questions.note(planDigest(plan), telling.title);
    if (!(await telling.questions.confirm('Write these files?', true))) throw cancelled();
  }
  await applyPlan(host.files, plan, signal);
  for (const step of plan.steps) await runStep(context, plan.root, step);
  if (flags.json) {
    const { next, repeat } = telling;
    ui.result(
      JSON.stringify(
        { ...planToJson(plan), ...(diff !== undefined && { diff }), applied: true, next, repeat },
        null,
        2,
      ),
    );
    return 0;
  }
  if (isDone(plan)) {
    ui.result('Everything is there already: nothing to write.');
    return 0;
  }
  ui.success(telling.done);
  if (diff !== undefined) ui.result(diff);
  else ui.result(summary(plan, telling, ui.stdout));
  return 0;
}

const conflictDiff = (plan: Plan) =>
  diffPlan({ ...plan, ops: plan.ops.filter((op) => op.do === 'conflict') });

async function runStep(
  { host, ui, signal }: CommandContext,
  root: string,
  step: Step,
): Promise<void> {
  await ui.progress(step.label, async (update) => {
    const { exitCode, output } = await host.exec(step.command, {
      cwd: root,
      signal,
      onLine: update,
    });
    if (exitCode !== 0) throw stepFailed(step.command.join(' '), root, lastLines(output));
  });
}

const lastLines = (output: string) => output.trimEnd().split('\n').slice(-20).join('\n');

function summary(
  plan: Plan,
  { next, repeat }: Telling,
  { paint }: CommandContext['ui']['stdout'],
): string {
  const { create, update } = countOps(plan);
  const counted = [`${create} files written`, ...(update > 0 ? [`${update} changed`] : [])].join(
    ', ',
  );
  const commands = next.map((command) => `  ${paint.cyan(command)}`).join('\n');
  return [
    `${counted}.`,
    ...(next.length > 0 ? ['', paint.bold('Next'), commands] : []),
    '',
    paint.bold('The same again'),
    `  ${paint.dim(repeat)}`,
  ].join('\n');
}
