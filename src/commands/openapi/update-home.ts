import { replaceInSection } from '../../edit/readme.js';
import type { CommandContext } from '../../model/command.js';
import { relPath } from '../../model/path.js';
import type { Provider } from '../../model/project.js';
import { repositoryOf } from '../../project/find.js';
import { projectCommands } from '../../render/commands.js';
import { originText } from '../../render/context/origin.js';
import type { Addition } from '../grow/addition.js';
import { replacing } from '../grow/insertions.js';
import type { OpenProject } from '../grow/project.js';
import { README, readmeSubject } from '../grow/readme-rows.js';
import { documentHome, homeWarnings, isCopy, originOf } from './document-home.js';
import type { DocumentOperations } from './import.js';

/**
 * Where later imports read a newer document, and what changes with that: its copy, and the sentence of the README.
 * @param known where they read the one before
 */
export async function updatedHome(
  { host }: CommandContext,
  project: OpenProject,
  provider: Provider,
  source: DocumentOperations,
  known: string | undefined,
): Promise<Required<Addition> & { path: string | undefined }> {
  const { root, packageManager } = project;
  const { name } = provider;
  const repository = await repositoryOf(host.files, root);
  const home = documentHome(source, name, { root, repository, cwd: host.cwd, known });
  const { path, copy } = home;
  const changes: Required<Addition> = {
    files: [],
    insertions: [],
    removed: known !== undefined && known !== path && isCopy(known, name) ? [relPath(known)] : [],
    notes: homeWarnings(source, name, home),
  };
  if (copy && (await project.read(copy.path)) === null) changes.files.push(copy);
  else if (copy) changes.insertions.push(replacing(copy.path, () => copy.text));
  const sentence = (at: string | undefined) =>
    originText(originOf(at, name), name, projectCommands(packageManager));
  const edit = (text: string) =>
    replaceInSection(text, sentence(known), sentence(path), readmeSubject(provider)) ?? text;
  if (known !== path && (await project.read(README)) !== null)
    changes.insertions.push(replacing(README, edit));
  return { path, ...changes };
}
