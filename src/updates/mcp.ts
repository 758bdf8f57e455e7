import { isDeepStrictEqual } from 'node:util';
import { programAuth } from '../../runtime/src/auth/schemes.js';
import { localPrincipal } from '../../runtime/src/identity/principal.js';
import { closeProject, openProject } from '../../runtime/src/project/project.js';
import type { RemoteCatalog } from '../../runtime/src/remote/catalog.js';
import { isUrl } from '../../runtime/src/utils/addresses.js';
import { commandWords } from '../../runtime/src/utils/command-words.js';
import { LOCK_FILE } from '../contract/lock.js';
import { releasedTools } from '../contract/released-tools.js';
import { replaceInSection } from '../edit/readme.js';
import { addSettings } from '../extend/add-settings.js';
import { carryOutAddition, type Insertion, wholeTextChange } from '../extend/addition.js';
import { entrySpec } from '../extend/entry-spec.js';
import type { OpenProject } from '../extend/open-project.js';
import { providerSteps, signInPlace } from '../extend/provider-steps.js';
import { providerPort, providersAddition } from '../extend/providers-addition.js';
import { README, readmeSubject } from '../extend/readme.js';
import { parseRemoteJson, servedDefinitions } from '../kinds/mcp/remote-json.js';
import { secretInServer } from '../kinds/mcp/server.js';
import type { CommandContext, CommandLine } from '../model/command.js';
import type { DataNode } from '../model/document.js';
import { invalidCatalog } from '../model/errors/project.js';
import { otherKind, secretInTarget, targetRequired } from '../model/errors/remote.js';
import { relPath } from '../model/path.js';
import type { Project } from '../model/project.js';
import { maskWords } from '../model/secrets.js';
import { pluralize } from '../model/text/pluralize.js';
import { optionWords } from '../options/option-words.js';
import { listingPath, programVariablesOf } from '../project/provider-parts.js';
import { serverVariables } from '../project/variables.js';
import { commandAt } from '../remote/command-at.js';
import {
  catalogText,
  compareCatalog,
  renamedTools,
  type Selection,
} from '../remote/compare-catalog.js';
import { discoverTarget, type Sharing } from '../remote/discover.js';
import { pinCommand } from '../remote/npx-package.js';
import { projectCommands } from '../render/commands.js';
import { callExample } from '../render/context/call-example.js';
import { listingText } from '../render/listing.js';
import { listLines, toolTable } from '../render/markdown.js';
import { kindsAndStyles } from '../sources/kinds-and-styles.js';
import {
  completeDiscovery,
  displayName,
  firstSelection,
  oauthSettings,
  providerName,
  reportCatalog,
  serverDescription,
} from '../sources/mcp/discovered-server.js';
import {
  environmentParts,
  knownSettings,
  ownVariables,
  programEnvironment,
  variablesNote,
} from '../sources/mcp/program-variables.js';
import { serverCommand } from '../sources/mcp/server-package.js';
import { checkProvider } from '../spec/check.js';
import { carryOutUpdates, type SourceUpdate, type UpdateSource } from './carry-out.js';
import { openResolved } from './open-resolved.js';
import type { ImportOptions } from './options.js';

interface McpProvider {
  name: string;
  /** URL or command. */
  server: string;
  /** Whether all callers use one program. */
  isShared: boolean;
}

/** Adds a provider for an MCP server, or updates the providers of servers in the project. */
export async function importMcp(context: CommandContext, commandLine: CommandLine<ImportOptions>) {
  const project = await openResolved(context, commandLine.options);
  const providers = mcpProviders(project.model);
  const target = await serverCommand(context.host, commandLine.arguments);
  const isTarget = ({ server }: McpProvider) =>
    target === undefined || isDeepStrictEqual(commandWords(server), commandWords(target));
  const { name } = commandLine.options;
  const selectedProviders = providers.filter((candidate) =>
    name === undefined ? isTarget(candidate) : candidate.name === name,
  );
  if (selectedProviders.length > 0)
    return acceptServers(context, project, selectedProviders, commandLine);
  if (target === undefined) throw targetRequired();
  return add(context, project, target, commandLine);
}

