import type { CommandContext } from '../../model/command.js';
import type { RenderedFile } from '../../model/plan.js';
import { renderProvider } from '../../render/provider.js';
import { FIRST_PORT } from '../../render/sign-in-port.js';
import { entrySpec } from '../grow/entry-spec.js';
import { newFiles } from '../grow/new-files.js';
import { openProject } from '../grow/project.js';
import type { CheckedProject } from './check.js';

/** Files that are missing in a project, as `create` writes them, in the style of the project. */
export async function createdFiles(
  context: CommandContext,
  { project: model, report }: CheckedProject,
): Promise<RenderedFile[]> {
  const paths = report.findings.flatMap(({ creates }) => creates ?? []);
  if (paths.length === 0) return [];
  const { host } = context;
  const project = await openProject({ ...context, host: { ...host, cwd: model.root } });
  const rendered = model.providers
    .flatMap(
      (provider) => renderProvider(entrySpec(provider), { ...project, port: FIRST_PORT }).files,
    )
    .filter(({ path }) => paths.includes(path));
  return (await newFiles(host.files, project, rendered.map(project.adapt))).files;
}
