import type { CommandContext } from '../../model/command.js';
import type { Finding } from '../../model/finding.js';
import type { RenderedFile } from '../../model/plan.js';
import type { ProjectModel } from '../../model/project.js';
import { renderProject } from '../../render/project.js';
import { entrySpec } from '../grow/entry-spec.js';
import { newFiles } from '../grow/new-files.js';
import { openProject } from '../grow/project.js';

/** Files that are missing in a project, as `create` writes them, in the style of the project. */
export async function createdFiles(
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
