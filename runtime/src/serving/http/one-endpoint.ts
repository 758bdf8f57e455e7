import type { Prompt, Resource, Tool } from '../../call/define.js';
import { ToolError } from '../../call/tool-error.js';
import type { TokenClaims } from '../../identity/principal.js';
import { localPrincipal } from '../../identity/principal.js';
import { log } from '../../project/log.js';
import { onlyProject } from '../../project/project.js';
import { IN_CODE } from '../../provider/in-code.js';
import type { Endpoint, Exchange, ParsedRequest, ServedProvider } from '../../provider/sdk-line.js';
import { lineOf } from '../../provider/sdk-line.js';
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
 * Where several are served, names begin with that of the provider.
 * @throws StartError where no tool has a name that was chosen
 */
export async function oneEndpoint(
  parts: readonly Part[],
  title: string,
  { readOnly = false, tools: chosen, hasAccounts, onEnded }: OneEndpoint,
): Promise<Endpoint> {
  const [first] = parts;
  if (!first) throw new Error('There is no provider.');
  const nameOf = (part: Part, name: string) => (parts.length > 1 ? `${part.name}_${name}` : name);
  const patterns = chosen?.map((text) => ({ text, pattern: patternOf(text) }));
  const isChosen = ({ name, annotations }: Tool) =>
    (!readOnly || annotations?.readOnlyHint === true) &&
    (patterns?.some(({ pattern }) => pattern.test(name)) ?? true);

  const owners: Record<List, Map<string, { part: Part; name: string }>> = {
    tools: new Map(),
    resources: new Map(),
    prompts: new Map(),
  };
  function renamed<Entry extends { name: string }>(
    list: List,
    copy: (entry: Entry, name: string, part: Part) => Entry | undefined,
  ): Entry[] {
    return parts.flatMap((part) =>
      [...(part.provider.registrations[list].values() as Iterable<unknown>)].flatMap((one) => {
        const entry = one as Entry; // of this list
        const name = nameOf(part, entry.name);
        const copied = copy(entry, name, part);
        if (copied) owners[list].set(name, { part, name: entry.name });
        return copied ?? [];
      }),
    );
  }

  const all = renamed<Tool>('tools', (tool, name, part) => {
    const listed = part.provider.parts.lists().tools.find((one) => one.name === tool.name);
    const copied = { ...tool, name, call: alone, ...(listed && { listed: { ...listed, name } }) };
    return isChosen(copied) ? copied : undefined;
  });
  /** Where two providers have one URI, the first is served. */
  const resources = parts.flatMap(({ provider }) => [...provider.registrations.resources.values()]);
  const ownerOf = (uri: string) => resources.find((one) => one.uri === uri);
  const missing = patterns?.find(({ pattern }) => all.every(({ name }) => !pattern.test(name)));
  if (missing)
    throw new StartError(`MCP_TOOLS: no tool at /mcp has a name like "${missing.text}".`);
  const { version } = first.provider.parts.options;
  const texts = parts.flatMap(({ provider: { parts: { options } } }) => options.instructions ? [`${options.title ?? options.name}: ${options.instructions}`] : []); // prettier-ignore
  const made = first.provider.define({
    name: ALL,
    title,
    version,
    ...(texts.length > 0 && { instructions: texts.join('\n') }),
    tools: all,
    resources: renamed<Resource>('resources', (one, name) => ownerOf(one.uri) === one ? { ...one, name } : undefined), // prettier-ignore
    prompts: renamed<Prompt>('prompts', (one, name) => ({ ...one, name })),
    config: { surface: all.length > MOST_TOOLS ? 'search' : 'tools' },
  });
  const [host, code] = [onlyProject(), made[IN_CODE]];
  if (host && code) code.project = { ...host, config: { ...host.config, ...code.project.config } };
  const { line, provider: front } = lineOf(made.createServer, localPrincipal());
  const own = await line.httpEndpoint(front, () => {});
  const { registrations: shown } = front.parts; // with the tools that search

  function destinationOf(message: unknown): Destination {
    const { params } = (message ?? {}) as { params?: { name?: unknown; uri?: unknown; arguments?: unknown } }; // prettier-ignore
    if (isMethod(message, 'tools/call')) {
      const called = shown.tools.get(String(params?.name));
      const { tool, args } = called?.forwards?.(params?.arguments ?? {}) ?? { tool: called, args: params?.arguments }; // prettier-ignore
      const owner = tool && owners.tools.get(tool.name);
      if (owner) return sent(owner, message, args);
    }
    if (isMethod(message, 'prompts/get')) {
      const owner = owners.prompts.get(String(params?.name));
      if (owner) return sent(owner, message, params?.arguments);
    }
    if (isMethod(message, 'resources/read')) {
      const uri = String(params?.uri);
      const part = parts.find(({ provider }) => [...provider.registrations.resources.values()].some((one) => covers(one, uri))); // prettier-ignore
      if (part) return { part, endpoint: part.endpoint, message };
    }
    return { endpoint: own, message };
  }

  return {
    ...own,
    answer(request, exchange) {
      const { endpoint, message, name } = destinationOf(exchange.message);
      const headers = { ...request.headers, ...(name !== undefined && 'mcp-name' in request.headers && { 'mcp-name': name }) }; // prettier-ignore
      return endpoint.answer?.({ ...request, headers, whole: () => named(request.whole(), name) }, { ...exchange, message }); // prettier-ignore
    },
    fetch(request: ParsedRequest, exchange: Exchange) {
      const { endpoint, message, name } = destinationOf(exchange.message);
      return endpoint.fetch(named(request, name), { ...exchange, message });
    },
    scopes: [...new Set(parts.flatMap(({ endpoint }) => endpoint.scopes))],
    /** The name of a provider stands for an account of it. */
    async missingScopes(message, exchange, signal) {
      const { part, endpoint, message: own } = destinationOf(message);
      const connected = exchange.principal.claims?.connected;
      const lacks = part && hasAccounts?.(part.name) && Array.isArray(connected) && !connected.includes(part.name); // prettier-ignore
      const missing = await endpoint.missingScopes(own, exchange, signal);
      return lacks ? [part.name, ...missing] : missing;
    },
    /** Other providers go on. */
    async needsSignIn(message, { principal: { claims } }) {
      const { part } = destinationOf(message);
      if (!part || !Array.isArray(claims?.ended) || !claims.ended.includes(part.name)) return false;
      await onEnded?.(claims).catch((error: unknown) =>
        log('error', 'the end of a sign-in', error),
      );
      return true;
    },
  };
}

/** The name of the endpoint, as a provider has one. */
const ALL = 'all';

function sent(
  { part, name }: { part: Part; name: string },
  message: unknown,
  args: unknown,
): Destination {
  // prettier-ignore
  const { params } = message as { params: object };
  return {
    part,
    endpoint: part.endpoint,
    message: { ...(message as object), params: { ...params, name, ...(args !== undefined && { arguments: args }) } }, // prettier-ignore
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
function covers({ uri: own, linked }: Resource, uri: string): boolean {
  if (linked?.(uri)) return true;
  const [start = '', ...rest] = own.split(/\{[^}]*\}/);
  return rest.length === 0 ? own === uri : uri.startsWith(start) && uri.endsWith(rest.at(-1) ?? '');
}
