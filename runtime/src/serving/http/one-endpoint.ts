import type { Prompt, Resource, Tool } from '../../call/definitions.js';
import { ToolError } from '../../call/tool-error.js';
import { localPrincipal, type TokenClaims } from '../../identity/principal.js';
import { log } from '../../project/log.js';
import { inProject, onlyProject } from '../../project/project.js';
import { IN_CODE } from '../../provider/in-code.js';
import {
  type Endpoint,
  type Exchange,
  lineOf,
  type ParsedRequest,
  type ServedProvider,
} from '../../provider/sdk-line.js';
import { MOST_TOOLS } from '../../utils/client-limits.js';
import { isMethod } from '../../utils/json-rpc.js';
import { StartError } from '../../utils/start-error.js';

/** A provider of the project, and its own endpoint. */
export interface Part {
  name: string;
  provider: ServedProvider;
  endpoint: Endpoint;
}

/** What is served there, and what becomes of ended accounts. */
export interface OneEndpoint {
  /** Only tools that state that they change nothing. */
  readOnly?: boolean | undefined;
  /** Names of tools as they are there; "*" stands for any characters. Absent: all. */
  tools?: readonly string[] | undefined;
  /** Whether the users of this provider have accounts: a call needs the one of its caller. */
  hasAccounts?(provider: string): boolean;
  /** Gets the claims of a caller whose account at one provider has ended, before the caller is asked to sign in. */
  onEnded?(claims: TokenClaims): Promise<void>;
}

/** Where a message goes, with the name that its receiver knows. */
interface Destination {
  part?: Part;
  endpoint: Endpoint;
  message: unknown;
  /** Differs from the one in the message. */
  name?: string;
}

type List = 'tools' | 'resources' | 'prompts';

/**
 * All providers of a project at one address. It lists what they have, or finds it by search where that is long; each call,
 * read and prompt goes to the endpoint of its provider, so its policy, its log and its limits are those that it has there.
 * Where several are served, names begin with that of the provider. What a provider lists later is listed here, too.
 * @throws StartError where no tool has a name that was chosen, and for two tools of the project with one name
 */
export async function oneEndpoint(
  parts: readonly Part[],
  title: string,
  options: OneEndpoint,
): Promise<{ endpoint: Endpoint; leftOut: ReadonlyMap<string, string> }> {
  const { hasAccounts, onEnded } = options;
  const leftOut = new Map<string, string>();
  const host = onlyProject();
  const make = () => frontOf(parts, title, options, leftOut);
  let front = await make();
  for (const { provider } of parts)
    provider.changes.subscribe(
      localPrincipal(),
      () => false,
      async () => {
        try {
          const next = await (host ? inProject(host, make) : make());
          const before = front;
          front = next;
          await before.own.endStreams();
        } catch (error) {
          log('error', 'what is listed at the one address cannot change', error);
        }
      },
    );

  function destinationOf(message: unknown, { principal: { userId } }: Exchange): Destination {
    const { own, shown, owners } = front;
    const { params } = (message ?? {}) as {
      params?: { name?: unknown; uri?: unknown; arguments?: unknown };
    };
    if (isMethod(message, 'tools/call')) {
      const called = shown.tools.get(String(params?.name));
      const { tool, args } = called?.forwards?.(params?.arguments ?? {}) ?? {
        tool: called,
        args: params?.arguments,
      };
      const owner = tool && owners.tools.get(tool.name);
      if (owner) return sent(owner, message, args);
    }
    if (isMethod(message, 'prompts/get')) {
      const owner = owners.prompts.get(String(params?.name));
      if (owner) return sent(owner, message, params?.arguments);
    }
    if (isMethod(message, 'resources/read')) {
      const part = readerOf(parts, String(params?.uri), userId);
      if (part) return { part, endpoint: part.endpoint, message };
    }
    return { endpoint: own, message };
  }

  const endpoint: Endpoint = {
    answer(request, exchange) {
      const { endpoint, message, name } = destinationOf(exchange.message, exchange);
      const headers = {
        ...request.headers,
        ...(name !== undefined && 'mcp-name' in request.headers && { 'mcp-name': name }),
      };
      return endpoint.answer?.(
        { ...request, headers, whole: () => named(request.whole(), name) },
        { ...exchange, message },
      );
    },
    fetch(request: ParsedRequest, exchange: Exchange) {
      const { endpoint, message, name } = destinationOf(exchange.message, exchange);
      return endpoint.fetch(named(request, name), { ...exchange, message });
    },
    scopes: [...new Set(parts.flatMap(({ endpoint }) => endpoint.scopes))],
    /** The name of a provider stands for an account of it. */
    async missingScopes(message, exchange, signal) {
      const { part, endpoint, message: own } = destinationOf(message, exchange);
      const connected = exchange.principal.claims?.connected;
      const lacks =
        part &&
        hasAccounts?.(part.name) &&
        Array.isArray(connected) &&
        !connected.includes(part.name);
      const missing = await endpoint.missingScopes(own, exchange, signal);
      return lacks ? [part.name, ...missing] : missing;
    },
    /** Other providers go on. */
    async needsSignIn(message, exchange) {
      const { claims } = exchange.principal;
      const { part } = destinationOf(message, exchange);
      if (!part || !Array.isArray(claims?.ended) || !claims.ended.includes(part.name)) return false;
      await onEnded?.(claims).catch((error: unknown) =>
        log('error', 'the end of a sign-in', error),
      );
      return true;
    },
    openSession: (...session) => front.own.openSession(...session),
    endStreams: () => front.own.endStreams(),
    close: () => front.own.close(),
  };
  return { endpoint, leftOut };
}

