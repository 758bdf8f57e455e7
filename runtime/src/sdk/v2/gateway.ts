import type { Client } from '@modelcontextprotocol/client';
import type { AnyAuth } from '../../provider/in-code.js';
import { noAuth } from '../../auth/no-auth.js';
import { AUTH_LIMITS } from '../../fetch/limits.js';
import { oauthAuth } from '../../oauth/oauth-auth.js';
import { discoverAuthorization } from '../../remote/authorization.js';
import type { RemoteCatalog } from '../../remote/catalog.js';
import { promptsOf, resourcesOf } from '../../remote/catalog.js';
import { CLIENT, connect } from '../../remote/connect.js';
import { definitionOf } from '../../remote/definition.js';
import { serveRemote } from '../../remote/forward.js';
import { remoteServer } from '../../remote/server.js';
import { isTaskOnly, toolList } from '../../remote/tool-list.js';
import type { Provider } from '../../provider/provider.js';
import { StartError } from '../../utils/start-error.js';
import { defineProvider } from './instance.js';

/** An MCP server behind a gateway, with `url` or with `command`. */
export interface GatewayServer {
  url?: string;
  /** The program and its arguments: a process for each user. */
  command?: readonly [string, ...string[]];
  /** Its name for people. Default: that of the server. */
  title?: string;
  /** Headers that every request to the URL sends. */
  headers?: Readonly<Record<string, string>>;
  /** Of the program, in addition to what programs need in order to run. */
  env?: Readonly<Record<string, string>>;
  /**
   * What is served of it, such as the `remote.json` that `mcp-provider import mcp` writes. Default: what it lists at the
   * start; required where it lists nothing without a sign-in.
   */
  catalog?: RemoteCatalog;
}

/** A program may need this long to start: `npx` may have to install it first. */
const START_MS = 120_000;

/**
 * A provider for each of several MCP servers, for `serve` and `createHandler`. Their definitions are as they were at the
 * start: a tool that changes at its server is not called. Users of a server with OAuth sign in there, each with their account.
 * @param servers by the names of the providers
 * @throws StartError for a server that cannot be asked what it has
 * @example await serve(await gateway({ servers: { wiki: { url: 'https://wiki.acme.dev/mcp' } } }), { transport: 'http' });
 */
export async function gateway({
  servers,
}: {
  servers: Readonly<Record<string, GatewayServer>>;
}): Promise<Provider[]> {
  return Promise.all(Object.entries(servers).map(([name, server]) => behind(name, server)));
}

async function behind(name: string, server: GatewayServer): Promise<Provider> {
  const { url, command, headers } = server;
  if ((url === undefined) === (command === undefined))
    throw new StartError(`gateway: "${name}" needs "url" or "command".`);
  const { auth, scopes } = await signInOf(name, server);
  const { title, version, ...catalog } = await offerOf(name, server, scopes !== undefined);
  const provider = defineProvider({
    name,
    title,
    version,
    config: { kind: 'mcp', server: url ?? textOf(command ?? []), ...(scopes && { scopes }) },
    auth,
  });
  serveRemote(remoteServer(name, auth, { ...(headers && { headers }) }), catalog, provider);
  return provider;
}

interface SignIn {
  auth: AnyAuth;
  /** Present where users sign in at the server. */
  scopes?: string[];
}

async function signInOf(name: string, { url, headers, env = {} }: GatewayServer): Promise<SignIn> {
  if (url === undefined) return { auth: { ...noAuth(), environment: () => env } };
  // One account for all, which the operator states.
  if (new Headers(headers).has('authorization')) return { auth: noAuth() };
  const found = await discoverAuthorization(url).catch((error: unknown) => {
    throw new StartError(`gateway: "${name}" does not say how its users sign in.`, {
      cause: error,
    });
  });
  if (!found) return { auth: noAuth() };
  const { issuer, resource, scopes } = found;
  const client = { registration: 'automatic', clientAuthentication: 'none' } as const;
  return { auth: oauthAuth(name, { issuer, resource, ...client }), scopes };
}

/** What is served of a server, its name and its version. */
async function offerOf(name: string, server: GatewayServer, hasSignIn: boolean) {
  const { url, command = [], headers, env, catalog, title = name } = server;
  if (catalog) return { title, version: '1', ...catalog };
  if (hasSignIn)
    throw new StartError(
      `gateway: "${name}" lists its tools to users who have signed in. State "catalog", such as the remote.json of: npx mcp-provider import mcp ${url} --sign-in`,
    );
  const [program = '', ...args] = command;
  const target = url === undefined ? { command: program, args, ...(env && { env }) } : { url: new URL(url), ...(headers && { headers }) }; // prettier-ignore
  let client: Client | undefined;
  try {
    client = await connect(target, {
      client: CLIENT,
      timeoutMs: url === undefined ? START_MS : AUTH_LIMITS.timeoutMs,
    });
    const about = client.getServerVersion();
    const instructions = client.getInstructions();
    return {
      title: server.title ?? about?.title ?? title,
      version: about?.version ?? '1',
      ...(instructions && { instructions }),
      ...(await listsOf(client)),
    };
  } catch (error) {
    throw new StartError(`gateway: "${name}" cannot be asked for its tools.`, { cause: error });
  } finally {
    await client?.close().catch(() => {});
  }
}

async function listsOf(client: Client): Promise<RemoteCatalog> {
  const has = client.getServerCapabilities() ?? {};
  const { tools } = has.tools ? await toolList(client, {}) : { tools: [] };
  const { resources } = has.resources ? await client.listResources() : { resources: [] };
  const { resourceTemplates } = has.resources ? await client.listResourceTemplates().catch(() => ({ resourceTemplates: [] })) : { resourceTemplates: [] }; // prettier-ignore
  const { prompts } = has.prompts ? await client.listPrompts() : { prompts: [] };
  return {
    tools: tools
      .filter((tool) => !isTaskOnly(tool))
      .map(({ name, ...tool }) => ({ name, ...definitionOf(tool) })),
    resources: resourcesOf({ resources, resourceTemplates }),
    prompts: promptsOf({ prompts }),
  };
}

/** As `server` in provider-config.yaml has it. */
const textOf = (words: readonly string[]): string =>
  words
    .map((word) => (/[\s"']/.test(word) ? (word.includes('"') ? `'${word}'` : `"${word}"`) : word))
    .join(' ');
