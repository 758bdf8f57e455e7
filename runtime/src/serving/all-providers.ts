import { acceptedName } from '../call/accepted-name.js';
import type { AuditSink } from '../call/audit.js';
import { Changes } from '../call/changes.js';
import type { Owned, Prompt, Resource, Tool } from '../call/definitions.js';
import { type Middleware, runMiddleware } from '../call/middleware.js';
import { resourceAt } from '../call/resource-list.js';
import { toolCall } from '../call/tool-calls.js';
import { localPrincipal, type Principal } from '../identity/principal.js';
import { log } from '../project/log.js';
import { inProject, onlyProject } from '../project/project.js';
import type { Capabilities } from '../provider/definition.js';
import { IN_CODE } from '../provider/in-code.js';
import { lineOf, type ServedProvider } from '../provider/sdk-line.js';
import { MOST_TOOLS } from '../utils/client-limits.js';
import { isMethod } from '../utils/json-rpc.js';
import { type Environment, flag, setting } from '../utils/settings.js';
import { StartError } from '../utils/start-error.js';

/** A provider of the project. */
export interface Part {
  name: string;
  provider: ServedProvider;
}

type List = 'tools' | 'resources' | 'prompts';

/** An entry as it is listed with those of other providers. */
interface Listed {
  list: List;
  part: Part;
  source: Tool | Resource | Prompt;
  entry: Tool | Resource | Prompt;
  /** The provider whose resource is listed in its place. */
  hiddenBy?: string | undefined;
}

/** By list and name. */
type AllListed = ReadonlyMap<string, Listed>;

/** The name of the provider that has them all. */
const ALL = 'all';

/**
 * All providers of a project as one. It lists what they have, or finds it by search where that is long. A call, a read and a
 * prompt are those of the provider that has them: its policy, its log and its limits apply. Where several are served, names
 * begin with that of the provider, and names of tools are such that clients accept them. What a provider lists later is
 * listed here, too, unless something else has its name.
 * @throws StartError where no tool has a name that `MCP_TOOLS` chooses, and for two entries with one name
 */
export function allProviders(parts: readonly Part[], title: string, env?: Environment) {
  const [first] = parts;
  if (!first) throw new Error('There is no provider.');
  const name = parts.some((part) => part.name === ALL) ? `${ALL}_providers` : ALL;
  const made = first.provider.define({
    name,
    title,
    version: first.provider.parts.options.version,
    ...instructionsOf(parts),
    ...policyOf(parts),
    capabilities: capabilitiesOf(parts),
    tools: [],
    config: {},
  });
  const [host, code] = [onlyProject(), made[IN_CODE]];
  const config = code?.project.config[name];
  if (host && code) {
    Object.assign(host.config, { [name]: config });
    code.project = host; // in which the providers run
  }

  const choice = choiceIn(env);
  const leftOut = new Map<string, string>();
  let listed: AllListed = new Map();
  const registers: Record<List, (entry: never) => Listed['entry']> = {
    tools: made.tool,
    resources: made.resource,
    prompts: made.prompt,
  };
  function update(isStart: boolean): void {
    const { all, clashes } = distinct(entriesOf(parts, name, choice), listed, isStart);
    const tools = [...all.values()].filter(({ list }) => list === 'tools');
    const missing = choice.missing(tools.map(({ entry }) => entry.name));
    // It may be one of a server that is down.
    if (missing && isStart && parts.every(({ provider }) => provider.leftOut.size === 0))
      throw new StartError(missing);
    if (missing) clashes.set('MCP_TOOLS', missing);
    for (const [key, text] of clashes) if (leftOut.get(key) !== text) log('error', text);
    leftOut.clear();
    for (const [key, text] of clashes) leftOut.set(key, text);
    Object.assign(config ?? {}, { surface: tools.length > MOST_TOOLS ? 'search' : 'tools' });
    const isIn = (one: Listed, key: string, others: AllListed) =>
      others.get(key)?.source === one.source;
    for (const [key, one] of listed) if (!isIn(one, key, all)) made.remove(one.entry);
    listed = new Map(
      Array.from(all, ([key, one]) => {
        if (isIn(one, key, listed)) return [key, listed.get(key) ?? one];
        return [key, { ...one, entry: registers[one.list](one.entry as never) }]; // of this list
      }),
    );
  }
  update(true);
  const { line, provider } = lineOf(made.createServer, localPrincipal());
  for (const part of parts)
    part.provider.changes.subscribe(
      localPrincipal(),
      () => false,
      async () => (host ? inProject(host, () => update(false)) : update(false)),
    );
  const changes = new ChangesOfAll(
    provider.changes,
    parts.map((part) => part.provider.changes),
  );
  return {
    line,
    provider: { ...provider, changes, leftOut } satisfies ServedProvider,
    /** The scopes of its endpoint. */
    scopes: [...new Set(parts.flatMap((part) => part.provider.scopes))],
    /** The names of the providers that messages of a user concern. */
    providersOf: (messages: unknown, userId: string): string[] =>
      [messages].flat().flatMap((message) => ownerOf(provider, message, userId) ?? []),
  };
}

