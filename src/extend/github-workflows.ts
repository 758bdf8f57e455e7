import { basename, join } from 'node:path';
import type { CommandContext } from '../model/command.js';
import type { HostFiles } from '../model/host.js';
import { unscopedName } from '../model/names.js';
import { relPath } from '../model/path.js';
import type { NewFile, Plan, RenderedFile } from '../model/plan.js';
import type { ProjectSpec } from '../model/spec.js';
import { recoverInterrupted } from '../plan/journal.js';
import { planChanges } from '../plan/make-plan.js';
import { hasConflicts } from '../plan/summary.js';

const GITHUB = '.github/';
const WORKFLOWS = `${GITHUB}workflows/`;
/** The main workflow. In a repository of several projects, its file has the name of the project instead. */
const MAIN = 'ci.yml';

/**
 * Returns the files of a project in its directory, and the plan for its workflows, which GitHub
 * reads only below the root of the repository. An existing workflow stays: ours then has the name
 * of the project.
 */
export async function withWorkflows<File extends NewFile>(
  { host, ui, flags }: Pick<CommandContext, 'host' | 'ui' | 'flags'>,
  renderedFiles: readonly File[],
  root: string,
  { name, repository }: ProjectSpec,
): Promise<{ files: readonly (File | RenderedFile)[]; repositoryPlan?: Plan }> {
  const workflows = renderedFiles.filter(
    (file): file is File & RenderedFile => file.path.startsWith(GITHUB) && 'text' in file,
  );
  const slug = unscopedName(name);
  const repositoryRoot = repository?.root ?? root;
  if ((await host.files.kind(repositoryRoot)) === null) return { files: renderedFiles };
  const isBelow = repository !== undefined && repository.directory !== '';
  if (isBelow) await recoverInterrupted(host.files, repositoryRoot, flags);
  const placedFiles: RenderedFile[] = [];
  for (const { path, text } of workflows) {
    const file = basename(path);
    const workflowPath = path.startsWith(WORKFLOWS)
      ? `${WORKFLOWS}${file === MAIN ? `${slug}.yml` : `${slug}-${file}`}`
      : path; // one for a repository
    const freeFile = await firstUnusedPath(
      host.files,
      repositoryRoot,
      text,
      isBelow ? [workflowPath] : [path, workflowPath],
    );
    if (freeFile) placedFiles.push(freeFile);
    else
      ui.warn(
        `"${join(repositoryRoot, workflowPath)}" already exists and differs. It was not changed.`,
      );
  }
  const files = renderedFiles.filter((file) => !file.path.startsWith(GITHUB));
  if (!isBelow || placedFiles.length === 0) return { files: [...placedFiles, ...files] };
  const repositoryPlan = await planChanges(host.files, repositoryRoot, {
    files: placedFiles,
    edits: [],
  });
  return { files, repositoryPlan };
}

/** Returns the workflow at the first of the paths without another file. */
async function firstUnusedPath(
  files: HostFiles,
  repositoryRoot: string,
  text: string,
  paths: readonly string[],
): Promise<RenderedFile | undefined> {
  for (const path of paths.map(relPath)) {
    const file = { path, text };
    const plan = await planChanges(files, repositoryRoot, { files: [file], edits: [] });
    if (!hasConflicts(plan)) return file;
  }
  return undefined;
}
