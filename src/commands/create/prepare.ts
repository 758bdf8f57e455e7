import type { CommandContext, GivenArguments } from '../../model/command.js';
import { relPath } from '../../model/path.js';
import type { Plan } from '../../model/plan.js';
import type { Questions } from '../../model/questions.js';
import { isRelease } from '../../model/version.gen.js';
import { planProject } from '../../plan/make-plan.js';
import { renderProject } from '../../render/project.js';
import { besideExisting } from './existing.js';
import { gatherProject, type Gathered } from './gather.js';
import { projectSteps } from './steps.js';
import { withWorkflows } from './workflow.js';

export interface Prepared extends Gathered {
  plan: Plan;
  /** Files outside of the project. */
  beside?: Plan;
}

/** The project as a plan; reads, tells what became of imported documents, and changes nothing. */
export async function prepare(
  context: CommandContext,
  given: GivenArguments,
  questions?: Questions,
): Promise<Prepared> {
  const { host, ui, flags } = context;
  const gathered = await gatherProject(context, given, questions);
  const { place, project, imported = [], remote = {}, warnings } = gathered;
  const { root } = place;
  const vendors = !isRelease || given.switches.vendor === true;
  const archives = vendors ? (host.packages?.() ?? []) : [];
  const vendored = archives.map(({ name, bytes }) => ({ path: relPath(`vendor/${name}`), bytes }));
  const rendered = renderProject(
    project,
    vendored.map(({ path }) => path),
  ).map((file) => {
    const [, provider = ''] = /^src\/providers\/(\w+)\/remote\.json$/.exec(file.path) ?? [];
    return { ...file, text: remote[provider] ?? file.text };
  });
  const { files, beside } = await withWorkflows(context, rendered, root, project);
  const steps = projectSteps(project, {
    git: given.switches.git ?? true,
    install: flags.install,
  });
  const changes = await besideExisting(host.files, root, [
    ...files,
    ...imported.flatMap((each) => each.files(place)),
    ...vendored,
  ]);
  const plan = await planProject(host, root, changes, steps);
  for (const { lines } of imported) ui.note(lines.join('\n'));
  for (const warning of warnings) ui.warn(warning);
  return { ...gathered, plan, ...(beside && { beside }) };
}
