import { type Client, SdkError, SdkErrorCode } from '@modelcontextprotocol/client';
import { ToolError } from '../call/result/tool-error.js';
import { log } from '../project/log.js';
import { endsWithin, withDeadline } from '../utils/time.js';
import type { RemoteTool } from './catalog.js';
import { causesOf } from './causes.js';
import { toolDifferences } from './definition.js';
import { type HeaderArgument, headerArguments, parameterHeaders } from './param-headers.js';
import { type ToolChanges, ToolComparer } from './tool-comparer.js';
import { isTaskOnly, type ToolList, toolList } from './tool-list.js';

/** Time that a new connection waits for the comparison, which then ends in the background. */
const COMPARISON_WAIT_MS = 1_000;
const LIST_MS = 20_000;
/** Age at which the tools of a connection in use are compared again. */
const MAX_AGE_MS = 600_000;
/** The call of a refused tool compares it again at this age: a server that starts can lack tools for a moment. */
const REFUSED_AGE_MS = 2_000;
/** Limit of log lines, because their texts come from the server. */
const MAX_REPORTS = 1_000;
/** Limit of users whose servers have changed tools, because they stay in memory. */
const MAX_USERS = 1_000;

const NOT_COMPARED =
  'The MCP server does not list its tools, so they cannot be compared with those that were accepted. They are unavailable until it does.';

const HOW_TO_ACCEPT = 'To review it, run: npx mcp-provider import mcp --check';

/**
 * The accepted tools of a server. A tool that has changed there is not served: it may differ from
 * what a reviewer has accepted and a model was told. Servers can offer each user other tools, so
 * each connection is compared, and serves no tool before that.
 */
export class AcceptedTools {
  readonly #provider: string;
  readonly #accepted: ReadonlyMap<string, RemoteTool>;
  readonly #comparers = new WeakMap<Client, ToolComparer>();
  /** Comparers of servers that have changed tools, by connection, for lists. */
  readonly #changedComparers = new Map<string, ToolComparer>();
  readonly #reported = new Set<string>();
  readonly #headerArguments = new Map<string, HeaderArgument[]>();

  /** @param acceptedTools by name at the server */
  constructor(provider: string, acceptedTools: ReadonlyMap<string, RemoteTool>) {
    this.#provider = provider;
    this.#accepted = acceptedTools;
  }