/** What `MCP_READ_ONLY` and `MCP_TOOLS` choose. */
function choiceIn(env: Environment | undefined) {
  const isReadOnly = flag('MCP_READ_ONLY', env);
  const words = (setting('MCP_TOOLS', env) ?? '').split(/\s+/).filter(Boolean);
  const patterns = words.map((text) => ({ text, pattern: patternOf(text) }));
  return {
    has: ({ name, annotations }: Tool): boolean =>
      (!isReadOnly || annotations?.readOnlyHint === true) &&
      (patterns.length === 0 || patterns.some(({ pattern }) => pattern.test(name))),
    /** Undefined where each word chooses a tool. */
    missing(names: readonly string[]): string | undefined {
      const one = patterns.find(({ pattern }) => !names.some((name) => pattern.test(name)));
      return one && `MCP_TOOLS: no tool at the one address has a name like "${one.text}".`;
    },
  };
}

/** "*" stands for any characters. */
const patternOf = (text: string): RegExp =>
  new RegExp(`^${text.replaceAll(/[^\w*]/g, String.raw`\$&`).replaceAll('*', '.*')}$`);

function instructionsOf(parts: readonly Part[]): { instructions?: string } {
  const texts = parts.flatMap(({ provider }) => {
    const { name, title = name, instructions } = provider.parts.options;
    return instructions ? [`${title}: ${instructions}`] : [];
  });
  return texts.length > 0 ? { instructions: texts.join('\n') } : {};
}

/** What runs around a call, and gets its record, is that of its provider. */
function policyOf(parts: readonly Part[]) {
  const policies = new Map(parts.map(({ name, provider }) => [name, provider.parts.policy]));
  const all = [...policies.values()];
  const around: Middleware = (call, next) =>
    runMiddleware(policies.get(call.provider)?.use ?? [], call, (context, args) =>
      next({ context, args }),
    );
  const audit: AuditSink = (record) => policies.get(record.provider)?.audit?.(record);
  return {
    ...(all.some(({ use = [] }) => use.length > 0) && { use: [around] }),
    ...(all.some((policy) => policy.audit) && { audit }),
  };
}

/** Lists change here where they do in one of the providers. */
function capabilitiesOf(parts: readonly Part[]): Capabilities {
  const all = parts.map(({ provider }) => provider.capabilities);
  const changes = (list: List) => all.some((one) => one[list]?.listChanged);
  const subscribe = all.some(({ resources }) => resources?.subscribe);
  const listChanged = true;
  return {
    ...(changes('tools') && { tools: { listChanged } }),
    ...((changes('resources') || subscribe) && {
      resources: { listChanged: changes('resources'), subscribe },
    }),
    ...(changes('prompts') && { prompts: { listChanged } }),
    ...(all.some(({ logging }) => logging) && { logging: {} }),
  };
}

/** What all providers have. A resource whose URI another one has is not listed: links in results address it. */
function entriesOf(
  parts: readonly Part[],
  server: string,
  choice: ReturnType<typeof choiceIn>,
): Listed[] {
  const owners = new Map<string, string>();
  const isAlone = parts.length === 1;
  return parts.flatMap((part): Listed[] => {
    const { registrations, parts: own } = part.provider;
    const definitions = new Map(own.lists().tools.map((tool) => [tool.name, tool]));
    const renamed = <Entry extends Tool | Resource | Prompt>(one: Entry, name: string) => ({
      ...one,
      ...(one.listed && { listed: { ...one.listed, name } }),
      name,
      owner: { provider: part.name, name: one.name },
    });
    const nameOf = ({ name }: Owned) => (isAlone ? name : `${part.name}_${name}`);
    const tools = Array.from(registrations.tools.values(), (source) => {
      const listed = definitions.get(source.name) ?? source.listed;
      const name = isAlone ? source.name : acceptedName(server, nameOf(source));
      const entry = renamed({ ...source, ...(listed && { listed }) }, name);
      return { list: 'tools' as const, part, source, entry };
    });
    const resources = Array.from(registrations.resources.values(), (source) => {
      const { linked, uri } = source;
      const hiddenBy = owners.get(uri) === part.name ? undefined : owners.get(uri);
      const entry: Resource = {
        ...source,
        name: nameOf(source),
        owner: { provider: part.name, name: source.name },
        isUnlisted: hiddenBy !== undefined,
        ...(linked && {
          linked(uri) {
            const one = linked(uri);
            return one && { ...one, owner: { provider: part.name, name: one.name } };
          },
        }),
      };
      if (hiddenBy === undefined) owners.set(uri, part.name);
      return { list: 'resources' as const, part, source, entry, hiddenBy };
    });
    const prompts = Array.from(registrations.prompts.values(), (source) => ({
      list: 'prompts' as const,
      part,
      source,
      entry: renamed(source, nameOf(source)),
    }));
    return [...tools.filter(({ entry }) => choice.has(entry)), ...resources, ...prompts];
  });
}

