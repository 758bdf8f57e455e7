import type { AuditSink } from '../call/audit.js';
import { acceptedName } from '../call/define/accepted-name.js';
import type { Owned, Prompt, Resource, Tool } from '../call/define/definitions.js';
import { Changes } from '../call/lists/changes.js';
import { resourceAt } from '../call/lists/resource-list.js';
import { type Middleware, runMiddleware } from '../call/middleware.js';
import { toolCall } from '../call/tool-calls.js';
import { localPrincipal, type Principal } from '../identity/principal.js';
import { log } from '../project/log.js';
import { onlyProject, runInProject } from '../project/project.js';
import type { Capabilities } from '../provider/definition.js';
import { IN_CODE } from '../provider/in-code.js';
import { type Exchange, sdkLineOf, type ServedProvider } from '../provider/sdk-line.js';
import { MAX_TOOLS } from '../utils/client-limits.js';
import { isMethod } from '../utils/json-rpc.js';
import { StartError } from '../utils/start-error.js';

/** A provider of the project, with the name that its endpoint has. */
export interface ProviderEntry {
  name: string;
  provider: ServedProvider;
}

type List = 'tools' | 'resources' | 'prompts';

/** An entry of a list, with the provider that registered it. */
interface ListedEntry {
  list: List;
  part: ProviderEntry;
  source: Tool | Resource | Prompt;
  entry: Tool | Resource | Prompt;
  /** The provider whose resource is listed in its place. */
  hiddenBy?: string | undefined;
}

/** Entries by list and name, such as `tools acme_search`. */
type ListedEntries = ReadonlyMap<string, ListedEntry>;

/** The name of the provider that combines all others. */
const ALL = 'all';

/**
 * Returns all providers of a project as one. It lists what they have, or finds it by search if that is long. A call, a
 * read and a prompt are those of the provider that has them: its policy, its log and its limits apply. If several are
 * served, names begin with that of the provider, and names of tools are such that clients accept them. What a provider
 * lists later is listed here, too, unless something else has its name.
 * @throws StartError for two entries with one name
 */
export function allProviders(parts: readonly ProviderEntry[], title: string) {
  const [first] = parts;
  if (!first) throw new Error('There is no provider.');
  const name = parts.some((part) => part.name === ALL) ? `${ALL}_providers` : ALL;
  const combinedProvider = first.provider.define({
    name,
    title,
    version: first.provider.parts.options.version,
    ...instructionsOf(parts),
    ...policyOf(parts),
    capabilities: capabilitiesOf(parts),
    tools: [],
    config: {},
  });
  const [hostProject, code] = [onlyProject(), combinedProvider[IN_CODE]];
  const config = code?.project.config[name];
  if (hostProject && code) {
    Object.assign(hostProject.config, { [name]: config });
    code.project = hostProject; // in which the providers run
  }

  const leftOut = new Map<string, string>();
  let entriesByKey: ListedEntries = new Map();
  const registrars: Record<List, (entry: never) => ListedEntry['entry']> = {
    tools: combinedProvider.tool,
    resources: combinedProvider.resource,
    prompts: combinedProvider.prompt,
  };
  function update(isStart: boolean): void {
    const { all, clashes } = uniqueEntries(entriesOf(parts, name), entriesByKey, isStart);
    const tools = [...all.values()].filter(({ list }) => list === 'tools');
    for (const [key, text] of clashes) if (leftOut.get(key) !== text) log('error', text);
    leftOut.clear();
    for (const [key, text] of clashes) leftOut.set(key, text);
    Object.assign(config ?? {}, { surface: tools.length > MAX_TOOLS ? 'search' : 'tools' });
    const isSameEntry = (entry: ListedEntry, key: string, otherEntries: ListedEntries) =>
      otherEntries.get(key)?.source === entry.source;
    for (const [key, entry] of entriesByKey)
      if (!isSameEntry(entry, key, all)) combinedProvider.remove(entry.entry);
    entriesByKey = new Map(
      Array.from(all, ([key, entry]) => {
        if (isSameEntry(entry, key, entriesByKey)) return [key, entriesByKey.get(key) ?? entry];
        return [key, { ...entry, entry: registrars[entry.list](entry.entry as never) }]; // of this list
      }),
    );
  }
  update(true);
  const { line, provider } = sdkLineOf(combinedProvider.createServer, localPrincipal());
  for (const part of parts)
    part.provider.changes.subscribe(
      localPrincipal(),
      () => false,
      async () => (hostProject ? runInProject(hostProject, () => update(false)) : update(false)),
    );
  const changes = new ChangesOfAll(
    provider.changes,
    parts.map((part) => part.provider.changes),
  );
  return {
    line,
    provider: { ...provider, changes, leftOut } satisfies ServedProvider,
    /** Scopes that the endpoint advertises. */
    scopes: [...new Set(parts.flatMap((part) => part.provider.scopes))],
    /** Scopes of the tools that change nothing. */
    readOnlyScopes: [...new Set(parts.flatMap((part) => part.provider.readOnlyScopes))],
    /** Returns the names of the providers that the messages of an exchange address. */
    providersOf: (messages: unknown, exchange: Exchange): string[] =>
      [messages].flat().flatMap((message) => ownerOf(provider, message, exchange) ?? []),
  };
}

