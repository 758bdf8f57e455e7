import { join } from 'node:path';
import type { CommandContext } from '../../model/command.js';
import { relPath } from '../../model/path.js';
import type { Plan, RenderedFile } from '../../model/plan.js';
import type { ProjectSpec } from '../../model/spec.js';
import { planChanges } from '../../plan/make-plan.js';
import { hasConflicts } from '../../plan/summary.js';

const WORKFLOW = '.github/workflows/ci.yml';

/** The files of a project in its directory, and the plan for the workflow that GitHub reads in that of the repository. */
export async function withWorkflow(
  { host, ui }: Pick<CommandContext, 'host' | 'ui'>,
  rendered: readonly RenderedFile[],
  { name, repository }: ProjectSpec,
): Promise<{ files: readonly RenderedFile[]; beside?: Plan }> {
  const workflow = rendered.find(({ path }) => path === WORKFLOW);
  if (!workflow || !repository?.directory) return { files: rendered };
  const files = rendered.filter((file) => file !== workflow);
  const path = relPath(`.github/workflows/${name}.yml`);
  const plan = await planChanges(host.files, repository.root, {
    files: [{ path, text: workflow.text }],
    edits: [],
  });
  if (!hasConflicts(plan)) return { files, beside: plan };
  ui.warn(`"${join(repository.root, path)}" already exists and differs. It was not changed.`);
  return { files };
}
