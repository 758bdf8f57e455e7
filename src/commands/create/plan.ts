import { join, sep } from 'node:path';
import { addDocument, addPatterns } from '../../edit/append.js';
import { withWorkflows } from '../../extend/github-workflows.js';
import { projectSteps } from '../../extend/project-steps.js';
import type { CommandContext } from '../../model/command.js';
import { ownedFolder, unusablePath } from '../../model/errors/create.js';
import type { HostFiles } from '../../model/host.js';
import { relPath } from '../../model/path.js';
import type { FileEdit, NewFile, Plan } from '../../model/plan.js';
import { planProject } from '../../plan/make-plan.js';
import { ownRootFiles } from './own-root.js';
import type { ProjectRequest } from './read.js';

/** The files to write. */
export interface ProjectPlan {
  plan: Plan;
  /** Changes to files outside of the project. */
  repositoryPlan?: Plan;
}

/** Plans, as the third stage, where the files go, next to existing ones, and which commands run afterwards. */
export async function planRequest(
  context: CommandContext,
  { place: { root }, project, git }: ProjectRequest,
  renderedFiles: readonly NewFile[],
): Promise<ProjectPlan> {
  const { host, flags } = context;
  refusePath(root, flags.install);
  const { files, repositoryPlan } = await withWorkflows(context, renderedFiles, root, project);
  const existingNames = await host.files.list(root);
  const rootFiles = await ownRootFiles(host, root, project, existingNames);
  const changes = await filesForDirectory(
    host.files,
    root,
    [...files, ...rootFiles],
    existingNames,
  );
  const steps = projectSteps(project, { git, install: flags.install });
  return {
    plan: await planProject(host, root, changes, steps),
    ...(repositoryPlan && { repositoryPlan }),
  };
}

/** Names of folders that Git and package managers delete, and that tools ignore. */
const TOOL_FOLDERS = new Set(['.git', 'node_modules']);

/** Rejects unusable directories. @throws CliError `create/unusable-path` */
function refusePath(root: string, installs: boolean): void {
  const reservedName = root.split(sep).find((name) => TOOL_FOLDERS.has(name.toLowerCase()));
  if (reservedName !== undefined) throw ownedFolder(root, reservedName);
  // Vite treats these characters in paths as parts of a URL, and then finds no tests. A colon separates
  // the folders of PATH, so npm would not find the programs of the project.
  const [character] = (sep === '/' ? /[#?%\\:]/ : /[#?%]/).exec(root) ?? [];
  if (character !== undefined && installs) throw unusablePath(root, character);
}

/** Files that the project shares with the surrounding repository; our text is added to the existing one. */
const ADDITIONS: Readonly<Record<string, (text: string, newText: string) => string>> = {
  '.gitignore': addPatterns,
  'AGENTS.md': addDocument,
  'README.md': (text, newText) => addDocument(text, newText.replace(/^# .*/, '# MCP server')),
};

/** GitHub prefers `README.md` to a README in another format, which would be hidden. */
const README_BESIDE = relPath('docs/mcp-server.md');

/**
 * Returns the files of a project in a directory that already has some of them: new files, and
 * additions to existing ones.
 */
async function filesForDirectory(
  files: HostFiles,
  root: string,
  renderedFiles: readonly NewFile[],
  existingNames: readonly string[],
): Promise<{ files: NewFile[]; edits: FileEdit[] }> {
  const newFiles: NewFile[] = [];
  const edits: FileEdit[] = [];
  for (const file of renderedFiles) {
    const add = ADDITIONS[file.path];
    // Names are compared without case: some file systems ignore it, and a repository may be checked
    // out on either kind.
    const name = existingNames.find(
      (existingName) => existingName.toLowerCase() === file.path.toLowerCase(),
    );
    const existingText = add && name !== undefined ? await files.read(join(root, name)) : null;
    if (add && name !== undefined && existingText !== null && 'text' in file) {
      edits.push({
        path: relPath(name),
        previous: existingText,
        text: add(existingText, file.text),
      });
    } else if (
      file.path === 'README.md' &&
      existingNames.some((existingName) => /^readme(\.|$)/i.test(existingName))
    ) {
      newFiles.push({ ...file, path: README_BESIDE });
    } else newFiles.push(file);
  }
  return { files: newFiles, edits };
}
