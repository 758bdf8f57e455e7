import type { Client } from '@modelcontextprotocol/client';
import { ToolError } from '../call/result/tool-error.js';
import { causesOf } from '../remote/causes.js';
import { CLIENT_INFO, connectToServer } from '../remote/connect.js';
import { connectionPool, type Pool, type PoolOptions } from '../remote/pool.js';
import type { RemoteTarget } from '../remote/target.js';
import { isUnauthorized } from '../remote/unauthorized.js';
import { MAX_TIMER_MS } from '../utils/time.js';
import { contextTools, messageFor } from './context-tools.js';
import { pooledSource } from './pooled-source.js';
import { type Source, type Toolbox, toolbox } from './toolbox.js';

/** An MCP server for the users of a host program. Either `url` or `command` is required. */
export interface ManagedServer {
  url?: string | URL;
  /** The program and its arguments. Each user gets a process, because a program serves one user. */
  command?: readonly [string, ...string[]];
  /** Environment variables of the program, added to those that every program needs. */
  env?: Readonly<Record<string, string>>;
  /** Working directory of the program. */
  cwd?: string;
  /** Returns the headers of every request, such as the id of the user. They are sent only to the origin of `url`. */
  headers?(userId: string): Readonly<Record<string, string>>;
  /**
   * Returns the access token of this user for each request; undefined if there is none.
   * @param rejected the token that the server has just refused; a different one is tried at once
   */
  token?(userId: string, rejected?: string): Promise<string | undefined>;
  /** Returns the URL where this user signs in; errors contain it. */
  signInUrl?(userId: string): string | undefined | Promise<string | undefined>;
  /** Whether the server is used; true by default. */
  enabled?: boolean;
}

/** Settings of a client manager; connection settings apply to each server. */
export interface ManagerOptions extends PoolOptions {
  /** Name and version that the servers see. */
  client?: { name: string; version: string };
  /** Adds tools that list and read the resources and prompts of the servers. */
  contextTools?: boolean;
  /** Milliseconds for opening a connection or listing tools; 20,000 by default. */
  timeoutMs?: number;
}

/** The server rejects this user's requests without a sign-in or with the current token. */
export class SignInNeededError extends ToolError {
  override name = 'SignInNeededError';

  /** @param signInUrl where the user signs in, if the host program has provided it */
  constructor(
    readonly server: string,
    readonly signInUrl: string | undefined,
    options?: ErrorOptions,
  ) {
    const addressText = signInUrl === undefined ? '.' : `: ${signInUrl}`;
    super(`"${server}" requires the user to sign in${addressText}`, options);
  }
}

/** A server without tools for a user, and the reason. */
export interface ServerError {
  server: string;
  /** Message for the user and the model, without details; those are in `cause`. */
  message: string;
  /** `url` of the sign-in, if the host program has provided it. */
  signIn?: { url: string | undefined };
  cause: unknown;
}

/** Connections of users to MCP servers. */
export interface ClientManager {
  /**
   * Lists the tools of all servers for this user. Servers that fail are in `errors` and do not
   * delay the others. Calls reopen a connection that was closed in the meantime.
   */
  toolsForUser(
    userId: string,
    signal?: AbortSignal,
  ): Promise<{ tools: Toolbox; errors: readonly ServerError[] }>;
  /** Closes the connections of a user. */
  end(userId: string): Promise<void>;
  /** Replaces the servers. An entry that is the same object keeps its connections. */
  configure(servers: Readonly<Record<string, ManagedServer>>): Promise<void>;
  /** Closes all connections. */
  close(): Promise<void>;
}

interface PooledServer {
  name: string;
  server: ManagedServer;
  pool: Pool;
}

const TIMEOUT_MS = 20_000;

/**
 * Manages connections to MCP servers for a host program: one for each user and server, opened on
 * first use and closed when idle. Users never share a connection.
 * @throws TypeError for a server without `url` and `command`, and for an invalid URL
 * @example
 * const manager = clientManager({ notes: { url: 'https://notes.acme.dev/mcp', token: (userId) => tokens.get(userId) } });
 * const { tools, errors } = await manager.toolsForUser('ann'); // for `turn` of mcp-provider/agent
 */
export function clientManager(
  servers: Readonly<Record<string, ManagedServer>>,
  options: ManagerOptions = {},
): ClientManager {
  const managedServers = new ManagedServers(servers, options);
  const { timeoutMs = TIMEOUT_MS } = options;
  return {
    async toolsForUser(userId, signal) {
      const listOptions = { timeout: Math.min(timeoutMs, MAX_TIMER_MS), ...(signal && { signal }) };
      const { all } = managedServers;
      const outcomes = await Promise.allSettled(
        all.map((pooledServer) =>
          pooledSource(
            pooledServer.name,
            (task, isRead) => useConnection(pooledServer, userId, task, isRead),
            listOptions,
          ),
        ),
      );
      signal?.throwIfAborted();
      const sources = outcomes.flatMap((outcome) =>
        outcome.status === 'fulfilled' ? outcome.value : [],
      );
      const errors = outcomes.flatMap((outcome, index) =>
        outcome.status === 'rejected' ? errorOf(all[index]?.name ?? '', outcome.reason) : [],
      );
      const context = options.contextTools === true ? contextTools(sources) : undefined;
      const addError = ({ name }: Source, cause: unknown) => errors.push(errorOf(name, cause));
      const tools = await toolbox([...sources, ...(context ? [context] : [])], addError);
      return { tools, errors };
    },
    async end(userId) {
      await Promise.all(managedServers.all.map(({ pool }) => pool.end(userId)));
    },
    configure: (newServers) => managedServers.replace(newServers),
    close: () => managedServers.replace({}),
  };
}