async function add(
  context: CommandContext,
  project: OpenProject,
  statedTarget: string,
  commandLine: CommandLine<ImportOptions>,
) {
  const secret = secretInServer(statedTarget);
  if (secret !== undefined) throw secretInTarget(secret);
  const target = await pinCommand(context, statedTarget);
  const { env: variableNames = [] } = commandLine.options;
  const variables = isUrl(target) ? [] : await ownVariables(context, target);
  const note = variableNames.length === 0 ? variablesNote(variables, context.host.env) : undefined;
  if (note !== undefined) context.ui.note(note);
  const environment = programEnvironment(variableNames, variables, context.host.env);
  const discovery = await completeDiscovery(context, commandLine.options, target);
  const name = commandLine.options.name ?? providerName(discovery.server?.name ?? '');
  const kind = kindIn(project.model, name);
  if (kind !== undefined) throw otherKind(name, kind);
  const { catalog: acceptedCatalog } = compareCatalog(
    {},
    discovery,
    await firstSelection(context, commandLine.options, discovery),
  );
  reportCatalog(context, acceptedCatalog, discovery);
  const title = displayName(discovery.server?.title);
  const { spec } = checkProvider(
    {
      name,
      kind: 'mcp',
      ...(title !== undefined && { displayName: title }),
      description: serverDescription(discovery, target),
      server: (await commandAt(context.host, target))(project.root),
      auth: await serverAuth(context, commandLine.options, target),
      ...environmentParts(environment),
    },
    kindsAndStyles,
  );
  const importedSpec = { ...spec, origin: { kind: 'server', catalog: acceptedCatalog } as const };
  const addition = await providersAddition(project, [importedSpec]);
  await addSettings(project, addition, knownSettings(environment, context.host.env));
  const commands = projectCommands(project.packageManager);
  return carryOutAddition(context, project, addition, {
    title: `Add ${name}`,
    done: `Added ${name}: ${pluralize(acceptedCatalog.tools?.length ?? 0, 'tool')}`,
    next: [
      commands.test,
      ...providerSteps(importedSpec, {
        packageManager: project.packageManager,
        port: providerPort(project.model, name, 0),
        signIn: signInPlace(context),
      }),
      `${commands.cli} import mcp --check`,
    ],
    repeat: maskWords([
      'import',
      'mcp',
      target,
      '--name',
      name,
      ...repeatedOptions(commandLine.options),
    ]),
  });
}

/**
 * Returns the sign-in of a server: headers on the command line show what it requires; otherwise, it
 * has to state it.
 */
async function serverAuth(context: CommandContext, options: ImportOptions, target: string) {
  const { header = [], signIn: signsIn = false, ...otherOptions } = options;
  if (header.length === 0 && !signsIn) return { style: 'none' };
  const { signIn } = await discoverTarget(context, [target], otherOptions);
  if (!signIn && header.length === 0) return { style: 'none' };
  if (signIn?.method !== 'oauth' || signIn.issuer === undefined)
    return headerAuth(credentialAmong(header));
  return oauthSettings(signIn);
}

/** Returns the value of a header with credentials; other headers can select a version or a workspace. */
const credentialAmong = (headers: readonly string[]): string =>
  headers.find((header) => /^authorization:/i.test(header)) ??
  headers.find((header) => /\$\{\w+\}/.test(header)) ??
  headers[0] ??
  '';

const headerAuth = (header: string) =>
  /^authorization:\s*bearer\s/i.test(header)
    ? { style: 'bearer' }
    : { style: 'api-key', in: 'header', name: header.split(':')[0] };

const repeatedOptions = (options: ImportOptions): string[] => {
  const { include, exclude, rename, header, env, signIn, clientId } = options;
  return optionWords({ include, exclude, rename, header, env, signIn, clientId });
};

const configEntries = ({ config }: Project) =>
  config?.get('providers')?.members ?? new Map<string, DataNode>();

const mcpProviders = (model: Project): McpProvider[] =>
  [...configEntries(model)].flatMap(([name, entry]) => {
    const server = entry.text('server');
    if (entry.text('kind') !== 'mcp' || server === undefined) return [];
    const isShared = !isUrl(server) && entry.get('shared_credentials')?.value === true;
    return [{ name, server, isShared }];
  });

function kindIn(model: Project, name: string): string | undefined {
  const entry = configEntries(model).get(name);
  return entry && (entry.text('kind') ?? 'api');
}

interface ServerUpdate extends SourceUpdate {
  isChanged: boolean;
  /** Number of served tools. */
  tools: number;
  /** Names of tools, resources and prompts that the server offers and the provider does not serve. */
  unserved: string[];
}

