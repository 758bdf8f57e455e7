import type { CommandContext, GivenArguments } from '../../model/command.js';
import { catalogOf } from '../../kinds/mcp/catalog.js';
import { invalidCatalog } from '../../model/errors/remote.js';
import { relPath } from '../../model/path.js';
import type { FileEdit, RenderedFile } from '../../model/plan.js';
import { diffPlan } from '../../plan/diff.js';
import { planChanges } from '../../plan/make-plan.js';
import { isDone } from '../../plan/summary.js';
import { catalogText, compare } from '../../remote/catalog.js';
import { carryOut } from '../carry-out.js';
import type { OpenProject } from '../grow/project.js';
import { projectCommands } from '../../render/commands.js';
import { completeDiscovery } from './complete-discovery.js';
import type { McpProvider } from './mcp.js';
import { selectionOf } from './selection.js';

/** Compares servers with what the project has accepted, and accepts the changes unless `--check` is given. */
export async function update(
  context: CommandContext,
  project: OpenProject,
  providers: readonly McpProvider[],
  given: GivenArguments,
): Promise<0 | 1 | 2> {
  const { host, ui, flags } = context;
  const { cli, test } = projectCommands(project.packageManager);
  const edits: FileEdit[] = [];
  const files: RenderedFile[] = [];
  const changed: { provider: string; isChanged: boolean; unserved: string[] }[] = [];
  for (const { name, server } of providers) {
    const path = relPath(`src/providers/${name}/remote.json`);
    const was = await project.read(path);
    const accepted = catalogOf(was ?? '');
    if (!accepted) throw invalidCatalog(path);
    const found = await completeDiscovery(context, given, server);
    const { catalog, unserved } = compare(accepted, found, selectionOf(given));
    const text = catalogText(catalog);
    const isChanged = was === null || text !== catalogText(accepted);
    changed.push({ provider: name, isChanged, unserved });
    if (was === null) files.push({ path, text });
    else if (isChanged) edits.push({ path, was, text });
    if (unserved.length > 0)
      ui.note(`${name}: not served: ${unserved.join(', ')}. Add them with --include.`);
  }
  const plan = await planChanges(host.files, project.root, { files, edits });
  if (given.switches.check) {
    const diff = await diffPlan(plan);
    if (flags.json) ui.result(JSON.stringify({ providers: changed, diff }, null, 2));
    else if (isDone(plan)) ui.result('The servers offer what remote.json contains.');
    else {
      ui.result(diff);
      ui.note(`Review the changes, then run "${cli} import mcp" to accept them.`);
    }
    return isDone(plan) ? 0 : 1;
  }
  return carryOut(
    context,
    { ...plan, steps: [] },
    {
      questions: undefined,
      title: 'Accept the changes',
      done: `Accepted the changes of ${changed.flatMap(({ provider, isChanged }) => (isChanged ? [provider] : [])).join(', ')}`,
      next: [test],
    },
  );
}