/** What is listed at the one address now. @param leftOut gets what is not */
async function frontOf(
  parts: readonly Part[],
  title: string,
  { readOnly = false, tools: chosen }: OneEndpoint,
  leftOut: Map<string, string>,
) {
  const [first] = parts;
  if (!first) throw new Error('There is no provider.');
  const patterns = chosen?.map((text) => ({ text, pattern: patternOf(text) }));
  const isChosen = ({ name, annotations }: Tool) =>
    (!readOnly || annotations?.readOnlyHint === true) &&
    (patterns?.some(({ pattern }) => pattern.test(name)) ?? true);
  const clashes = new Map<string, string>();
  const owned = <Entry extends Listed>(list: List, copy: Copy<Entry>) =>
    ownedBy<Entry>(parts, list, copy, clashes);
  const tools = owned<Tool>('tools', (tool, name, part) => {
    const listed = part.provider.parts.lists().tools.find((one) => one.name === tool.name);
    const copied = { ...tool, name, call: alone, ...(listed && { listed: { ...listed, name } }) };
    return isChosen(copied) ? copied : undefined;
  });
  const readers = new Map<string, Part>();
  const resources = owned<Resource>('resources', (one, name, part) => {
    const reader = readers.get(one.uri) ?? part;
    readers.set(one.uri, reader);
    if (reader === part) return { ...one, name };
    clashes.set(
      `${part.name} ${one.uri}`,
      `The resource "${one.uri}" of "${part.name}" is not listed at /mcp, because "${reader.name}" has one with this URI. Users to whose results "${part.name}" has linked it get that of "${part.name}".`,
    );
    return undefined;
  });
  const prompts = owned<Prompt>('prompts', (one, name) => ({ ...one, name }));
  const missing = patterns?.find(({ pattern }) =>
    tools.entries.every(({ name }) => !pattern.test(name)),
  );
  if (missing) {
    const text = `MCP_TOOLS: no tool at /mcp has a name like "${missing.text}".`;
    // It may be one of a server that is down.
    if (parts.every(({ provider }) => provider.leftOut.size === 0)) throw new StartError(text);
    clashes.set(`MCP_TOOLS ${missing.text}`, text);
  }
  for (const [key, text] of clashes) if (!leftOut.has(key)) log('error', text);
  leftOut.clear();
  for (const [key, text] of clashes) leftOut.set(key, text);

  const { version } = first.provider.parts.options;
  const texts = parts.flatMap(({ provider: { parts: { options } } }) => options.instructions ? [`${options.title ?? options.name}: ${options.instructions}`] : []); // prettier-ignore
  const made = first.provider.define({
    name: ALL,
    title,
    version,
    ...(texts.length > 0 && { instructions: texts.join('\n') }),
    tools: tools.entries,
    resources: resources.entries,
    prompts: prompts.entries,
    config: { surface: tools.entries.length > MOST_TOOLS ? 'search' : 'tools' },
  });
  const [host, code] = [onlyProject(), made[IN_CODE]];
  if (host && code) code.project = { ...host, config: { ...host.config, ...code.project.config } };
  const { line, provider } = lineOf(made.createServer, localPrincipal());
  const own = await line.httpEndpoint(provider, () => {});
  const { registrations: shown } = provider.parts; // with the tools that search
  return { own, shown, owners: { tools: tools.owners, prompts: prompts.owners } };
}

