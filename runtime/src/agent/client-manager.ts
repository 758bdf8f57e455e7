import type { Client } from '@modelcontextprotocol/client';
import { ToolError } from '../call/tool-error.js';
import { causes } from '../remote/causes.js';
import { CLIENT, connect } from '../remote/connect.js';
import { connectionPool, type Pool, type PoolOptions } from '../remote/pool.js';
import type { RemoteTarget } from '../remote/target.js';
import { isUnauthorized } from '../remote/unauthorized.js';
import { LONGEST_MS } from '../utils/time.js';
import { contextTools, messageFor } from './context-tools.js';
import { pooledSource } from './pooled-source.js';
import { type Source, type Toolbox, toolbox } from './toolbox.js';

/** An MCP server that a host program connects its users to: with `url`, or with `command`. */
export interface ManagedServer {
  url?: string | URL;
  /** The program and its arguments. A program has one user, so each user gets a process. */
  command?: readonly [string, ...string[]];
  /** Of the program, in addition to what programs need in order to run. */
  env?: Readonly<Record<string, string>>;
  /** Of the program: its working directory. */
  cwd?: string;
  /** Of every request, such as the id of the user; sent to the origin of `url` only. */
  headers?(userId: string): Readonly<Record<string, string>>;
  /**
   * The access token of this user, asked for with each request; undefined: there is none.
   * @param rejected the token that the server has just refused: another one is tried at once
   */
  token?(userId: string, rejected?: string): Promise<string | undefined>;
  /** Where this user signs in, for errors. */
  signInUrl?(userId: string): string | undefined | Promise<string | undefined>;
  /** Default: true. */
  enabled?: boolean;
}

/** Settings of a client manager; those of connections are for each server. */
export interface ManagerOptions extends PoolOptions {
  /** How the servers see this program. */
  client?: { name: string; version: string };
  /** Adds tools with which a model lists and reads the resources and prompts of the servers. */
  contextTools?: boolean;
  /** Of opening a connection, and of a list of tools: 20,000 unless stated. */
  timeoutMs?: number;
}

/** The server accepts no request of this user without a sign-in, or with the present token. */
export class SignInNeededError extends ToolError {
  override name = 'SignInNeededError';

  /** @param signInUrl where the user signs in, if the program has told */
  constructor(
    readonly server: string,
    readonly signInUrl: string | undefined,
    options?: ErrorOptions,
  ) {
    const where = signInUrl === undefined ? '.' : `: ${signInUrl}`;
    super(`"${server}" requires the user to sign in${where}`, options);
  }
}

/** Why a server has no tools for a user. */
export interface ServerError {
  server: string;
  /** For the user and the model: without details of the failure, which `cause` has. */
  message: string;
  /** `url` of the sign-in, if the program has told. */
  signIn?: { url: string | undefined };
  cause: unknown;
}

/** Connections of users to MCP servers. */
export interface ClientManager {
  /**
   * The tools of all servers, as this user sees them; servers that fail are in `errors`, and do not hold the others up.
   * Calls open a connection again that was closed meanwhile.
   */
  toolsForUser(
    userId: string,
    signal?: AbortSignal,
  ): Promise<{ tools: Toolbox; errors: readonly ServerError[] }>;
  /** Closes the connections of a user. */
  end(userId: string): Promise<void>;
  /** Other servers from now on. An entry that is the same object keeps its connections. */
  configure(servers: Readonly<Record<string, ManagedServer>>): Promise<void>;
  /** Closes all connections. */
  close(): Promise<void>;
}

interface Managed {
  name: string;
  server: ManagedServer;
  pool: Pool;
}

const TIMEOUT_MS = 20_000;

/**
 * Connections to MCP servers for a program that hosts them: one for each user and server, opened when it is used and closed
 * when it is idle. No user shares a connection.
 * @throws TypeError for a server without `url` and `command`, and for an invalid URL
 * @example
 * const manager = clientManager({ notes: { url: 'https://notes.acme.dev/mcp', token: (userId) => tokens.get(userId) } });
 * const { tools, errors } = await manager.toolsForUser('ann'); // for `turn` of mcp-provider/agent
 */
