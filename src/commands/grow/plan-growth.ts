import type { CommandContext } from '../../model/command.js';
import type { Plan, Step } from '../../model/plan.js';
import { npx } from '../../model/npx.js';
import { planChanges } from '../../plan/make-plan.js';
import { hasConflicts } from '../../plan/summary.js';
import { projectCommands } from '../../render/commands.js';
import { carryOut } from '../carry-out.js';
import { shellWords } from '../shell.js';
import type { Conversation } from './conversation.js';
import { formatStep } from './format-step.js';
import type { Growth } from './part-growth.js';
import type { GrowingProject } from './project.js';

export interface GrowthTelling {
  talk: Conversation;
  title: string;
  done: string;
  /** Commands to run next, before the tests. */
  next?: readonly string[];
  /** Words of the command that does the same again, after the program's name. */
  repeat: readonly string[];
}

/** Plans what an addition does, and shows or applies it. @throws CliError as `carryOut` does */
export async function carryOutGrowth(
  context: CommandContext,
  { root, packageManager }: GrowingProject,
  growth: Growth,
  { talk, title, done, next = [], repeat }: GrowthTelling,
) {
  const { host, ui, flags } = context;
  const plan = await planChanges(host.files, root, growth);
  const commands = projectCommands(packageManager);
  const install: Step = {
    id: 'install',
    label: 'Install dependencies',
    command: [packageManager, 'install'],
  };
  const format = await formatStep(host.files, plan);
  const needsInstall = changesPackages(plan);
  if (!hasConflicts(plan)) for (const note of growth.notes) ui.note(note);
  return carryOut(
    context,
    { ...plan, steps: [...(needsInstall && flags.install ? [install] : []), ...format] },
    {
      questions: talk.begun,
      title,
      done,
      next: [...(needsInstall && !flags.install ? [commands.install] : []), ...next, commands.test],
      repeat: npx(shellWords([...repeat, ...(flags.install ? [] : ['--no-install']), '--yes'])),
    },
  );
}

const changesPackages = ({ ops }: Plan) =>
  ops.some((op) => op.do === 'update' && op.path === 'package.json');
