import type { CommandContext } from '../../model/command.js';
import { CliError } from '../../model/errors/cli-error.js';
import type { Finding } from '../../model/finding.js';
import type { RelPath } from '../../model/path.js';
import type { FileEdit, Plan, RenderedFile } from '../../model/plan.js';
import type { RunOptions } from '../../model/rule.js';
import { realLocation } from '../../plan/location.js';
import { planChanges } from '../../plan/make-plan.js';
import { recover } from '../../plan/recover.js';
import { onDisk } from '../../project/on-disk.js';
import { repairs } from '../../rules/fix.js';
import { carryOut } from '../carry-out.js';
import { planText } from '../plan-text.js';
import { aside } from './aside.js';
import { createdFiles } from './created-files.js';
import { type CheckedProject, checkProjects, loadProjects } from './check.js';
import { type Scope, wayDown } from './scope.js';

/** Makes the certain repairs, or shows them in a dry run. What was changed is not the result: the report is. */
export async function repair(
  context: CommandContext,
  scope: Scope,
  options: RunOptions,
): Promise<void> {
  const { host, ui, flags } = context;
  for (const root of new Set([scope.base, ...scope.projects]))
    await recover(host.files, root, flags);
  const checked = checkProjects(await loadProjects(host.files, scope), options);
  const plan = await planRepairs(context, scope, checked);
  if (!flags.dryRun && plan.ops.length === 0) {
    ui.note('No finding can be fixed automatically.');
    return;
  }
  const telling = {
    questions: undefined,
    title: 'Repairs',
    done: 'Repaired what could be repaired for sure.',
    next: [],
  };
  if (flags.dryRun) await carryOut(context, plan, telling);
  else {
    if (!flags.diff) ui.note(planText(plan, ui.stderr));
    await carryOut(aside(context), plan, telling);
  }
}

async function planRepairs(
  context: CommandContext,
  { base }: Scope,
  checked: readonly CheckedProject[],
): Promise<Plan> {
  const edits: FileEdit[] = [];
  const files: RenderedFile[] = [];
  for (const each of checked) {
    const way = wayDown(base, each.project.root);
    const fromBase = (path: string) => onDisk(way === '' ? path : `${way}/${path}`);
    const findings = await fixableIn(context, base, fromBase, each.report.findings);
    const created = await createdFiles(context, each.project, findings);
    for (const { path, text } of created) files.push({ path: fromBase(path), text });
    for (const op of repairs(each.project, findings))
      if (op.do === 'update' && !created.some(({ path }) => path === op.path))
        edits.push({ path: fromBase(op.path), was: op.was, text: op.text });
  }
  return planChanges(context.host.files, base, { files, edits });
}

/** Findings whose fix changes only files below `base`; what links lead out of it to is named. */
async function fixableIn(
  { host, ui }: CommandContext,
  base: string,
  fromBase: (path: string) => RelPath,
  findings: readonly Finding[],
): Promise<Finding[]> {
  const pathsOf = ({ creates, fix = [] }: Finding) => [
    ...(creates === undefined ? [] : [creates]),
    ...fix.map(({ file }) => file),
  ];
  const outside = new Set<string>();
  for (const path of new Set(findings.flatMap(pathsOf))) {
    try {
      await realLocation(host.files, base, fromBase(path));
    } catch (error) {
      if (!(error instanceof CliError)) throw error;
      outside.add(path);
      ui.warn(`Not fixed: ${error.message}`);
    }
  }
  return findings.filter((finding) => !pathsOf(finding).some((path) => outside.has(path)));
}