export function clientManager(
  servers: Readonly<Record<string, ManagedServer>>,
  options: ManagerOptions = {},
): ClientManager {
  const managed = new ManagedServers(servers, options);
  const { timeoutMs = TIMEOUT_MS } = options;
  return {
    async toolsForUser(userId, signal) {
      const waiting = { timeout: Math.min(timeoutMs, LONGEST_MS), ...(signal && { signal }) };
      const { all } = managed;
      const outcomes = await Promise.allSettled(
        all.map((one) =>
          pooledSource(one.name, (task, isRead) => using(one, userId, task, isRead), waiting),
        ),
      );
      signal?.throwIfAborted();
      const sources = outcomes.flatMap((each) => (each.status === 'fulfilled' ? each.value : []));
      const errors = outcomes.flatMap((each, index) =>
        each.status === 'rejected' ? errorOf(all[index]?.name ?? '', each.reason) : [],
      );
      const context = options.contextTools === true ? contextTools(sources) : undefined;
      const leaveOut = ({ name }: Source, cause: unknown) => errors.push(errorOf(name, cause));
      const tools = await toolbox([...sources, ...(context ? [context] : [])], leaveOut);
      return { tools, errors };
    },
    async end(userId) {
      await Promise.all(managed.all.map(({ pool }) => pool.end(userId)));
    },
    configure: (next) => managed.replace(next),
    close: () => managed.replace({}),
  };
}

/** The enabled servers of a manager, each with a pool of connections. */
class ManagedServers {
  readonly #options: ManagerOptions;
  #current: ReadonlyMap<string, Managed> = new Map();

  constructor(servers: Readonly<Record<string, ManagedServer>>, options: ManagerOptions) {
    this.#options = options;
    this.#current = this.#withPools(servers);
  }

  get all(): Managed[] {
    return [...this.#current.values()];
  }

  /** Closes the connections of entries that are not among these, as the same objects. @throws TypeError for a wrong entry */
  async replace(servers: Readonly<Record<string, ManagedServer>>): Promise<void> {
    const before = this.all;
    this.#current = this.#withPools(servers);
    const ended = before.filter((one) => this.#current.get(one.name) !== one);
    await Promise.all(ended.map(({ pool }) => pool.close()));
  }

  #withPools(servers: Readonly<Record<string, ManagedServer>>): Map<string, Managed> {
    const enabled = Object.entries(servers).filter(([, { enabled = true }]) => enabled);
    return new Map(
      enabled.map(([name, server]) => {
        const same = this.#current.get(name);
        if (same?.server === server) return [name, same];
        targetOf(server, ''); // wrong entries are refused now
        const open = (userId: string) => this.#open(name, server, userId);
        return [name, { name, server, pool: connectionPool(name, open, this.#options) }];
      }),
    );
  }

  async #open(name: string, server: ManagedServer, userId: string): Promise<Client> {
    if (this.#current.get(name)?.server !== server)
      throw new ToolError(`"${name}" is not connected any more.`);
    const { client = CLIENT, timeoutMs = TIMEOUT_MS } = this.#options;
    const tokens = tokensOf(server, userId);
    // Within the pool, which makes other failures wait before the next attempt.
    return explained({ name, server }, userId, () =>
      connect(targetOf(server, userId), { client, timeoutMs, ...tokens }),
    );
  }
}

/** How requests of a user get the access token, which no error may contain. */
function tokensOf(server: ManagedServer, userId: string) {
  let last: string | undefined;
  let rejected: string | undefined;
  const auth = {
    async token() {
      const refused = rejected;
      rejected = undefined;
      return (last = await server.token?.(userId, refused));
    },
    async onUnauthorized() {
      rejected = last;
    },
  };
  return { secrets: () => (last === undefined ? [] : [last]), ...(server.token && { auth }) };
}

/** @throws SignInNeededError where the server asks for one */
async function explained<T>(
  { name, server }: Pick<Managed, 'name' | 'server'>,
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

const using = <T>(
  one: Managed,
  userId: string,
  task: (client: Client) => Promise<T>,
  isRead = true,
) => explained(one, userId, () => one.pool.use(userId, task, { isRead }));

/** How a server is reached for this user, or without headers for nobody. @throws TypeError for a wrong entry */
export function targetOf(server: ManagedServer, userId: string): RemoteTarget {
  const { url, command, env, cwd } = server;
  const headers = userId === '' ? undefined : server.headers?.(userId);
  if (url !== undefined) return { url: new URL(url), ...(headers && { headers }) };
  if (!command) throw new TypeError('A server needs "url" or "command".');
  const [program, ...args] = command;
  return { command: program, args, ...(env && { env }), ...(cwd !== undefined && { cwd }) };
}

function errorOf(server: string, cause: unknown): ServerError {
  const signIn = causes(cause).find((one) => one instanceof SignInNeededError);
  return {
    server,
    message: messageFor(server, cause),
    ...(signIn && { signIn: { url: signIn.signInUrl } }),
    cause,
  };
}
