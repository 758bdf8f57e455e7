import { join } from 'node:path';
import type { CommandContext, GivenArguments } from '../../model/command.js';
import { relPath } from '../../model/path.js';
import type { FileEdit, NewFile, Plan } from '../../model/plan.js';
import type { Questions } from '../../model/questions.js';
import { isRelease } from '../../model/version.gen.js';
import { planProject } from '../../plan/make-plan.js';
import { renderProject } from '../../render/project.js';
import { unpublishable } from './features.js';
import { gatherProject, type Gathered } from './gather.js';
import { projectSteps } from './steps.js';
import { withWorkflows } from './workflow.js';
import { addDocument, addPatterns } from '../../edit/append.js';
import type { HostFiles } from '../../model/host.js';

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
  const archives = vendors ? ((await host.packages?.()) ?? []) : [];
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
  for (const warning of [...warnings, ...unpublishable(project.features, vendored.length > 0)])
    ui.warn(warning);
  return { ...gathered, plan, ...(beside && { beside }) };
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
): Promise<{ files: NewFile[]; edits: FileEdit[] }> {
  const present = await files.list(root);
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
