import { conflictIn } from '../../edit/flaw.js';
import type { CommandContext, GivenArguments } from '../../model/command.js';
import { fileBroken } from '../../model/errors/grow.js';
import { relPath } from '../../model/path.js';
import { openProject, type OpenProject } from '../grow/project.js';

/**
 * The project, where the conflicts of earlier imports are resolved: what is left of them is an edit of what was accepted.
 * @throws CliError `grow/file-broken`, `project/not-found`
 */
export async function openResolved(
  context: CommandContext,
  { switches }: Pick<GivenArguments, 'switches'>,
): Promise<OpenProject> {
  const project = await openProject(context, context.flags.dryRun || switches.check === true);
  const { files, providers } = project.model;
  const texts = new Map([...files].map(([path, { text }]) => [path, text]));
  for (const { name } of providers) {
    const data = relPath(`tests/${name}.sql`);
    texts.set(data, (await project.read(data)) ?? '');
  }
  for (const [path, text] of texts) {
    const conflict = conflictIn(text);
    if (conflict) throw fileBroken(path, conflict);
  }
  return project;
}
