import { join } from 'node:path';
import type { CommandContext } from '../../model/command.js';
import { relPath } from '../../model/path.js';
import type { Plan, RenderedFile } from '../../model/plan.js';
import type { ProjectSpec } from '../../model/spec.js';
import { planChanges } from '../../plan/make-plan.js';
import { hasConflicts } from '../../plan/summary.js';

const WORKFLOW = '.github/workflows/ci.yml';

/**
 * The files of a project in its directory, and the plan for the workflow of a project below the root of its repository:
 * GitHub reads workflows there. A workflow of the repository stays: ours gets the name of the project.
 */
export async function withWorkflow(
  { host, ui }: Pick<CommandContext, 'host' | 'ui'>,
  rendered: readonly RenderedFile[],
  root: string,
  { name, repository }: ProjectSpec,
): Promise<{ files: readonly RenderedFile[]; beside?: Plan }> {
  const workflow = rendered.find(({ path }) => path === WORKFLOW);
  const home = repository?.root ?? root;
  if (!workflow || (await host.files.kind(home)) === null) return { files: rendered };
  const files = rendered.filter((file) => file !== workflow);
  const isBelow = repository !== undefined && repository.directory !== '';
  const own = `.github/workflows/${name}.yml`;
  for (const path of (isBelow ? [own] : [WORKFLOW, own]).map(relPath)) {
    const file = { path, text: workflow.text };
    const plan = await planChanges(host.files, home, { files: [file], edits: [] });
    if (hasConflicts(plan)) continue;
    return isBelow ? { files, beside: plan } : { files: [file, ...files] };
  }
  ui.warn(`"${join(home, own)}" already exists and differs. It was not changed.`);
  return { files };
}
