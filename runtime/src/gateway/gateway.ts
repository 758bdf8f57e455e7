import { setTimeout as sleep } from 'node:timers/promises';
import { type Client, ProtocolError, SdkHttpError } from '@modelcontextprotocol/client';
import { noAuth } from '../auth/no-auth.js';
import { acceptedName } from '../call/define/accepted-name.js';
import type { Prompt, Resource, Tool } from '../call/define/definitions.js';
import { AUTH_LIMITS } from '../fetch/limits.js';
import { oauthAuth } from '../oauth/oauth-auth.js';
import { log } from '../project/log.js';
import type { Provider } from '../provider/definition.js';
import { type AnyAuth, IN_CODE } from '../provider/in-code.js';
import { challengeAt } from '../remote/authorization.js';
import { promptsOf, type RemoteCatalog, resourcesOf } from '../remote/catalog.js';
import { causesOf } from '../remote/causes.js';
import { CLIENT_INFO, connectToServer } from '../remote/connect.js';
import { definitionOf } from '../remote/definition.js';
import { serveRemote } from '../remote/forward.js';
import { BusyError } from '../remote/http-transport.js';
import { remoteServer } from '../remote/server.js';
import { ProgramEndedError } from '../remote/stdio-transport.js';
import { invalidEntries, isTaskOnly, toolList } from '../remote/tool-list.js';
import { defineProvider } from '../sdk/v2/instance.js';
import { ACCEPTED_NAME } from '../utils/client-limits.js';
import { commandText } from '../utils/command-words.js';
import { codeOf } from '../utils/error-code.js';
import { StartError } from '../utils/start-error.js';
import { withDeadline } from '../utils/time.js';

/** An MCP server behind a gateway, with `url` or with `command`. */
export interface GatewayServer {
  url?: string;
  /** The program and its arguments. Each user gets a process. */
  command?: readonly [string, ...string[]];
  /** Display name. Default: that of the server. */
  title?: string;
  /** Headers that every request to the URL sends. */
  headers?: Readonly<Record<string, string>>;
  /** Environment variables of the program, in addition to those that programs need in order to run. */
  env?: Readonly<Record<string, string>>;
  /**
   * The entries that are served, such as the `remote.json` that `mcp-provider import mcp` writes.
   * Default: the lists of the server at the start; required if it lists nothing without a
   * sign-in.
   */
  catalog?: RemoteCatalog;
}

/** A program may need this long to start: `npx` may have to install it first. */
const START_MS = 120_000;
/** Longest time that the start waits for a server. */
const WAIT_MS = 15_000;
/** Pause before a server that was down is asked again: twice as long after each attempt. */
const RETRY_MS = { first: 1_000, longest: 60_000 };

/**
 * Creates a provider for each of several MCP servers, for `serve` and `createHandler`. It serves the definitions that the
 * servers had at the start: a tool whose definition changes later is not called. At a server with OAuth, each user signs in
 * with their own account. A server that is down at the start is served as soon as it responds. The log, and `degraded` in
 * `/readyz`, name everything that is not served.
 * @param servers by the names of the providers
 * @throws StartError for a server without `url` and `command`, and if no server can be served
 * @example await serve(await gateway({ servers: { wiki: { url: 'https://wiki.acme.dev/mcp' } } }), { transport: 'http' });
 */
export async function gateway({
  servers,
}: {
  servers: Readonly<Record<string, GatewayServer>>;
}): Promise<Provider[]> {
  const leftOut: LeftOutReasons = new Map();
  const entries = Object.entries(servers);
  for (const [name, { url, command }] of entries) {
    if (!ACCEPTED_NAME.test(name))
      throw new StartError(
        `gateway: the name "${name}" of a server must be letters, digits, "_" and "-". Put a name for users into "title".`,
      );
    if ((url === undefined) === (command === undefined))
      throw new StartError(`gateway: "${name}" needs "url" or "command".`);
  }
  const providers = await Promise.all(
    entries.map(([name, server]) => providerForServer(name, server, leftOut)),
  );
  const available = providers.flatMap((provider) => provider ?? []);
  if (available.length === 0 && entries.length > 0)
    throw new StartError(`gateway: ${[...leftOut.values()].join(' ')}`);
  return available;
}

/** Reasons why entries are not served, for all servers of a gateway. */
type LeftOutReasons = Map<string, string>;

/** Returns the provider of a server; undefined if it cannot be served before a restart. */
async function providerForServer(
  name: string,
  server: GatewayServer,
  leftOut: LeftOutReasons,
): Promise<Provider | undefined> {
  const offerPromise = offerOf(name, server, leftOut);
  try {
    const offer = await withDeadline(WAIT_MS, offerPromise);
    const provider = providerOf(name, server, offer, leftOut);
    serveOffer(provider, server, offer, leftOut);
    return provider;
  } catch (error) {
    leaveOut(leftOut, name, name, reasonOf(name, error), error);
    // Whether its users sign in is not known while the server is down.
    if (error instanceof StartError || server.catalog) return undefined;
    const provider = providerOf(name, server, { title: server.title ?? name, auth: noSignIn(server), isLater: true }, leftOut); // prettier-ignore
    void serveLater(provider, server, offerPromise, leftOut);
    return provider;
  }
}

