import { type Client, ProtocolError } from '@modelcontextprotocol/client';
import { referredRequest } from '../../runtime/src/fetch/referred-fetch.js';
import {
  challengeOf,
  findAuthorization,
  identificationsOf,
} from '../../runtime/src/remote/authorization.js';
import { causesOf } from '../../runtime/src/remote/causes.js';
import { CLIENT_INFO, QUESTION_CAPABILITIES } from '../../runtime/src/remote/connect.js';
import { limitedFetch, REMOTE_LIMITS } from '../../runtime/src/remote/limited-fetch.js';
import { isHttp, type RemoteTarget } from '../../runtime/src/remote/target.js';
import { invalidEntries, toolList, uniqueByName } from '../../runtime/src/remote/tool-list.js';
import { isUnauthorized } from '../../runtime/src/remote/unauthorized.js';
import type { CommandContext } from '../model/command.js';
import { invalidSeconds, uselessOption } from '../model/errors/remote.js';
import { oneLine } from '../model/text/table.js';
import { errorMessage } from './connection-failure.js';
import type { Discovery, ServerFacts, SignInFacts } from './discovery.js';
import { connectTo } from './http-sse.js';
import { withinTime } from './open-connection.js';
import { CONNECTION_SECONDS, type DiscoveryOptions } from './options.js';
import { parseTarget } from './parse-target.js';

/** Maximum number of pages of a list; larger catalogs overload every client. */
const MAX_PAGES = 64;
const MAX_TOOLS = 5_000;

/** Error code of JSON-RPC 2.0, section 5.1. */
const METHOD_NOT_FOUND = -32_601;

/** Timeout of a program's first response, because npx may have to install it first. */
const MAX_START_MS = 600_000;

const EMPTY_LISTS = {
  tools: [],
  invalid: [],
  resources: [],
  resourceTemplates: [],
  prompts: [],
  failures: [],
};

export interface Sharing {
  /** Whether one program serves several users, so that it can ask none of them and may offer something else. */
  isShared?: boolean;
}

/**
 * Returns the offer of a server for a project, with the current or a legacy protocol version.
 * Nothing is executed.
 * @throws errors of the connection, and the reason of `signal`
 */
export async function discover(
  target: RemoteTarget,
  timeoutMs: number,
  signal: AbortSignal,
  { isShared = false }: Sharing = {},
): Promise<Discovery> {
  const transport = isHttp(target) ? 'http' : 'stdio';
  const fetch = limitedFetch({ ...REMOTE_LIMITS, timeoutMs });
  let client: Client;
  try {
    const options = {
      listMaxPages: MAX_PAGES,
      capabilities: isShared ? {} : QUESTION_CAPABILITIES,
    };
    // A program that prints is working, such as during an installation; `signal` ends it once it is
    // silent.
    const connectMs = isHttp(target) ? timeoutMs : Math.max(timeoutMs, MAX_START_MS);
    client = await connectTo(target, {
      client: CLIENT_INFO,
      options,
      fetch,
      timeoutMs: connectMs,
      signal,
    });
  } catch (error) {
    if (!isHttp(target) || !isUnauthorized(error)) throw error;
    return {
      transport,
      server: null,
      ...EMPTY_LISTS,
      signIn: await requiredSignIn(target.url, timeoutMs),
    };
  }
  const stop = () => void client.close().catch(() => {});
  signal.addEventListener('abort', stop, { once: true });
  try {
    return {
      transport,
      server: serverFacts(client),
      signIn: null,
      ...(await readLists(client, timeoutMs, signal)),
    };
  } finally {
    signal.removeEventListener('abort', stop);
    await client.close().catch(() => {});
    signal.throwIfAborted();
  }
}

function serverFacts(client: Client): ServerFacts {
  const { name = '', title, version = '' } = client.getServerVersion() ?? {};
  const instructions = client.getInstructions();
  const protocolVersion = client.getNegotiatedProtocolVersion() ?? '';
  return {
    name: oneLine(name),
    ...(title !== undefined && { title: oneLine(title) }),
    version: oneLine(version),
    ...(instructions !== undefined && { instructions }),
    protocolVersion,
    protocolVersions: client.getDiscoverResult()?.supportedVersions ?? [protocolVersion],
    isLegacy: client.getProtocolEra() === 'legacy',
    capabilities: Object.keys(client.getServerCapabilities() ?? {})
      .map(oneLine)
      .toSorted(),
  };
}