/**
 * Of two entries with one name, the one that was listed before, or is first.
 * @throws StartError for two at the start
 */
function distinct(entries: readonly Listed[], before: AllListed, isStart: boolean) {
  const clashes = new Map<string, string>();
  const keyOf = ({ list, entry }: Listed) => `${list} ${entry.name}`;
  const isOld = (one: Listed) => before.get(keyOf(one))?.source === one.source;
  const owners = new Map<string, Listed>();
  for (const one of [...entries.filter(isOld), ...entries.filter((each) => !isOld(each))]) {
    const other = owners.get(keyOf(one));
    if (!other) {
      owners.set(keyOf(one), one);
      continue;
    }
    const text = clashOf(other, one);
    if (isStart) throw new StartError(`${text} ${remedyFor(one)}`);
    clashes.set(keyOf(one), `${text} The one of "${one.part.name}" is left out.`);
  }
  for (const { part, source, hiddenBy } of entries)
    if (hiddenBy !== undefined && 'uri' in source)
      clashes.set(
        `${part.name} ${source.uri}`,
        `The resource "${source.uri}" of "${part.name}" is not listed at the one address, because "${hiddenBy}" has one with this URI. Users to whose results "${part.name}" has linked it get that of "${part.name}".`,
      );
  const all = new Map(entries.filter((one) => owners.get(keyOf(one)) === one).map((one) => [keyOf(one), one])); // prettier-ignore
  return { all, clashes };
}

function clashOf(one: Listed, other: Listed): string {
  const kind = one.list.slice(0, -1);
  const [first, second] = [one, other].map(({ source, part }) => `the ${kind} "${source.name}" of "${part.name}"`); // prettier-ignore
  return `At the one address, ${first} and ${second} are both "${one.entry.name}".`;
}

/** The setting that renames one of them. */
function remedyFor({ list, part: { name }, source }: Listed): string {
  const provider = `the provider "${name}" (of "gateway", its key in "servers")`;
  if (list !== 'tools') return `Rename ${provider}.`;
  const command =
    source.listed === undefined
      ? `rename-tool ${source.name} NEW_NAME --provider ${name}`
      : `import mcp --name ${name} --rename ${source.name}=NEW_NAME`;
  return `Rename ${provider}, or the tool, in a project with: npx mcp-provider ${command}`;
}

/** The provider of what a message calls, reads, gets or completes. */
function ownerOf(
  { parts: { registrations } }: ServedProvider,
  message: unknown,
  userId: string,
): string | undefined {
  const { tools, resources, prompts } = registrations;
  const { params } = (message ?? {}) as { params?: Record<string, unknown> };
  const promptNamed = (name: unknown) => prompts.get(String(name))?.owner?.provider;
  const resourceOf = (uri: unknown) =>
    resourceAt(resources.values(), String(uri), covers, userId)?.resource.owner?.provider;
  if (isMethod(message, 'tools/call'))
    return toolCall(tools, String(params?.name), params?.arguments ?? {})?.provider;
  if (isMethod(message, 'prompts/get')) return promptNamed(params?.name);
  if (isMethod(message, 'resources/read')) return resourceOf(params?.uri);
  if (!isMethod(message, 'completion/complete')) return undefined;
  const { name, uri } = (params?.ref ?? {}) as { name?: unknown; uri?: unknown };
  const all = [...resources.values()];
  return uri === undefined
    ? promptNamed(name)
    : all.find((one) => one.uri === uri)?.owner?.provider;
}

/** A template covers what begins and ends as it does. */
function covers(template: string, uri: string): Record<string, string> | null {
  const [start = '', ...rest] = template.split(/\{[^}]*\}/);
  return uri.startsWith(start) && uri.endsWith(rest.at(-1) ?? '') ? {} : null;
}

/** What changes for a client: resources can change for one user of a provider only, which says so itself. */
class ChangesOfAll extends Changes {
  constructor(
    private readonly own: Changes,
    private readonly others: readonly Changes[],
  ) {
    super();
  }

  override subscribe(
    principal: Principal,
    isWatched: (uri: string) => boolean,
    listener: Parameters<Changes['subscribe']>[2],
  ): () => void {
    const subscribed = (changes: Changes, isOther: boolean) =>
      changes.subscribe(principal, isWatched, async (change) => {
        const isOfResources = 'uri' in change || change.list === 'resources';
        if (isOfResources === isOther) await listener(change);
      });
    const ends = [
      subscribed(this.own, false),
      ...this.others.map((changes) => subscribed(changes, true)),
    ];
    return () => ends.forEach((end) => end());
  }
}
