import { featureWarnings } from '../../extend/choose-features.js';
import type { CommandContext, CommandLine } from '../../model/command.js';
import type { Questions } from '../../model/questions.js';
import { isRelease } from '../../model/version.gen.js';
import { workspaceAbove } from '../../project/workspace.js';
import type { CreateOptions } from './details.js';
import { planRequest, type ProjectPlan } from './plan.js';
import { type ProjectRequest, readProjectRequest } from './read.js';
import { renderRequest } from './render.js';

export interface PreparedProject extends ProjectRequest, ProjectPlan {}

/** Reads, renders and plans a project, and reports about imported documents. It changes no files, but removes what an interrupted run left behind. */
export async function prepareProject(
  context: CommandContext,
  commandLine: CommandLine<CreateOptions>,
  questions?: Questions,
): Promise<PreparedProject> {
  const { host, ui } = context;
  const request = await readProjectRequest(context, commandLine, questions);
  const vendors = !isRelease || commandLine.options.vendor === true;
  const archives = vendors ? ((await host.packages?.()) ?? []) : [];
  const projectPlan = await planRequest(context, request, renderRequest(request, archives));
  // In a conversation, the last screen offers the reports instead.
  if (!questions) for (const { lines } of request.imported ?? []) ui.note(lines.join('\n'));
  const { warnings, project, place } = request;
  const outerContext = {
    root: place.root,
    isVendored: archives.length > 0,
    workspace: await workspaceAbove(host.files, place.root, project.packageManager),
  };
  for (const warning of [...warnings, ...featureWarnings(project.features, outerContext)])
    ui.warn(warning);
  return { ...request, ...projectPlan };
}