function instructionsOf(parts: readonly ProviderEntry[]): { instructions?: string } {
  const texts = parts.flatMap(({ provider }) => {
    const { name, title = name, instructions } = provider.parts.options;
    return instructions ? [`${title}: ${instructions}`] : [];
  });
  return texts.length > 0 ? { instructions: texts.join('\n') } : {};
}

/** Returns the middleware and the audit sink of the combined provider: each call uses those of its own provider. */
function policyOf(parts: readonly ProviderEntry[]) {
  const policies = new Map(parts.map(({ name, provider }) => [name, provider.parts.policy]));
  const allPolicies = [...policies.values()];
  const routedMiddleware: Middleware = (call, next) =>
    runMiddleware(policies.get(call.provider)?.use ?? [], call, (context, args) =>
      next({ context, args }),
    );
  const audit: AuditSink = (record) => policies.get(record.provider)?.audit?.(record);
  return {
    ...(allPolicies.some(({ use = [] }) => use.length > 0) && { use: [routedMiddleware] }),
    ...(allPolicies.some((policy) => policy.audit) && { audit }),
  };
}

/** Returns the capabilities of the combined provider: a list can change if it can in one of the providers. */
function capabilitiesOf(parts: readonly ProviderEntry[]): Capabilities {
  const allCapabilities = parts.map(({ provider }) => provider.capabilities);
  const hasListChanged = (list: List) =>
    allCapabilities.some((capability) => capability[list]?.listChanged);
  const subscribe = allCapabilities.some(({ resources }) => resources?.subscribe);
  const listChanged = true;
  return {
    ...(hasListChanged('tools') && { tools: { listChanged } }),
    ...((hasListChanged('resources') || subscribe) && {
      resources: { listChanged: hasListChanged('resources'), subscribe },
    }),
    ...(hasListChanged('prompts') && { prompts: { listChanged } }),
    ...(allCapabilities.some(({ logging }) => logging) && { logging: {} }),
  };
}

/**
 * Returns the entries of all providers. If several resources have one URI, only the first is
 * listed; links in results address the others.
 */
function entriesOf(parts: readonly ProviderEntry[], server: string): ListedEntry[] {
  const owners = new Map<string, string>();
  const isAlone = parts.length === 1;
  return parts.flatMap((part): ListedEntry[] => {
    const { available, parts: providerParts } = part.provider;
    const definitions = new Map(providerParts.lists().tools.map((tool) => [tool.name, tool]));
    const withName = <Entry extends Tool | Resource | Prompt>(original: Entry, name: string) => ({
      ...original,
      ...(original.listed && { listed: { ...original.listed, name } }),
      name,
      owner: { provider: part.name, name: original.name },
    });
    const nameOf = ({ name }: Owned) => (isAlone ? name : `${part.name}_${name}`);
    const toolNameOf = (name: string) => (isAlone ? name : acceptedName(server, nameOf({ name })));
    const tools = Array.from(available.tools.values(), (source) => {
      const listedTool = definitions.get(source.name) ?? source.listed;
      const formerly = source.formerly?.map((formerNames) => ({
        ...formerNames,
        ...(formerNames.name !== undefined && { name: toolNameOf(formerNames.name) }),
      }));
      const entry = withName(
        { ...source, ...(listedTool && { listed: listedTool }), ...(formerly && { formerly }) },
        toolNameOf(source.name),
      );
      return { list: 'tools' as const, part, source, entry };
    });
    const resources = Array.from(available.resources.values(), (source) => {
      const { linked, uri, tools } = source;
      const hiddenBy = owners.get(uri) === part.name ? undefined : owners.get(uri);
      const entry: Resource = {
        ...source,
        name: nameOf(source),
        owner: { provider: part.name, name: source.name },
        isUnlisted: hiddenBy !== undefined,
        ...(tools && { tools: tools.map(toolNameOf) }),
        ...(linked && {
          linked(uri) {
            const linkedResource = linked(uri);
            return (
              linkedResource && {
                ...linkedResource,
                owner: { provider: part.name, name: linkedResource.name },
              }
            );
          },
        }),
      };
      if (hiddenBy === undefined) owners.set(uri, part.name);
      return { list: 'resources' as const, part, source, entry, hiddenBy };
    });
    const prompts = Array.from(available.prompts.values(), (source) => ({
      list: 'prompts' as const,
      part,
      source,
      entry: withName(source, nameOf(source)),
    }));
    return [...tools, ...resources, ...prompts];
  });
}

/**
 * Keeps one of several entries with the same name: the one that was listed before, else the first.
 * @throws StartError for two at the start
 */
