import { basename, join } from 'node:path';
import type { CommandContext } from '../model/command.js';
import type { HostFiles } from '../model/host.js';
import { relPath } from '../model/path.js';
import type { NewFile, Plan, RenderedFile } from '../model/plan.js';
import type { ProjectSpec } from '../model/spec.js';
import { recover } from '../plan/journal.js';
import { planChanges } from '../plan/make-plan.js';
import { hasConflicts } from '../plan/summary.js';

const GITHUB = '.github/';
const WORKFLOWS = `${GITHUB}workflows/`;
/** Its name is free in a repository of several projects. */
const MAIN = 'ci.yml';

/**
 * The files of a project in its directory, and the plan for the workflows of a project below the root of its repository:
 * GitHub reads workflows there. A workflow of the repository stays: ours gets the name of the project.
 */
export async function withWorkflows<File extends NewFile>(
  { host, ui, flags }: Pick<CommandContext, 'host' | 'ui' | 'flags'>,
  rendered: readonly File[],
  root: string,
  { name, repository }: ProjectSpec,
): Promise<{ files: readonly (File | RenderedFile)[]; beside?: Plan }> {
  const workflows = rendered.filter(
    (file): file is File & RenderedFile => file.path.startsWith(GITHUB) && 'text' in file,
  );
  const home = repository?.root ?? root;
  if ((await host.files.kind(home)) === null) return { files: rendered };
  const isBelow = repository !== undefined && repository.directory !== '';
  if (isBelow) await recover(host.files, home, flags);
  const placed: RenderedFile[] = [];
  for (const { path, text } of workflows) {
    const file = basename(path);
    const workflowPath = path.startsWith(WORKFLOWS)
      ? `${WORKFLOWS}${file === MAIN ? `${name}.yml` : `${name}-${file}`}`
      : path; // one for a repository
    const free = await firstFree(
      host.files,
      home,
      text,
      isBelow ? [workflowPath] : [path, workflowPath],
    );
    if (free) placed.push(free);
    else ui.warn(`"${join(home, workflowPath)}" already exists and differs. It was not changed.`);
  }
  const files = rendered.filter((file) => !file.path.startsWith(GITHUB));
  if (!isBelow || placed.length === 0) return { files: [...placed, ...files] };
  const beside = await planChanges(host.files, home, { files: placed, edits: [] });
  return { files, beside };
}

/** The workflow at the first of the paths where no other file is. */
async function firstFree(
  files: HostFiles,
  home: string,
  text: string,
  paths: readonly string[],
): Promise<RenderedFile | undefined> {
  for (const path of paths.map(relPath)) {
    const file = { path, text };
    const plan = await planChanges(files, home, { files: [file], edits: [] });
    if (!hasConflicts(plan)) return file;
  }
  return undefined;
}
