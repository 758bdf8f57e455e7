import { isDeepStrictEqual } from 'node:util';
import { programAuth } from '../../runtime/src/auth/schemes.js';
import { localPrincipal } from '../../runtime/src/identity/principal.js';
import { closeProject, openProject } from '../../runtime/src/project/project.js';
import type { RemoteCatalog } from '../../runtime/src/remote/catalog.js';
import { isUrl } from '../../runtime/src/utils/addresses.js';
import { commandText, commandWords } from '../../runtime/src/utils/command-words.js';
import { replaceInSection } from '../edit/readme.js';
import { carryOutAddition, type Insertion, wholeTextChange } from '../extend/addition.js';
import { entrySpec } from '../extend/entry-spec.js';
import { providerSteps, signInPlace } from '../extend/next-steps.js';
import type { OpenProject } from '../extend/open-project.js';
import { portOf, providersAddition } from '../extend/providers.js';
import { README, readmeSubject } from '../extend/readme.js';
import { kindOf } from '../kinds/kind-of.js';
import { catalogOf, serving } from '../kinds/mcp/catalog.js';
import { secretInServer } from '../kinds/mcp/server.js';
import type { CommandContext, CommandLine } from '../model/command.js';
import { pluralize } from '../model/counted.js';
import type { Data } from '../model/document.js';
import { invalidCatalog } from '../model/errors/project.js';
import { otherKind, secretInTarget, targetRequired } from '../model/errors/remote.js';
import { relPath } from '../model/path.js';
import type { Project, Provider } from '../model/project.js';
import { maskedWords } from '../model/secrets.js';
import { optionWords } from '../options/option-words.js';
import { listedPath } from '../project/provider-parts.js';
import { serverVariables } from '../project/variables.js';
import { catalogText, compare, renamedTools, type Selection } from '../remote/catalog.js';
import { commandAt } from '../remote/command-at.js';
import { discoverTarget, type Sharing } from '../remote/discover.js';
import { fixedCommand } from '../remote/npx-package.js';
import { projectCommands } from '../render/commands.js';
import { callExample } from '../render/context/call-example.js';
import { listedSource } from '../render/listed.js';
import { listLines, toolTable } from '../render/markdown.js';
import { catalog } from '../sources/catalog.js';
import {
  completeDiscovery,
  descriptionOf,
  displayName,
  firstSelection,
  oauthOf,
  providerName,
  reportCatalog,
} from '../sources/mcp/discovered-server.js';
import { checkProvider } from '../spec/check.js';
import { carryOutUpdates, type SourceUpdate, type UpdateSource } from './carry-out.js';
import { openResolved } from './open-resolved.js';
import type { ImportOptions } from './options.js';

/** A provider in the project that serves an MCP server. */
interface McpProvider {
  name: string;
  /** URL, or command. */
  server: string;
  /** All callers use one program. */
  isShared: boolean;
}

/** Adds a provider for an MCP server, or accepts the changes of the servers in the project. */
export async function importMcp(context: CommandContext, given: CommandLine<ImportOptions>) {
  const project = await openResolved(context, given.options);
  const providers = providersOf(project.model);
  const [first] = given.arguments;
  const target = given.arguments.length > 1 ? commandText(given.arguments) : first;
  const isTarget = ({ server }: McpProvider) =>
    target === undefined || isDeepStrictEqual(commandWords(server), commandWords(target));
  const { name } = given.options;
  const chosen = providers.filter((each) =>
    name === undefined ? isTarget(each) : each.name === name,
  );
  if (chosen.length > 0) return acceptServers(context, project, chosen, given);
  if (target === undefined) throw targetRequired();
  return add(context, project, target, given);
}

