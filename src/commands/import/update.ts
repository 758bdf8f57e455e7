import type { CommandContext, GivenArguments } from '../../model/command.js';
import type { RemoteCatalog } from '../../../runtime/src/remote/catalog.js';
import { replaceInSection } from '../../edit/readme.js';
import { catalogOf } from '../../kinds/mcp/catalog.js';
import { serving } from '../../kinds/mcp/serving.js';
import { kindOf } from '../../kinds/kind-of.js';
import { invalidCatalog } from '../../model/errors/remote.js';
import { relPath } from '../../model/path.js';
import type { FileEdit, RenderedFile } from '../../model/plan.js';
import { diffPlan } from '../../plan/diff.js';
import { planChanges } from '../../plan/make-plan.js';
import { isDone } from '../../plan/summary.js';
import { catalogText, compare, type Selection } from '../../remote/catalog.js';
import { counted } from '../../model/counted.js';
import { listLines, toolTable } from '../../render/context/provider.js';
import { carryOut } from '../carry-out.js';
import { README, readmeSubject } from '../grow/readme-rows.js';
import type { OpenProject } from '../grow/project.js';
import { projectCommands } from '../../render/commands.js';
import { completeDiscovery } from './complete-discovery.js';
import type { McpProvider } from './mcp.js';
import { firstSelection } from './choose-tools.js';
import { programAuth } from '../../../runtime/src/auth/program.js';
import { localPrincipal } from '../../../runtime/src/provider/principal.js';
import { closeProject, openProject } from '../../../runtime/src/provider/project.js';
import type { Provider } from '../../model/project.js';
import { serverVariables } from '../../project/variables.js';

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
  const before = await project.read(README);
  let readme = before ?? '';
  const changed: { provider: string; isChanged: boolean; tools: number; unserved: string[] }[] = [];
  for (const { name, server } of providers) {
    const path = relPath(`src/providers/${name}/remote.json`);
    const was = await project.read(path);
    const accepted = catalogOf(was ?? '');
    if (!accepted) throw invalidCatalog(path);
    const [there, asked] = await asServed(context, project, name, given);
    const found = await completeDiscovery(there, asked, server);
    const isFirst = !given.switches.check && isEmpty(accepted);
    const selection = isFirst ? await firstSelection(context, given, found) : selectionOf(given);
    const { catalog, unserved } = compare(accepted, found, selection);
    const text = catalogText(catalog);
    const isChanged = was === null || text !== catalogText(accepted);
    changed.push({ provider: name, isChanged, tools: catalog.tools?.length ?? 0, unserved });
    if (was === null) files.push({ path, text });
    else if (isChanged) edits.push({ path, was, text });
    readme = listedInReadme(readme, project, name, [accepted, catalog]);
    if (unserved.length > 0)
      ui.note(`${name}: not served: ${unserved.join(', ')}. Add them with --include.`);
  }
  if (before !== null && readme !== before)
    edits.push({ path: relPath(README), was: before, text: readme });
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
      done: `Accepted the changes of ${changed
        .filter(({ isChanged }) => isChanged)
        .map(({ provider, tools }) => `${provider} (${counted(tools, 'tool')})`)
        .join(', ')}`,
      next: [test],
    },
  );
}

const isEmpty = ({ tools = [], resources = [], prompts = [] }: RemoteCatalog) =>
  tools.length + resources.length + prompts.length === 0;

/** The README with what is served now; a section whose list was edited stays as it is. */
function listedInReadme(
  readme: string,
  { model, packageManager }: OpenProject,
  name: string,
  [was, now]: readonly [RemoteCatalog, RemoteCatalog],
): string {
  const provider = model.providers.find((one) => one.name === name);
  const intro = kindOf('mcp').render.readme?.({ name }, projectCommands(packageManager));
  if (!provider || intro === undefined) return readme;
  const text = (catalog: RemoteCatalog) =>
    [intro, toolTable(serving(catalog).tools), ...listLines(catalog)].filter(Boolean).join('\n\n');
  return replaceInSection(readme, text(was), text(now), readmeSubject(provider)) ?? readme;
}

/**
 * The command line and the environment that start the program of a provider as its server does: with the variables that
 * `api/auth.ts` names, from the environment, `.env` or the credential store.
 */
async function asServed(
  context: CommandContext,
  { root, model }: OpenProject,
  name: string,
  given: GivenArguments,
): Promise<readonly [CommandContext, GivenArguments]> {
  const variables = variablesIn(model.providers.find((provider) => provider.name === name));
  const names = Object.entries(variables);
  if (names.length === 0) return [context, given];
  const here = await serverVariables(context.host, root);
  const isHere = names.every(([, variable]) => here[variable]);
  const values = isHere
    ? Object.fromEntries(names.map(([key, variable]) => [key, here[variable]]))
    : await stored(root, name, variables, here.MCP_LOCAL_USER);
  const env = { ...context.host.env, ...values };
  const lists = { ...given.lists, env: names.map(([key]) => key) };
  return [
    { ...context, host: { ...context.host, env } },
    { ...given, lists },
  ];
}

/** Those of `programAuth`: names of environment variables by the name that the program reads. */
function variablesIn(provider: Provider | undefined): Readonly<Record<string, string>> {
  const call = provider?.module('api/auth')?.calls.find((each) => each.name === 'programAuth');
  return Object.fromEntries(
    [...(call?.arguments[1]?.members ?? [])].map(([key, { value }]) => [key, String(value)]),
  );
}

async function stored(
  root: string,
  name: string,
  variables: Readonly<Record<string, string>>,
  user: string | undefined,
) {
  const project = openProject(root);
  try {
    return await programAuth(name, variables).getCredentials(
      localPrincipal(user || undefined).userId,
    );
  } finally {
    closeProject(project);
  }
}

const selectionOf = ({ lists }: GivenArguments): Selection => ({
  include: lists.include ?? [],
  exclude: lists.exclude ?? [],
  rename: lists.rename ?? [],
});