/**
 * Serves a server once it responds. One that requires a sign-in then needs a restart, because pages
 * are created at the start.
 */
async function serveLater(
  provider: Provider,
  server: GatewayServer,
  offerPromise: Promise<Offer>,
  leftOut: LeftOutReasons,
): Promise<void> {
  const { name } = provider;
  let nextOffer = offerPromise;
  for (let pause = RETRY_MS.first; ; pause = Math.min(RETRY_MS.longest, pause * 2)) {
    try {
      const offer = await nextOffer;
      if (offer.scopes)
        throw new StartError(`"${name}" asks users to sign in. Restart this server.`);
      leftOut.delete(name);
      serveOffer(provider, server, offer, leftOut);
      log('info', `"${name}" can be reached: it is served now.`, undefined, { provider: name });
      return;
    } catch (error) {
      const reason = reasonOf(name, error);
      if (leftOut.get(name) !== reason) leaveOut(leftOut, name, name, reason, error);
      if (error instanceof StartError) return;
    }
    await sleep(pause, undefined, { ref: false });
    nextOffer = offerOf(name, server, leftOut);
  }
}

function providerOf(
  name: string,
  { url, command }: GatewayServer,
  {
    title,
    version = '1',
    auth,
    scopes,
    catalog: { instructions } = {},
    isLater = false,
  }: Pick<Offer, 'title' | 'auth'> & Partial<Offer> & { isLater?: boolean },
  leftOut: LeftOutReasons,
): Provider {
  const listChanged = { listChanged: true };
  const provider = defineProvider({
    name,
    title,
    version,
    ...(instructions !== undefined && { instructions }),
    config: { kind: 'mcp', server: url ?? commandText(command ?? []), ...(scopes && { scopes }) },
    auth,
    capabilities: {
      logging: {},
      ...(isLater && { tools: listChanged, resources: listChanged, prompts: listChanged }),
    },
  });
  const code = provider[IN_CODE];
  if (code) code.leftOut = leftOut;
  return provider;
}

/**
 * Serves the entries of a server. One that cannot be served, such as one with the name of another,
 * does not stop the others.
 */
function serveOffer(
  provider: Provider,
  { headers }: GatewayServer,
  { auth, catalog }: Offer,
  leftOut: LeftOutReasons,
): void {
  const { name } = provider;
  const registerOrLeaveOut =
    <Entry extends { name: string }>(kind: string, register: (entry: Entry) => unknown) =>
    (entry: Entry) => {
      try {
        register(entry);
      } catch (error) {
        const reason = `The ${kind} "${entry.name}" of "${name}" is left out: ${messageOf(error)}`;
        leaveOut(leftOut, `${name} ${kind} ${entry.name}`, name, reason);
      }
    };
  const tools = catalog.tools?.map((tool) => ({
    ...tool,
    name: acceptedName(name, tool.name),
    remoteName: tool.remoteName ?? tool.name,
  }));
  const servedCatalog = { ...catalog, ...(tools && { tools }) };
  serveRemote(remoteServer(name, auth, { ...(headers && { headers }) }), servedCatalog, {
    tool: registerOrLeaveOut<Tool>('tool', provider.tool),
    resource: registerOrLeaveOut<Resource>('resource', provider.resource),
    prompt: registerOrLeaveOut<Prompt>('prompt', provider.prompt),
  });
}

function leaveOut(
  leftOut: LeftOutReasons,
  key: string,
  provider: string,
  reason: string,
  error?: unknown,
): void {
  leftOut.set(key, reason);
  const isExplained = error instanceof StartError || causeWithCode(error) !== undefined;
  log('error', reason, isExplained ? undefined : error, { provider });
}

/** Returns the reason for operators and for callers of `/readyz`, without texts of the server. */
function reasonOf(name: string, error: unknown): string {
  if (error instanceof StartError) return error.message;
  const code = codeOf(causeWithCode(error));
  const codeText = code === undefined ? '' : ` (${code})`;
  const errorChain = causesOf(error);
  if (errorChain.some(isLate)) return `"${name}" does not respond.`;
  if (errorChain.some((cause) => cause instanceof ProgramEndedError))
    return `The program of "${name}" cannot be started, or has ended${codeText}.`;
  const status = errorChain.find(
    (cause) => cause instanceof SdkHttpError || cause instanceof BusyError,
  )?.status;
  if (status !== undefined) return `"${name}" responds with HTTP ${status}.`;
  return codeText === ''
    ? `"${name}" cannot be asked for its tools.`
    : `"${name}" cannot be reached${codeText}.`;
}

/** Returns whether a time limit ended the wait, or the request itself. */
const isLate = (error: unknown): boolean => error instanceof Error && error.name === 'TimeoutError';

const CODE = /^(E[A-Z\d]+|EAI_\w+|UND_ERR_\w+|ERR_TLS_\w+|UNABLE_\w+|\w*CERT\w*)$/;