async function add(
  context: CommandContext,
  project: OpenProject,
  stated: string,
  given: CommandLine<ImportOptions>,
) {
  const secret = secretInServer(stated);
  if (secret !== undefined) throw secretInTarget(secret);
  const target = await fixedCommand(context, stated);
  const offered = await completeDiscovery(context, given.options, target);
  const name = given.options.name ?? providerName(offered.server?.name ?? '');
  const kind = kindIn(project.model, name);
  if (kind !== undefined) throw otherKind(name, kind);
  const { catalog: accepted } = compare(
    {},
    offered,
    await firstSelection(context, given.options, offered),
  );
  reportCatalog(context, accepted, offered);
  const title = displayName(offered.server?.title);
  const { spec } = checkProvider(
    {
      name,
      kind: 'mcp',
      ...(title !== undefined && { displayName: title }),
      description: descriptionOf(offered, target),
      server: (await commandAt(context.host, target))(project.root),
      auth: await authOf(context, given.options, target),
    },
    catalog,
  );
  const imported = { ...spec, origin: { kind: 'server', catalog: accepted } as const };
  const addition = await providersAddition(project, [imported]);
  const commands = projectCommands(project.packageManager);
  return carryOutAddition(context, project, addition, {
    title: `Add ${name}`,
    done: `Added ${name}: ${pluralize(accepted.tools?.length ?? 0, 'tool')}`,
    next: [
      commands.test,
      ...providerSteps(imported, {
        packageManager: project.packageManager,
        port: portOf(project.model, name, 0),
        signIn: signInPlace(context),
      }),
      `${commands.cli} import mcp --check`,
    ],
    repeat: maskedWords(['import', 'mcp', target, '--name', name, ...repeated(given.options)]),
  });
}

/** Headers of the command line show what the server requires; without them, it has to say so. */
async function authOf(context: CommandContext, options: ImportOptions, target: string) {
  const { header = [], env = [], signIn: signsIn = false, ...others } = options;
  if (env.length > 0) return { style: 'program', variables: env };
  if (header.length === 0 && !signsIn) return { style: 'none' };
  const { signIn } = await discoverTarget(context, [target], others);
  if (!signIn && header.length === 0) return { style: 'none' };
  if (signIn?.method !== 'oauth' || signIn.issuer === undefined)
    return styleOf(credentialAmong(header));
  return oauthOf(signIn);
}

/** Other headers can choose a version or a workspace. */
const credentialAmong = (headers: readonly string[]): string =>
  headers.find((header) => /^authorization:/i.test(header)) ??
  headers.find((header) => /\$\{\w+\}/.test(header)) ??
  headers[0] ??
  '';

const styleOf = (header: string) =>
  /^authorization:\s*bearer\s/i.test(header)
    ? { style: 'bearer' }
    : { style: 'api-key', in: 'header', name: header.split(':')[0] };

const repeated = (options: ImportOptions): string[] => {
  const { include, exclude, rename, header, env, signIn, clientId } = options;
  return optionWords({ include, exclude, rename, header, env, signIn, clientId });
};

const entriesOf = ({ config }: Project) =>
  config?.get('providers')?.members ?? new Map<string, Data>();

const providersOf = (model: Project): McpProvider[] =>
  [...entriesOf(model)].flatMap(([name, entry]) => {
    const server = entry.text('server');
    if (entry.text('kind') !== 'mcp' || server === undefined) return [];
    const isShared = !isUrl(server) && entry.get('shared_credentials')?.value === true;
    return [{ name, server, isShared }];
  });

function kindIn(model: Project, name: string): string | undefined {
  const entry = entriesOf(model).get(name);
  return entry && (entry.text('kind') ?? 'api');
}

/** What a server changes in a provider. */
interface ServerUpdate extends SourceUpdate {
  isChanged: boolean;
  /** Number of those that are served. */
  tools: number;
  /** Names of what the server offers, and the provider does not. */
  unserved: string[];
}

/** Accepts what servers offer now, unless `--check` is given. */
async function acceptServers(
  context: CommandContext,
  project: OpenProject,
  providers: readonly McpProvider[],
  given: CommandLine<ImportOptions>,
): Promise<0 | 1 | 2> {
  const updates: ServerUpdate[] = [];
  for (const provider of providers)
    updates.push(await updateOf(context, project, provider, given.options));
  return carryOutUpdates(context, project, updates, given.options, servers);
}

const catalogPath = (provider: string) => relPath(`src/providers/${provider}/remote.json`);

const servers: UpdateSource<ServerUpdate> = {
  command: 'import mcp',
  upToDateWith: 'its servers.',
  lines: ({ provider, isChanged, tools }) =>
    isChanged
      ? [
          `${provider}: the server has changed; ${pluralize(tools, 'tool')} ${tools === 1 ? 'is' : 'are'} served.`,
        ]
      : [],
  json: ({ addition: _, conflicts: __, ...json }) => json,
  isOpen: () => false,
  path: catalogPath,
};

