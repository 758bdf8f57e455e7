import type { CommandContext } from '../../model/command.js';
import type { FileEdit, Plan, RenderedFile } from '../../model/plan.js';
import type { Rules, RunOptions } from '../../model/rule.js';
import { planChanges } from '../../plan/make-plan.js';
import { recover } from '../../plan/recover.js';
import { repairs } from '../../rules/fix.js';
import { rules } from '../../rules/register.gen.js';
import { carryOut } from '../carry-out.js';
import { planText } from '../plan-text.js';
import { aside } from './aside.js';
import { type CheckedProject, checkProjects, loadProjects } from './check.js';
import { fromBase, withFixesInside } from './inside.js';
import type { Scope } from './scope.js';
import type { Finding } from '../../model/finding.js';
import type { ProjectModel } from '../../model/project.js';
import { renderProject } from '../../render/project.js';
import { entrySpec } from '../grow/entry-spec.js';
import { newFiles } from '../grow/new-files.js';
import { openProject } from '../grow/project.js';

const known: Rules = rules;

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
  const { plan, shown, revoke } = await planRepairs(context, scope.base, checked);
  if (!flags.dryRun && plan.ops.length === 0) {
    ui.note('No finding can be fixed automatically.');
    return;
  }
  const telling = {
    questions: undefined,
    title: 'Repairs',
    done: 'Repaired what could be repaired for sure.',
    next: [],
    shown: (text: string) => (shown.get(text) ?? text).split('\n'),
  };
  if (flags.dryRun) await carryOut(context, plan, telling);
  else {
    if (!flags.diff) ui.note(planText(plan, ui.stderr));
    await carryOut(aside(context), plan, telling);
    for (const path of revoke)
      ui.warn(
        `Revoke the secret that was in "${path}": it stays in the history of the repository.`,
      );
  }
}

interface Repairs {
  plan: Plan;
  /** Texts before and after, and what a diff shows in their place. */
  shown: ReadonlyMap<string, string>;
  /** Files that lose a secret. */
  revoke: ReadonlySet<string>;
}

async function planRepairs(
  context: CommandContext,
  base: string,
  checked: readonly CheckedProject[],
): Promise<Repairs> {
  const { host, ui } = context;
  const shown = new Map<string, string>();
  const revoke = new Set<string>();
  const edits: FileEdit[] = [];
  const files: RenderedFile[] = [];
  for (const each of checked) {
    const { project, report } = await withFixesInside(host.files, base, each, (error) =>
      ui.warn(`Not fixed: ${error.message}`),
    );
    const created = await createdFiles(context, project, report.findings);
    for (const { path, text } of created)
      files.push({ path: fromBase(base, project.root, path), text });
    const concealed = repairs(project, report.findings, report.texts);
    for (const [index, { path, was, text }] of repairs(project, report.findings).entries()) {
      if (created.some((file) => file.path === path)) continue;
      edits.push({ path: fromBase(base, project.root, path), was, text });
      shown.set(was, concealed[index]?.was ?? was).set(text, concealed[index]?.text ?? text);
    }
    for (const { rule, file, fix } of report.findings)
      if (fix && known[rule]?.conceals) revoke.add(fromBase(base, project.root, file));
  }
  return { plan: await planChanges(host.files, base, { files, edits }), shown, revoke };
}

/** Files that are missing in a project, as `create` writes them, in the style of the project. */
async function createdFiles(
  context: CommandContext,
  model: ProjectModel,
  findings: readonly Finding[],
): Promise<RenderedFile[]> {
  const paths = findings.flatMap(({ creates }) => creates ?? []);
  if (paths.length === 0) return [];
  const { host } = context;
  const project = await openProject({ ...context, host: { ...host, cwd: model.root } });
  const { name, packageManager, store } = project;
  const providers = model.providers.map(entrySpec);
  // "adapt" writes it for the line of the SDK that the project uses.
  const spec = { name, packageManager, sdk: 'v2' as const, ...(store && { store }), providers };
  const rendered = renderProject(spec).filter(({ path }) => paths.includes(path));
  return (await newFiles(host.files, project, rendered.map(project.adapt))).files;
}
