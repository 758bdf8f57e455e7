import { replaceInSection } from '../../edit/readme.js';
import { type Addition, wholeTextChange } from '../../extend/addition.js';
import type { OpenProject } from '../../extend/open-project.js';
import { README, readmeSubject } from '../../extend/readme.js';
import type { CommandContext } from '../../model/command.js';
import { relPath } from '../../model/path.js';
import type { Provider } from '../../model/project.js';
import { repositoryRoot } from '../../project/repository.js';
import { projectCommands } from '../../render/commands.js';
import { originText } from '../../render/markdown.js';
import type { DocumentOperations } from '../../sources/openapi/import.js';
import {
  documentHome,
  documentOrigin,
  homeWarnings,
  isCopy,
} from '../../sources/openapi/lock-files.js';

/** Changes of files for a newer document. */
export interface DocumentChanges extends Required<Omit<Addition, 'answers'>> {
  /** Path of the document relative to the root; undefined if later imports need it as an argument. */
  path: string | undefined;
}

/**
 * Returns the changes for a newer document: its copy, the path from which later imports read it,
 * and the sentence in the README.
 * @param previousPath path of the previous document
 */
export async function documentChanges(
  { host }: CommandContext,
  project: OpenProject,
  provider: Provider,
  source: DocumentOperations,
  previousPath: string | undefined,
): Promise<DocumentChanges> {
  const { root, packageManager } = project;
  const { name } = provider;
  const repository = await repositoryRoot(host.files, root);
  const documentPlace = documentHome(source, name, {
    root,
    repository,
    cwd: host.cwd,
    known: previousPath,
  });
  const { path, copy } = documentPlace;
  const changes: Required<Omit<Addition, 'answers'>> = {
    files: [],
    insertions: [],
    removed:
      previousPath !== undefined && previousPath !== path && isCopy(previousPath, name)
        ? [relPath(previousPath)]
        : [],
    notes: homeWarnings(source, name, documentPlace),
  };
  if (copy && (await project.read(copy.path)) === null) changes.files.push(copy);
  else if (copy) changes.insertions.push(wholeTextChange(copy.path, () => copy.text));
  const sentence = (documentPath: string | undefined) =>
    originText(documentOrigin(documentPath, name), name, projectCommands(packageManager));
  const edit = (text: string) =>
    replaceInSection(text, sentence(previousPath), sentence(path), readmeSubject(provider));
  const readme = await project.read(README);
  if (previousPath === path || readme === null) return { path, ...changes };
  changes.insertions.push(wholeTextChange(README, (text) => edit(text) ?? text));
  if (edit(readme) === undefined && !readme.includes(sentence(path)))
    changes.notes.push(
      `${README} does not have the sentence about the previous document of "${name}". The current one is: ${sentence(path)}`,
    );
  return { path, ...changes };
}