  /** Compares a new connection. */
  async check(connection: string, client: Client): Promise<void> {
    if (this.#accepted.size === 0) return;
    const comparer = new ToolComparer(client, (runningComparer) =>
      this.#compare(connection, runningComparer),
    );
    this.#comparers.set(client, comparer);
    client.setNotificationHandler('notifications/tools/list_changed', () => comparer.compareSoon());
    await endsWithin(COMPARISON_WAIT_MS, comparer.compareNow());
  }

  /**
   * Admits a call of a tool.
   * @returns headers of the request
   * @throws ToolError if the tool has changed, and if that cannot be known
   */
  async admit(
    client: Client,
    name: string,
    args: unknown,
    signal: AbortSignal,
  ): Promise<Record<string, string>> {
    if (!this.#accepted.has(name)) return {};
    const comparer = this.#comparers.get(client);
    if (!comparer) throw new ToolError(NOT_COMPARED);
    if (comparer.ageMs > MAX_AGE_MS) void comparer.compareNow();
    let changedMembers = (await requireChanges(comparer, signal)).get(name);
    if (changedMembers && comparer.ageMs > REFUSED_AGE_MS) {
      await withDeadline(Infinity, comparer.compareNow(), { signal });
      changedMembers = (await requireChanges(comparer, signal)).get(name);
    }
    if (changedMembers)
      throw new ToolError(
        `${changeText(name, changedMembers)} It is compared again with a call in ${REFUSED_AGE_MS / 1000} s. The operator of this server must accept a change that lasts. ${HOW_TO_ACCEPT}`,
      );
    return parameterHeaders(this.#headerArgumentsOf(name), args);
  }

  hasChanged(connection: string, name: string): boolean {
    const { client, changes } = this.#changedComparers.get(connection) ?? {};
    return client?.transport !== undefined && changes?.has(name) === true;
  }

  async #compare(connection: string, comparer: ToolComparer): Promise<void> {
    const { client } = comparer;
    try {
      const list = await toolList(client, { timeout: LIST_MS, cacheMode: 'refresh' });
      comparer.changes = changesIn(list, this.#accepted);
      this.#recordChanges(connection, comparer, comparer.changes);
    } catch (error) {
      comparer.changes = undefined;
      comparer.failure = error;
      this.#changedComparers.delete(connection);
      if (!explanationIn(error) && !isClosing(error) && client.transport)
        this.#log('error', 'cannot compare the tools of the server', error);
    }
  }

  #recordChanges(connection: string, comparer: ToolComparer, changes: ToolChanges): void {
    if (this.#changedComparers.delete(connection) && changes.size === 0)
      this.#log(
        'info',
        'The MCP server has its tools as they were accepted: they are served again.',
      );
    if (changes.size === 0) return;
    if (this.#changedComparers.size >= MAX_USERS)
      this.#changedComparers.delete([...this.#changedComparers.keys()][0] ?? '');
    this.#changedComparers.set(connection, comparer);
    for (const [name, members] of changes) this.#report(changeText(name, members), name);
  }

  /** Logs a change once, also if the tool has changed for many users. */
  #report(change: string, tool: string): void {
    if (this.#reported.has(change) || this.#reported.size >= MAX_REPORTS) return;
    this.#reported.add(change);
    this.#log('error', `${change} It is not served. ${HOW_TO_ACCEPT}`, undefined, tool);
  }

  #log(level: 'error' | 'info', message: string, error?: unknown, tool?: string): void {
    log(level, message, error, { provider: this.#provider, ...(tool !== undefined && { tool }) });
  }

  #headerArgumentsOf(name: string): readonly HeaderArgument[] {
    const schema = this.#accepted.get(name)?.inputSchema ?? {};
    const headers = this.#headerArguments.get(name) ?? headerArguments(schema);
    this.#headerArguments.set(name, headers);
    return headers;
  }
}

/** @throws ToolError if the tools cannot be compared */
async function requireChanges(comparer: ToolComparer, signal: AbortSignal): Promise<ToolChanges> {
  if (!comparer.changes) await withDeadline(Infinity, comparer.compareNow(), { signal });
  if (comparer.changes) return comparer.changes;
  const { failure } = comparer;
  throw isConnectionFailure(failure) ? failure : new ToolError(NOT_COMPARED, { cause: failure });
}

/** Returns the differences between the server's tools and the accepted ones. */
function changesIn(
  { tools, invalid }: ToolList,
  acceptedTools: ReadonlyMap<string, RemoteTool>,
): ToolChanges {
  const validNames = new Set(tools.map(({ name }) => name));
  const listedNames = new Set([...validNames, ...invalid.map(({ name }) => name)]);
  const missing = [...acceptedTools.keys()].filter((name) => !listedNames.has(name));
  return new Map([
    ...missing.map((name): [string, string[]] => [name, ['not listed']]),
    ...tools.flatMap((tool): [string, string[]][] => {
      const acceptedTool = acceptedTools.get(tool.name);
      const members = acceptedTool ? toolDifferences(acceptedTool, tool) : [];
      if (acceptedTool && isTaskOnly(tool)) members.push('runs only as a task');
      return members.length > 0 ? [[tool.name, members]] : [];
    }),
    ...invalid.flatMap(({ name, message }): [string, string[]][] =>
      acceptedTools.has(name) && !validNames.has(name) ? [[name, [`not valid: ${message}`]]] : [],
    ),
  ]);
}

const changeText = (name: string, members: readonly string[]): string =>
  `The MCP server has changed its tool "${name}" (${members.join(', ')}) since it was accepted.`;

/** Returns the explanation in an error, such as that the sign-in has ended. */
const explanationIn = (error: unknown): ToolError | undefined =>
  causesOf(error).find((cause): cause is ToolError => cause instanceof ToolError);

/**
 * Returns whether the program is closing: it has a moment to end by itself, in which the client
 * still has its transport.
 */
const isClosing = (error: unknown): boolean =>
  error instanceof SdkError && error.code === SdkErrorCode.NotConnected;

/** Returns whether the list failed as a call would fail; otherwise the server gives no list. */
const isConnectionFailure = (error: unknown): boolean =>
  causesOf(error).some(
    (cause) =>
      cause instanceof ToolError ||
      cause instanceof TypeError ||
      (cause instanceof SdkError && cause.code !== SdkErrorCode.RequestTimeout),
  );