/** Applies the current definitions of servers, unless `--check` is present. */
async function acceptServers(
  context: CommandContext,
  project: OpenProject,
  providers: readonly McpProvider[],
  commandLine: CommandLine<ImportOptions>,
): Promise<0 | 1 | 2> {
  const updates: ServerUpdate[] = [];
  for (const provider of providers)
    updates.push(await serverUpdate(context, project, provider, commandLine.options));
  return carryOutUpdates(context, project, updates, commandLine.options, servers);
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

async function serverUpdate(
  context: CommandContext,
  project: OpenProject,
  provider: McpProvider,
  options: ImportOptions,
): Promise<ServerUpdate> {
  const { name, server } = provider;
  const path = catalogPath(name);
  const previousText = await project.read(path);
  const acceptedCatalog = parseRemoteJson(previousText ?? '');
  if (!acceptedCatalog) throw invalidCatalog(path);
  const [serverContext, discoveryOptions] = await contextOfServer(
    context,
    project,
    provider,
    options,
  );
  const currentDiscovery = await completeDiscovery(serverContext, discoveryOptions, server);
  const isFirst = !options.check && isEmpty(acceptedCatalog);
  const selection = isFirst
    ? await firstSelection(context, options, currentDiscovery)
    : toolSelection(options);
  const { catalog: offeredCatalog, unserved } = compareCatalog(
    acceptedCatalog,
    currentDiscovery,
    selection,
    releasedTools(await project.read(LOCK_FILE), name).map((tool) => tool.name),
  );
  const catalog = { server, ...offeredCatalog };
  reportCatalog(context, catalog, currentDiscovery);
  if (unserved.length > 0)
    context.ui.note(`${name}: not served: ${unserved.join(', ')}. Add them with --include.`);
  for (const { previous, current } of renamedTools(acceptedCatalog, currentDiscovery))
    context.ui.note(
      `${name}: "${current}" is like "${previous}", which the server no longer has. Keep the name with --include ${current} --rename ${current}=${previous}.`,
    );
  const text = catalogText(catalog);
  const isChanged = previousText === null || text !== catalogText(acceptedCatalog);
  const withListing = (readme: string) =>
    listedInReadme(readme, project, name, [acceptedCatalog, catalog]);
  const readme = await project.read(README);
  return {
    provider: name,
    isChanged,
    tools: catalog.tools?.length ?? 0,
    unserved,
    conflicts: [],
    addition: {
      files: previousText === null ? [{ path, text }] : [],
      insertions: [
        ...(previousText !== null && isChanged ? [wholeTextChange(path, () => text)] : []),
        ...(readme === null ? [] : [wholeTextChange(README, (text) => withListing(text) ?? text)]),
        ...listedInsertions(project, name, [acceptedCatalog, catalog]),
      ],
      notes:
        readme !== null && withListing(readme) === undefined
          ? [`The list of "${name}" in ${README} was edited: correct it to what ${path} has.`]
          : [],
    },
  };
}

const isEmpty = ({ tools = [], resources = [], prompts = [] }: RemoteCatalog) =>
  tools.length + resources.length + prompts.length === 0;

/**
 * Returns insertions into the listing of definitions that clients get, unless the provider has
 * tools of its own; then its tests show the difference.
 */
function listedInsertions(
  { model }: OpenProject,
  name: string,
  [previousCatalog, currentCatalog]: readonly [RemoteCatalog, RemoteCatalog],
): Insertion[] {
  const provider = model.providers.find((candidate) => candidate.name === name);
  if (!provider) return [];
  const path = listingPath(provider);
  if (!model.paths.has(path)) return [];
  const catalogListing = (catalog: RemoteCatalog) =>
    listingText({ ...entrySpec(provider), origin: { kind: 'server', catalog } });
  return [
    wholeTextChange(path, (text) =>
      text === catalogListing(previousCatalog) ? catalogListing(currentCatalog) : text,
    ),
  ];
}

/** Returns the README with the currently served definitions; undefined if the author has edited their list. */
function listedInReadme(
  readme: string,
  { model, packageManager }: OpenProject,
  name: string,
  [previousCatalog, currentCatalog]: readonly [RemoteCatalog, RemoteCatalog],
): string | undefined {
  const provider = model.providers.find((candidate) => candidate.name === name);
  if (!provider) return readme;
  const [previous, current] = [previousCatalog, currentCatalog].map((catalog) => {
    const spec = { ...entrySpec(provider), origin: { kind: 'server', catalog } as const };
    const table = toolTable(servedDefinitions(catalog).tools);
    const example = callExample(spec, projectCommands(packageManager));
    return [table, example, ...listLines(catalog)].filter(Boolean).join('\n\n');
  });
  if (previous === undefined || current === undefined || previous === current) return readme;
  if (current !== '' && readme.includes(current)) return readme;
  return replaceInSection(readme, previous, current, readmeSubject(provider));
}

/**
 * Returns the context and options that start a provider's program as the server does: with the
 * variables that its code names, from the environment, `.env` or the credential store; in the last
 * case, each user has a program.
 */
async function contextOfServer(
  context: CommandContext,
  { root, model }: OpenProject,
  { name, isShared }: McpProvider,
  options: ImportOptions,
): Promise<readonly [CommandContext, ImportOptions & Sharing]> {
  const provider = model.providers.find((candidate) => candidate.name === name);
  if (!provider) return [context, { ...options, isShared }];
  const { credentials, settings } = programVariablesOf(provider);
  const serverEnvironment = await serverVariables(context.host, root);
  const settingValues = Object.entries(settings)
    .map(([key, variable]) => [key, serverEnvironment[variable]] as const)
    .filter(([, value]) => value);
  const names = Object.entries(credentials);
  const isComplete = names.every(([, variable]) => serverEnvironment[variable]);
  const values = isComplete
    ? Object.fromEntries(names.map(([key, variable]) => [key, serverEnvironment[variable]]))
    : await storedValues(root, name, credentials, serverEnvironment.MCP_LOCAL_USER);
  const env = { ...context.host.env, ...Object.fromEntries(settingValues), ...values };
  const passedNames = [...settingValues, ...names].map(([key]) => key);
  return [
    { ...context, host: { ...context.host, env } },
    {
      ...options,
      ...(passedNames.length > 0 && { env: passedNames }),
      ...(names.length === 0 && { isShared }),
    },
  ];
}

async function storedValues(
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

const toolSelection = ({ include = [], exclude = [], rename = [] }: ImportOptions): Selection => ({
  include,
  exclude,
  rename,
});