function uniqueEntries(
  entries: readonly ListedEntry[],
  previousEntries: ListedEntries,
  isStart: boolean,
) {
  const clashes = new Map<string, string>();
  const keyOf = ({ list, entry }: ListedEntry) => `${list} ${entry.name}`;
  const wasListed = (entry: ListedEntry) =>
    previousEntries.get(keyOf(entry))?.source === entry.source;
  const owners = new Map<string, ListedEntry>();
  for (const entry of [
    ...entries.filter(wasListed),
    ...entries.filter((candidate) => !wasListed(candidate)),
  ]) {
    const owner = owners.get(keyOf(entry));
    if (!owner) {
      owners.set(keyOf(entry), entry);
      continue;
    }
    const clashText = clashOf(owner, entry);
    if (isStart) throw new StartError(`${clashText} ${remedyFor(entry)}`);
    clashes.set(keyOf(entry), `${clashText} The one of "${entry.part.name}" is left out.`);
  }
  for (const { part, source, hiddenBy } of entries)
    if (hiddenBy !== undefined && 'uri' in source)
      clashes.set(
        `${part.name} ${source.uri}`,
        `The resource "${source.uri}" of "${part.name}" is not listed at the one address, because "${hiddenBy}" has one with this URI. Users to whose results "${part.name}" has linked it get that of "${part.name}".`,
      );
  const uniqueByKey = new Map(
    entries
      .filter((entry) => owners.get(keyOf(entry)) === entry)
      .map((entry) => [keyOf(entry), entry]),
  );
  return { all: uniqueByKey, clashes };
}

function clashOf(firstEntry: ListedEntry, secondEntry: ListedEntry): string {
  const kind = firstEntry.list.slice(0, -1);
  const [first, second] = [firstEntry, secondEntry].map(
    ({ source, part }) => `the ${kind} "${source.name}" of "${part.name}"`,
  );
  return `At the one address, ${first} and ${second} are both "${firstEntry.entry.name}".`;
}

/** Returns the command or setting that renames one of two entries with the same name. */
function remedyFor({ list, part: { name }, source }: ListedEntry): string {
  const provider = `the provider "${name}" (of "gateway", its key in "servers")`;
  if (list !== 'tools') return `Rename ${provider}.`;
  const command =
    source.listed === undefined
      ? `rename-tool ${source.name} NEW_NAME --provider ${name}`
      : `import mcp --name ${name} --rename ${source.name}=NEW_NAME`;
  return `Rename ${provider}, or the tool, in a project with: npx mcp-provider ${command}`;
}

/** Returns the name of the provider whose tool, prompt or resource a message addresses. */
function ownerOf(
  provider: ServedProvider,
  message: unknown,
  exchange: Exchange,
): string | undefined {
  const { userId } = exchange.principal;
  const { tools, resources, prompts } = provider.partsFor(exchange).registrations;
  const { params } = (message ?? {}) as { params?: Record<string, unknown> };
  const promptOwner = (name: unknown) => prompts.get(String(name))?.owner?.provider;
  const resourceOwner = (uri: unknown) =>
    resourceAt(resources.values(), String(uri), matchTemplate, userId)?.resource.owner?.provider;
  if (isMethod(message, 'tools/call'))
    return toolCall(tools, String(params?.name), params?.arguments ?? {})?.provider;
  if (isMethod(message, 'prompts/get')) return promptOwner(params?.name);
  if (isMethod(message, 'resources/read')) return resourceOwner(params?.uri);
  if (!isMethod(message, 'completion/complete')) return undefined;
  const { name, uri } = (params?.ref ?? {}) as { name?: unknown; uri?: unknown };
  const allResources = [...resources.values()];
  return uri === undefined
    ? promptOwner(name)
    : allResources.find((resource) => resource.uri === uri)?.owner?.provider;
}

/** Matches a URI template by the text before its first expression and after its last one. */
function matchTemplate(template: string, uri: string): Record<string, string> | null {
  const [start = '', ...rest] = template.split(/\{[^}]*\}/);
  return uri.startsWith(start) && uri.endsWith(rest.at(-1) ?? '') ? {} : null;
}

/** Changes for the clients of all providers. Only the providers tell of resources, which can change for one user. */
class ChangesOfAll extends Changes {
  constructor(
    private readonly combinedChanges: Changes,
    private readonly providerChanges: readonly Changes[],
  ) {
    super();
  }

  override subscribe(
    principal: Principal,
    isWatched: (uri: string) => boolean,
    listener: Parameters<Changes['subscribe']>[2],
  ): () => void {
    const subscribeTo = (changes: Changes, isProvider: boolean) =>
      changes.subscribe(principal, isWatched, async (change) => {
        const concernsResources = 'uri' in change || change.list === 'resources';
        if (concernsResources === isProvider) await listener(change);
      });
    const unsubscribers = [
      subscribeTo(this.combinedChanges, false),
      ...this.providerChanges.map((changes) => subscribeTo(changes, true)),
    ];
    return () => unsubscribers.forEach((end) => end());
  }
}