/** The enabled servers of a manager, each with a pool of connections. */
class ManagedServers {
  readonly #options: ManagerOptions;
  #current: ReadonlyMap<string, PooledServer> = new Map();

  constructor(servers: Readonly<Record<string, ManagedServer>>, options: ManagerOptions) {
    this.#options = options;
    this.#current = this.#withPools(servers);
  }

  get all(): PooledServer[] {
    return [...this.#current.values()];
  }

  /**
   * Replaces the servers and closes the connections of entries that are not the same objects any
   * more.
   * @throws TypeError for an invalid entry
   */
  async replace(servers: Readonly<Record<string, ManagedServer>>): Promise<void> {
    const previous = this.all;
    this.#current = this.#withPools(servers);
    const removedServers = previous.filter((server) => this.#current.get(server.name) !== server);
    await Promise.all(removedServers.map(({ pool }) => pool.close()));
  }

  #withPools(servers: Readonly<Record<string, ManagedServer>>): Map<string, PooledServer> {
    const enabled = Object.entries(servers).filter(([, { enabled = true }]) => enabled);
    return new Map(
      enabled.map(([name, server]) => {
        const existing = this.#current.get(name);
        if (existing?.server === server) return [name, existing];
        connectionTarget(server, ''); // rejects invalid entries at once
        const open = (userId: string) => this.#open(name, server, userId);
        return [name, { name, server, pool: connectionPool(name, open, this.#options) }];
      }),
    );
  }

  async #open(name: string, server: ManagedServer, userId: string): Promise<Client> {
    if (this.#current.get(name)?.server !== server)
      throw new ToolError(`"${name}" is not connected any more.`);
    const { client = CLIENT_INFO, timeoutMs = TIMEOUT_MS } = this.#options;
    const tokens = tokenOptions(server, userId);
    // It runs within the pool, which delays the next attempt after other failures.
    return withSignInError({ name, server }, userId, () =>
      connectToServer(connectionTarget(server, userId), { client, timeoutMs, ...tokens }),
    );
  }
}

/** Returns the auth provider of a user's requests, and the access tokens that no error may contain. */
function tokenOptions(server: ManagedServer, userId: string) {
  let lastToken: string | undefined;
  let rejectedToken: string | undefined;
  const auth = {
    async token() {
      const previousRejection = rejectedToken;
      rejectedToken = undefined;
      return (lastToken = await server.token?.(userId, previousRejection));
    },
    async onUnauthorized() {
      rejectedToken = lastToken;
    },
  };
  return {
    secrets: () => (lastToken === undefined ? [] : [lastToken]),
    ...(server.token && { auth }),
  };
}

/** Runs a task. @throws SignInNeededError if the server requires a sign-in */
async function withSignInError<T>(
  { name, server }: Pick<PooledServer, 'name' | 'server'>,
  userId: string,
  task: () => Promise<T>,
): Promise<T> {
  try {
    return await task();
  } catch (error) {
    if (error instanceof SignInNeededError || !isUnauthorized(error)) throw error;
    throw new SignInNeededError(name, await server.signInUrl?.(userId), { cause: error });
  }
}

const useConnection = <T>(
  pooled: PooledServer,
  userId: string,
  task: (client: Client) => Promise<T>,
  isRead = true,
) => withSignInError(pooled, userId, () => pooled.pool.use(userId, task, { isRead }));

/**
 * Returns the connection target of a server for this user; an empty user id adds no headers.
 * @throws TypeError for an invalid entry
 */
export function connectionTarget(server: ManagedServer, userId: string): RemoteTarget {
  const { url, command, env, cwd } = server;
  const headers = userId === '' ? undefined : server.headers?.(userId);
  if (url !== undefined) return { url: new URL(url), ...(headers && { headers }) };
  if (!command) throw new TypeError('A server needs "url" or "command".');
  const [program, ...args] = command;
  return { command: program, args, ...(env && { env }), ...(cwd !== undefined && { cwd }) };
}

function errorOf(server: string, cause: unknown): ServerError {
  const signIn = causesOf(cause).find((error) => error instanceof SignInNeededError);
  return {
    server,
    message: messageFor(server, cause),
    ...(signIn && { signIn: { url: signIn.signInUrl } }),
    cause,
  };
}