async function updateOf(
  context: CommandContext,
  project: OpenProject,
  provider: McpProvider,
  options: ImportOptions,
): Promise<ServerUpdate> {
  const { name, server } = provider;
  const path = catalogPath(name);
  const was = await project.read(path);
  const accepted = catalogOf(was ?? '');
  if (!accepted) throw invalidCatalog(path);
  const [there, asked] = await asServed(context, project, provider, options);
  const discovered = await completeDiscovery(there, asked, server);
  const isFirst = !options.check && isEmpty(accepted);
  const selection = isFirst
    ? await firstSelection(context, options, discovered)
    : selectionOf(options);
  const { catalog: offered, unserved } = compare(accepted, discovered, selection);
  const catalog = { server, ...offered };
  reportCatalog(context, catalog, discovered);
  if (unserved.length > 0)
    context.ui.note(`${name}: not served: ${unserved.join(', ')}. Add them with --include.`);
  for (const { was, is } of renamedTools(accepted, discovered))
    context.ui.note(
      `${name}: "${is}" is like "${was}", which the server no longer has. Keep the name with --include ${is} --rename ${is}=${was}.`,
    );
  const text = catalogText(catalog);
  const isChanged = was === null || text !== catalogText(accepted);
  const hasReadme = (await project.read(README)) !== null;
  const listed = (readme: string) => listedInReadme(readme, project, name, [accepted, catalog]);
  return {
    provider: name,
    isChanged,
    tools: catalog.tools?.length ?? 0,
    unserved,
    conflicts: [],
    addition: {
      files: was === null ? [{ path, text }] : [],
      insertions: [
        ...(was !== null && isChanged ? [wholeTextChange(path, () => text)] : []),
        ...(hasReadme ? [wholeTextChange(README, listed)] : []),
        ...listedInsertions(project, name, [accepted, catalog]),
      ],
      notes: [],
    },
  };
}

const isEmpty = ({ tools = [], resources = [], prompts = [] }: RemoteCatalog) =>
  tools.length + resources.length + prompts.length === 0;

/** What clients are told now; where the provider has tools of its own, its tests tell the difference. */
function listedInsertions(
  { model }: OpenProject,
  name: string,
  [was, now]: readonly [RemoteCatalog, RemoteCatalog],
): Insertion[] {
  const provider = model.providers.find((one) => one.name === name);
  if (!provider) return [];
  const path = listedPath(provider);
  if (!model.paths.has(path)) return [];
  const sourceOf = (catalog: RemoteCatalog) =>
    listedSource({ ...entrySpec(provider), origin: { kind: 'server', catalog } });
  return [wholeTextChange(path, (text) => (text === sourceOf(was) ? sourceOf(now) : text))];
}

/** The README with what is served now; a section whose list was edited stays as it is. */
function listedInReadme(
  readme: string,
  { model, packageManager }: OpenProject,
  name: string,
  [was, now]: readonly [RemoteCatalog, RemoteCatalog],
): string {
  const provider = model.providers.find((one) => one.name === name);
  const commands = projectCommands(packageManager);
  const intro = kindOf('mcp').render.readme?.({ name }, commands);
  if (!provider || intro === undefined) return readme;
  const text = (catalog: RemoteCatalog, example = '') =>
    [intro, toolTable(serving(catalog).tools), example, ...listLines(catalog)]
      .filter(Boolean)
      .join('\n\n');
  const providerOf = (catalog: RemoteCatalog) => {
    const origin = { kind: 'server', catalog } as const;
    return text(catalog, callExample({ ...entrySpec(provider), origin }, commands));
  };
  const subject = readmeSubject(provider);
  return (
    replaceInSection(readme, providerOf(was), providerOf(now), subject) ??
    replaceInSection(readme, text(was), text(now), subject) ??
    readme
  );
}

/**
 * The command line and the environment that start the program of a provider as its server does: with the variables that
 * `api/auth.ts` names, from the environment, `.env` or the credential store: then each user has a program.
 */
async function asServed(
  context: CommandContext,
  { root, model }: OpenProject,
  { name, isShared }: McpProvider,
  options: ImportOptions,
): Promise<readonly [CommandContext, ImportOptions & Sharing]> {
  const variables = variablesIn(model.providers.find((provider) => provider.name === name));
  const names = Object.entries(variables);
  if (names.length === 0) return [context, { ...options, isShared }];
  const here = await serverVariables(context.host, root);
  const isHere = names.every(([, variable]) => here[variable]);
  const values = isHere
    ? Object.fromEntries(names.map(([key, variable]) => [key, here[variable]]))
    : await stored(root, name, variables, here.MCP_LOCAL_USER);
  const env = { ...context.host.env, ...values };
  return [
    { ...context, host: { ...context.host, env } },
    { ...options, env: names.map(([key]) => key) },
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

const selectionOf = ({ include = [], exclude = [], rename = [] }: ImportOptions): Selection => ({
  include,
  exclude,
  rename,
});