/** Returns the cause with the code of a connection failure, such as ECONNREFUSED. */
const causeWithCode = (error: unknown): unknown =>
  causesOf(error).findLast((cause) => CODE.test(codeOf(cause) ?? ''));

const messageOf = (error: unknown): string =>
  error instanceof Error ? error.message : String(error);

/** The entries that are served of a server, and the authentication of its users there. */
interface Offer {
  title: string;
  version: string;
  auth: AnyAuth;
  /** Scopes; present if users sign in at the server. */
  scopes?: string[] | undefined;
  catalog: RemoteCatalog;
}

const noSignIn = ({ url, env = {} }: GatewayServer): AnyAuth =>
  url === undefined ? { ...noAuth(), environment: () => env } : noAuth();

/**
 * Finds out how users of a server sign in.
 * @throws StartError if the server cannot be served before a change, and the errors of its
 * connection
 */
async function signInOf(
  name: string,
  server: GatewayServer,
): Promise<Pick<Offer, 'auth' | 'scopes'>> {
  const { url, headers } = server;
  // An authorization header is one account for all users, which the operator states.
  if (url === undefined || new Headers(headers).has('authorization'))
    return { auth: noSignIn(server) };
  const findSignIn = await challengeAt(url);
  if (!findSignIn) return { auth: noSignIn(server) };
  const authorization = await findSignIn().catch((cause: unknown) => {
    throw new StartError(`"${name}" does not say how its users sign in.`, { cause });
  });
  if (!authorization) return { auth: noSignIn(server) };
  const { issuer, resource, scopes } = authorization;
  const client = { registration: 'automatic', clientAuthentication: 'none' } as const;
  return { auth: oauthAuth(name, { issuer, resource, ...client }), scopes };
}

async function offerOf(
  name: string,
  server: GatewayServer,
  leftOut: LeftOutReasons,
): Promise<Offer> {
  const { url, command = [], headers, env, catalog, title = name } = server;
  const signIn = await signInOf(name, server);
  if (catalog) return { title, version: '1', ...signIn, catalog };
  if (signIn.scopes)
    throw new StartError(
      `"${name}" lists its tools to users who have signed in. State "catalog", such as the remote.json of: npx mcp-provider import mcp ${url} --sign-in`,
    );
  const [program = '', ...args] = command;
  const target =
    url === undefined
      ? { command: program, args, ...(env && { env }) }
      : { url: new URL(url), ...(headers && { headers }) };
  let client: Client | undefined;
  try {
    client = await connectToServer(target, {
      client: CLIENT_INFO,
      secrets: () =>
        Object.values(headers ?? {}).flatMap((value) => [value, ...value.split(' ').slice(1)]),
      timeoutMs: url === undefined ? START_MS : AUTH_LIMITS.timeoutMs,
    });
    const serverInfo = client.getServerVersion();
    const instructions = client.getInstructions();
    return {
      title: server.title ?? serverInfo?.title ?? title,
      version: serverInfo?.version ?? '1',
      ...signIn,
      catalog: { ...(instructions && { instructions }), ...(await listsOf(name, client, leftOut)) },
    };
  } finally {
    await client?.close().catch(() => {});
  }
}

const METHOD_NOT_FOUND = -32_601;

async function listsOf(
  name: string,
  client: Client,
  leftOut: LeftOutReasons,
): Promise<RemoteCatalog> {
  const capabilities = client.getServerCapabilities() ?? {};
  /** Requests one list. If it fails, the others are still used. */
  async function requestList<T>(
    list: string,
    capability: object | undefined,
    ask: () => Promise<T[]>,
  ) {
    if (!capability) return [];
    return ask().catch((error: unknown) => {
      // A capability covers several lists, and a server may have one of them.
      if (!(error instanceof ProtocolError && error.code === METHOD_NOT_FOUND))
        leaveOut(leftOut, `${name} ${list}`, name, `"${name}" does not list its ${list}.`, error);
      return [];
    });
  }
  const { tools } = capabilities.tools ? await toolList(client, {}) : { tools: [] };
  const resources = await requestList(
    'resources',
    capabilities.resources,
    async () => (await client.listResources()).resources,
  );
  const resourceTemplates = await requestList(
    'resource templates',
    capabilities.resources,
    async () => (await client.listResourceTemplates()).resourceTemplates,
  );
  const prompts = await requestList(
    'prompts',
    capabilities.prompts,
    async () => (await client.listPrompts()).prompts,
  );
  for (const { list, name: entry, message, isUsed } of invalidEntries(client)) {
    const consequence = isUsed ? 'is served without its output schema' : 'is left out';
    const kind = list === 'resourceTemplates' ? 'resource template' : list.slice(0, -1);
    const reason = `The ${kind} "${entry}" of "${name}" ${consequence}, because its definition is not valid: ${message}`;
    leaveOut(leftOut, `${name} ${list} ${entry}`, name, reason);
  }
  return {
    tools: tools
      .filter((tool) => !isTaskOnly(tool))
      .map(({ name, ...tool }) => ({ name, ...definitionOf(tool) })),
    resources: resourcesOf({ resources, resourceTemplates }),
    prompts: promptsOf({ prompts }),
  };
}