type Listed = Tool | Resource | Prompt;

/** Undefined: it is not listed. */
type Copy<Entry> = (entry: Entry, name: string, part: Part) => Entry | undefined;

/**
 * A list of all providers. Of two entries with one name, that of another MCP server is left out, because its author chooses
 * the name.
 * @param clashes gets what is left out
 * @throws StartError for two entries of the project itself with one name
 */
function ownedBy<Entry extends Listed>(
  parts: readonly Part[],
  list: List,
  copy: Copy<Entry>,
  clashes: Map<string, string>,
) {
  const all = parts.flatMap((part) =>
    [...(part.provider.registrations[list].values() as Iterable<unknown>)].flatMap((one) => {
      const entry = one as Entry; // of this list
      const name = parts.length > 1 ? `${part.name}_${entry.name}` : entry.name;
      const copied = copy(entry, name, part);
      return copied ? [{ part, name: entry.name, copied, isOwn: entry.listed === undefined }] : [];
    }),
  );
  const owners = new Map<string, (typeof all)[number]>();
  for (const one of all.toSorted((a, b) => Number(b.isOwn) - Number(a.isOwn))) {
    const { part, name, copied, isOwn } = one;
    const other = owners.get(copied.name);
    if (!other) {
      owners.set(copied.name, one);
      continue;
    }
    const kind = list.slice(0, -1);
    const text = `The ${kind} "${name}" of "${part.name}" and the ${kind} "${other.name}" of "${other.part.name}" are both "${copied.name}" at /mcp.`;
    if (isOwn)
      throw new StartError(
        `${text} Rename one of them${list === 'tools' ? `, such as with: npx mcp-provider rename-tool ${name} NEW_NAME --provider ${part.name}` : ''}, or one of the providers.`,
      );
    clashes.set(`${list} ${part.name} ${name}`, `${text} The one of "${part.name}" is left out.`);
  }
  const entries = all
    .filter((one) => owners.get(one.copied.name) === one)
    .map(({ copied }) => copied);
  return { entries, owners };
}

/**
 * Who has a resource for this user: the provider whose results have linked to it last, else the first that lists it, else
 * the first that has a template of it.
 */
function readerOf(parts: readonly Part[], uri: string, userId: string): Part | undefined {
  const all = parts.flatMap((part) =>
    [...part.provider.registrations.resources.values()].map((resource) => ({ part, resource })),
  );
  const linked = all
    .map(({ part, resource }) => ({
      part,
      order: URL.canParse(uri) ? resource.linkOrder?.(uri, userId) : undefined,
    }))
    .filter(({ order }) => order !== undefined)
    .toSorted((one, other) => (other.order ?? 0) - (one.order ?? 0));
  const found =
    linked[0] ??
    all.find(({ resource }) => resource.uri === uri) ??
    all.find(({ resource }) => covers(resource, uri));
  return found?.part;
}

/** The name of the endpoint, as a provider has one. */
const ALL = 'all';

function sent(
  { part, name }: { part: Part; name: string },
  message: unknown,
  args: unknown,
): Destination {
  const { params } = message as { params: object };
  return {
    part,
    endpoint: part.endpoint,
    message: {
      ...(message as object),
      params: { ...params, name, ...(args !== undefined && { arguments: args }) },
    },
    name,
  };
}

/** The same request with the name that its receiver knows. */
function named(request: ParsedRequest, name: string | undefined): ParsedRequest {
  if (name === undefined || !request.headers.has('mcp-name')) return request;
  const headers = new Headers(request.headers);
  headers.set('mcp-name', name);
  const { method, signal } = request;
  return {
    method,
    headers,
    signal,
    get url() {
      return request.url;
    },
  };
}

/** Only batches of protocol 2025-03-26 come here. */
const alone: Tool['call'] = () => {
  throw new ToolError('Send this call alone, not in a batch.');
};

const patternOf = (text: string): RegExp =>
  new RegExp(`^${text.replaceAll(/[^\w*]/g, String.raw`\$&`).replaceAll('*', '.*')}$`);

/** A template covers what begins and ends as it does. */
function covers({ uri: own }: Resource, uri: string): boolean {
  const [start = '', ...rest] = own.split(/\{[^}]*\}/);
  return rest.length === 0 ? own === uri : uri.startsWith(start) && uri.endsWith(rest.at(-1) ?? '');
}
