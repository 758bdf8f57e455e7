import { join, sep } from 'node:path';
import { addDocument, addPatterns } from '../../edit/append.js';
import { projectSteps } from '../../extend/steps.js';
import { withWorkflows } from '../../extend/workflow.js';
import type { CommandContext } from '../../model/command.js';
import { ownedFolder, unusablePath } from '../../model/errors/create.js';
import type { HostFiles } from '../../model/host.js';
import { relPath } from '../../model/path.js';
import type { FileEdit, NewFile, Plan } from '../../model/plan.js';
import { planProject } from '../../plan/make-plan.js';
import { ownRootFiles } from './own-root.js';
import type { ProjectRequest } from './read.js';

/** What is to be written. */
export interface ProjectPlan {
  plan: Plan;
  /** Files outside of the project. */
  beside?: Plan;
}

/** The third stage: where the files go, beside those that are there, and what runs once they are written. */
export async function planRequest(
  context: CommandContext,
  { place: { root }, project, git }: ProjectRequest,
  rendered: readonly NewFile[],
): Promise<ProjectPlan> {
  const { host, flags } = context;
  refusePath(root, flags.install);
  const { files, beside } = await withWorkflows(context, rendered, root, project);
  const present = await host.files.list(root);
  const rootFiles = await ownRootFiles(host, root, project, present);
  const changes = await besideExisting(host.files, root, [...files, ...rootFiles], present);
  const steps = projectSteps(project, { git, install: flags.install });
  return {
    plan: await planProject(host, root, changes, steps),
    ...(beside && { beside }),
  };
}

/** What Git and package managers delete, and tools do not look into. */
const OWNED = new Set(['.git', 'node_modules']);

/** @throws CliError `create/unusable-path` */
function refusePath(root: string, installs: boolean): void {
  const owned = root.split(sep).find((name) => OWNED.has(name.toLowerCase()));
  if (owned !== undefined) throw ownedFolder(root, owned);
  // In paths, Vite takes these for parts of a URL, and finds no test.
  const [character] = (sep === '/' ? /[#?%\\]/ : /[#?%]/).exec(root) ?? [];
  if (character !== undefined && installs) throw unusablePath(root, character);
}

/** Files that the project shares with the repository around them: ours is added to theirs. */
const ADDITIONS: Readonly<Record<string, (text: string, ours: string) => string>> = {
  '.gitignore': addPatterns,
  'AGENTS.md': addDocument,
  'README.md': (text, ours) => addDocument(text, ours.replace(/^# .*/, '# MCP server')),
};

/** GitHub shows `README.md` before a README in another format, which would be hidden. */
const README_BESIDE = relPath('docs/mcp-server.md');

/** The files of a project in a directory that may have some of them: new files, and additions to files that exist. */
async function besideExisting(
  files: HostFiles,
  root: string,
  rendered: readonly NewFile[],
  present: readonly string[],
): Promise<{ files: NewFile[]; edits: FileEdit[] }> {
  const added: NewFile[] = [];
  const edits: FileEdit[] = [];
  for (const file of rendered) {
    const add = ADDITIONS[file.path];
    // Some file systems ignore case, and a repository may be checked out on either kind.
    const name = present.find((each) => each.toLowerCase() === file.path.toLowerCase());
    const was = add && name !== undefined ? await files.read(join(root, name)) : null;
    if (add && name !== undefined && was !== null && 'text' in file) {
      edits.push({ path: relPath(name), was, text: add(was, file.text) });
    } else if (file.path === 'README.md' && present.some((each) => /^readme(\.|$)/i.test(each))) {
      added.push({ ...file, path: README_BESIDE });
    } else added.push(file);
  }
  return { files: added, edits };
}