async function readLists(client: Client, timeout: number, signal: AbortSignal) {
  const { tools, resources, prompts } = client.getServerCapabilities() ?? {};
  const options = { timeout };
  const failures: Discovery['failures'] = [];
  const listTools = async () => {
    const { tools: valid } = await toolList(client, options);
    if (valid.length > MAX_TOOLS) throw new Error(`it has more than ${MAX_TOOLS}`);
    return valid;
  };
  const list = async <T>(capability: object | undefined, name: string, ask: () => Promise<T[]>) => {
    try {
      return capability ? await ask() : [];
    } catch (error) {
      signal.throwIfAborted();
      // A capability covers several lists, of which a server may have only one.
      if (error instanceof ProtocolError && error.code === METHOD_NOT_FOUND) return [];
      failures.push({ list: name, message: errorMessage(error) });
      return [];
    }
  };
  const lists = {
    tools: await list(tools, 'tools', listTools),
    resources: await list(
      resources,
      'resources',
      async () => (await client.listResources({}, options)).resources,
    ),
    resourceTemplates: await list(
      resources,
      'resource templates',
      async () => (await client.listResourceTemplates({}, options)).resourceTemplates,
    ),
    prompts: await list(prompts, 'prompts', async () =>
      uniqueByName(client, 'prompts', (await client.listPrompts({}, options)).prompts),
    ),
  };
  return { ...lists, invalid: invalidEntries(client), failures };
}

/** Returns the sign-in that a server requires after it has rejected a request. */
async function requiredSignIn(url: URL, timeoutMs: number): Promise<SignInFacts> {
  const fetch = limitedFetch({ ...REMOTE_LIMITS, timeoutMs }, referredRequest(url));
  const response = await challengeOf(url, fetch);
  const header = response?.headers.get('www-authenticate');
  const challenge = header ? { challenge: header } : {};
  try {
    const authorization = response && (await findAuthorization(url, response, fetch));
    if (!authorization) return { method: 'token', ...challenge };
    const { resource, issuer, scopes, server } = authorization;
    const identification = identificationsOf(server);
    return { method: 'oauth', ...challenge, resource, issuer, scopes, identification };
  } catch (error) {
    // Without a reference to metadata, the server may accept only keys.
    if (!(header ?? '').includes('resource_metadata=')) return { method: 'token', ...challenge };
    return { method: 'oauth', ...challenge, problem: causesOf(error).map(errorMessage).join(': ') };
  }
}

/** Returns the server of a command line, and its offer. @throws CliError `remote/…` */
export async function discoverTarget(
  context: CommandContext,
  targetWords: readonly string[],
  { header = [], env = [], signIn, clientId, timeout, ...sharing }: DiscoveryOptions & Sharing,
): Promise<Discovery> {
  const targetOptions = { targetWords, headers: header, variables: env };
  const target = parseTarget(targetOptions, context.host.env, context.host.cwd);
  if (signIn) await withUserToken(context, target, clientId);
  const timeoutMs = parseSeconds(timeout) * 1000;
  return withinTime(context, targetWords.join(' '), timeoutMs, (signal, alive) => {
    const onStderr = (text: string) => {
      alive();
      return text;
    };
    const watchedTarget = isHttp(target) ? target : { ...target, onStderr };
    return discover(watchedTarget, timeoutMs, signal, sharing);
  });
}

/** Adds the token of the user at this terminal. */
async function withUserToken(context: CommandContext, target: RemoteTarget, clientId?: string) {
  if (!isHttp(target)) throw uselessOption('--sign-in', 'a URL');
  const { accessTokenFor } = await import('./sign-in.js');
  const token = await accessTokenFor(context, target.url, clientId);
  if (token !== undefined) target.headers = { ...target.headers, authorization: `Bearer ${token}` };
}

/** Parses a number of seconds. @throws CliError `remote/timeout` */
export function parseSeconds(
  text: string | undefined,
  defaultSeconds = CONNECTION_SECONDS,
): number {
  if (text === undefined) return defaultSeconds;
  const seconds = /^\d{1,3}$/.test(text) ? Number(text) : 0;
  if (seconds < 1 || seconds > 600) throw invalidSeconds(text);
  return seconds;
}
