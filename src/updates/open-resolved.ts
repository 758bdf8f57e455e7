import { conflictIn } from '../edit/file-fault.js';
import { type OpenProject, openProject } from '../extend/open-project.js';
import type { CommandContext } from '../model/command.js';
import { fileBroken, mergedRecord } from '../model/errors/extend.js';
import { SOURCE } from '../project/files.js';
import type { ImportOptions } from './options.js';

/**
 * Opens the project and requires that the conflicts of earlier imports are resolved, because a
 * remaining marker would count as an edit of the accepted text.
 * @throws CliError `extend/file-broken`, `extend/merged-record`, `project/not-found`
 */
export async function openResolved(
  context: CommandContext,
  { check }: ImportOptions,
): Promise<OpenProject> {
  const project = await openProject(context, context.flags.dryRun || check === true);
  const { model } = project;
  const code = [...model.paths].filter((path) => SOURCE.test(path));
  const texts = new Map(code.map((path) => [path, model.text(path)?.text ?? '']));
  for (const { name } of model.providers) {
    const data = `tests/${name}.sql`;
    texts.set(data, (await project.read(data)) ?? '');
  }
  for (const [path, text] of texts) {
    const conflict = conflictIn(text);
    if (conflict) throw fileBroken(path, conflict);
  }
  for (const path of [...model.paths].filter((candidate) => RECORD.test(candidate))) {
    const conflict = conflictIn((await project.read(path)) ?? '');
    if (conflict) throw mergedRecord(path, conflict.line);
  }
  return project;
}

/** Records of imports. They are generated, so that the author must not resolve them line by line. */
const RECORD = /^src\/providers\/[^/]+\/(?:openapi\.lock|database\.lock|remote)\.json$/;
