import { newFiles } from '../../extend/addition.js';
import { entrySpec } from '../../extend/entry-spec.js';
import { openProject } from '../../extend/open-project.js';
import type { CommandContext } from '../../model/command.js';
import type { Finding } from '../../model/finding.js';
import type { FileEdit, Plan, RenderedFile } from '../../model/plan.js';
import type { RunOptions } from '../../model/rule.js';
import { carryOut } from '../../plan/carry-out.js';
import { recoverInterrupted } from '../../plan/journal.js';
import { planChanges } from '../../plan/make-plan.js';
import { planText } from '../../plan/plan-text.js';
import { renderProject } from '../../render/project.js';
import { fixFiles } from '../../rules/fix.js';
import {
  type CheckedProject,
  checkProjects,
  type CheckScope,
  dropFixesOutside,
  loadProjects,
  pathFromBase,
} from './check.js';
import { contextOnStderr } from './on-stderr.js';

/**
 * Applies the certain fixes, or shows them in a dry run. The changes go to stderr, because the
 * result is the report.
 */
export async function applyFixes(
  context: CommandContext,
  scope: CheckScope,
  options: RunOptions,
): Promise<void> {
  const { host, ui, flags } = context;
  for (const root of new Set([scope.base, ...scope.projects]))
    await recoverInterrupted(host.files, root, flags);
  const checkedProjects = checkProjects(await loadProjects(host.files, scope), options);
  const plan = await planFixes(context, scope.base, checkedProjects);
  if (!flags.dryRun && plan.ops.length === 0) {
    ui.note('No finding can be fixed automatically.');
    return;
  }
  const presentation = {
    questions: undefined,
    title: 'Repairs',
    done: 'Repaired what could be repaired for sure.',
    next: [],
  };
  if (flags.dryRun) await carryOut(context, plan, presentation);
  else {
    if (!flags.diff) ui.note(planText(plan, ui.stderr));
    await carryOut(contextOnStderr(context), plan, presentation);
  }
}

async function planFixes(
  context: CommandContext,
  base: string,
  checkedProjects: readonly CheckedProject[],
): Promise<Plan> {
  const { host, ui } = context;
  const edits: FileEdit[] = [];
  const files: RenderedFile[] = [];
  for (const checkedProject of checkedProjects) {
    const { project, report } = await dropFixesOutside(host.files, base, checkedProject, (error) =>
      ui.warn(`Not fixed: ${error.message}`),
    );
    const missingFiles = await missingProjectFiles(context, project.root, report.findings);
    for (const { path, text } of missingFiles)
      files.push({ path: pathFromBase(base, project.root, path), text });
    for (const edit of fixFiles(project, report.findings))
      if (!missingFiles.some(({ path }) => path === edit.path))
        edits.push({ ...edit, path: pathFromBase(base, project.root, edit.path) });
  }
  return planChanges(host.files, base, { files, edits });
}

/** Returns missing files of a project, as `create` writes them. */
async function missingProjectFiles(
  context: CommandContext,
  root: string,
  findings: readonly Finding[],
): Promise<RenderedFile[]> {
  const paths = findings.flatMap(({ creates }) => creates ?? []);
  if (paths.length === 0) return [];
  const { host } = context;
  const project = await openProject({ ...context, host: { ...host, cwd: root } });
  const { name, packageManager, store, model } = project;
  const providers = model.providers.map(entrySpec);
  // "adapt" writes this file for the SDK line of the project.
  const spec = { name, packageManager, sdk: 'v2' as const, ...(store && { store }), providers };
  const renderedFiles = renderProject(spec).filter(({ path }) => paths.includes(path));
  return (await newFiles(project, renderedFiles.map(project.adapt))).files;
}
