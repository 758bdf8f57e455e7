import type { Client } from '@modelcontextprotocol/client';
import { SdkError, SdkErrorCode } from '@modelcontextprotocol/client';
import { ToolError } from '../call/tool-error.js';
import { log } from '../project/log.js';
import type { RemoteTool } from './catalog.js';
import { causes } from './causes.js';
import { differences } from './definition.js';
import type { HeaderArgument } from './param-headers.js';
import { headerArguments, headersOf } from './param-headers.js';
import type { ToolList } from './tool-list.js';
import { isTaskOnly, toolList } from './tool-list.js';
import { endsWithin, timeout, within } from '../utils/time.js';

/** A new connection waits no longer for the comparison, which then ends in the background. */
const WAIT_MS = 1_000;
const LIST_MS = 20_000;
/** A server that never stops to announce changes is not asked without a pause. */
const PAUSE_MS = 200;
/** A connection that is in use is compared again. */
const AGAIN_MS = 600_000;
/** The call of a tool that is refused compares it again: a server that starts can lack tools for a moment. */
const RECALL_MS = 2_000;
/** Without a call, after each comparison that refuses a tool: twice as long each time. */
const RETRY_MS = { first: 1_000, longest: 60_000 };
/** Lines of the log: the texts are those of the server. */
const MOST_REPORTS = 1_000;
/** Users whose servers have changed tools, in memory. */
const MOST_USERS = 1_000;

/** Members that differ, by the name of the tool at the server. */
type Changes = ReadonlyMap<string, readonly string[]>;

/**
 * The accepted tools of a server. One that has changed there is not served: it may do something else now than a reviewer
 * has accepted, and than a model was told. Servers can offer each user other tools, so each connection is compared, and
 * serves no tool until it was.
 * @param accepted by name at the server
 */
export function acceptedTools(provider: string, accepted: ReadonlyMap<string, RemoteTool>) {
  const comparedAt = new WeakMap<Client, number>();
  const comparers = new WeakMap<Client, () => Promise<void>>();
  /** By client: they decide about its calls. Absent where the last comparison failed. */
  const changesOn = new WeakMap<Client, Changes>();
  const failures = new WeakMap<Client, unknown>();
  /** By connection, for lists: while the server says so. */
  const changed = new Map<string, { client: Client; changes: Changes }>();
  const reported = new Set<string>();
  const inHeaders = new Map<string, HeaderArgument[]>();

  /** At most one at a time, and another one after a pause where the server says meanwhile that its tools have changed. */
  function comparer(connection: string, client: Client) {
    let running: Promise<void> | undefined;
    let timer: NodeJS.Timeout | undefined;
    let isDue = false;
    let retry: NodeJS.Timeout | undefined;
    let refusals = 0;
    const again = (): Promise<void> =>
      (running ??= compare(connection, client).finally(() => {
        running = undefined;
        retryWhileRefused();
      }));
    function retryWhileRefused(): void {
      clearTimeout(retry);
      const isRefused = client.transport && changed.get(connection)?.client === client;
      const pause = Math.min(RETRY_MS.longest, RETRY_MS.first * 2 ** refusals);
      refusals = isRefused ? refusals + 1 : 0;
      if (isRefused) retry = timeout(pause, () => client.transport && void again()).unref();
    }
    function soon(): void {
      isDue = timer !== undefined || running !== undefined;
      if (!isDue) void again();
      timer ??= setTimeout(() => {
        timer = undefined;
        if (isDue && client.transport) soon();
      }, PAUSE_MS).unref();
    }
    return { again, soon };
  }

  async function compare(connection: string, client: Client): Promise<void> {
    comparedAt.set(client, performance.now());
    try {
      const options = { timeout: LIST_MS, cacheMode: 'refresh' as const };
      const changes = changesOf(await toolList(client, options));
      changesOn.set(client, changes);
      keep(connection, client, changes);
    } catch (error) {
      changesOn.delete(client);
      changed.delete(connection);
      failures.set(client, error);
      if (!explanationIn(error) && !isClosing(error) && client.transport)
        log('error', 'cannot compare the tools of the server', error, { provider });
    }
  }

  /** @throws ToolError where the tools cannot be compared */
  async function compared(client: Client, signal: AbortSignal): Promise<Changes> {
    if (!changesOn.has(client))
      await within(Infinity, comparers.get(client)?.() ?? NOTHING, { signal });
    const changes = changesOn.get(client);
    if (changes) return changes;
    const cause = failures.get(client);
    throw isOfConnection(cause) ? cause : new ToolError(NOT_COMPARED, { cause });
  }

  function changesOf({ tools, invalid }: ToolList): Changes {
    const listed = new Set([...tools, ...invalid].map(({ name }) => name));
    const missing = [...accepted.keys()].filter((name) => !listed.has(name));
    return new Map([
      ...missing.map((name): [string, string[]] => [name, ['not listed']]),
      ...tools.flatMap((tool): [string, string[]][] => {
        const before = accepted.get(tool.name);
        const members = before ? differences(before, tool) : [];
        if (before && isTaskOnly(tool)) members.push('runs only as a task');
        return members.length > 0 ? [[tool.name, members]] : [];
      }),
      ...invalid.flatMap(({ name, message, isUsed }): [string, string[]][] =>
        accepted.has(name) && !isUsed ? [[name, [`not valid: ${message}`]]] : [],
      ),
    ]);
  }

  function keep(connection: string, client: Client, changes: Changes): void {
    if (changed.delete(connection) && changes.size === 0)
      log(
        'info',
        'The MCP server has its tools as they were accepted: they are served again.',
        undefined,
        { provider },
      );
    if (changes.size === 0) return;
    if (changed.size >= MOST_USERS) changed.delete([...changed.keys()][0] ?? '');
    changed.set(connection, { client, changes });
    for (const [name, members] of changes) report(changeOf(name, members), name);
  }

  function argumentsInHeaders(name: string): readonly HeaderArgument[] {
    const known = inHeaders.get(name) ?? headerArguments(accepted.get(name)?.inputSchema ?? {});
    inHeaders.set(name, known);
    return known;
  }

  /** Once, also where the tool has changed for many users. */
  function report(change: string, tool: string): void {
    if (reported.has(change) || reported.size >= MOST_REPORTS) return;
    reported.add(change);
    log('error', `${change} It is not served. ${HOW_TO_ACCEPT}`, undefined, { provider, tool });
  }

  return {
    /** Compares a new connection. */
    async check(connection: string, client: Client): Promise<void> {
      if (accepted.size === 0) return;
      const { again, soon } = comparer(connection, client);
      comparers.set(client, again);
      client.setNotificationHandler('notifications/tools/list_changed', soon);
      await endsWithin(WAIT_MS, again());
    },
    /**
     * Before a call of a tool.
     * @returns headers of the request
     * @throws ToolError where the tool has changed, and where that cannot be known
     */
    async admit(
      client: Client,
      name: string,
      args: unknown,
      signal: AbortSignal,
    ): Promise<Record<string, string>> {
      if (!accepted.has(name)) return {};
      if (performance.now() - (comparedAt.get(client) ?? Infinity) > AGAIN_MS)
        void comparers.get(client)?.();
      let members = (await compared(client, signal)).get(name);
      if (members && performance.now() - (comparedAt.get(client) ?? 0) > RECALL_MS) {
        await within(Infinity, comparers.get(client)?.() ?? NOTHING, { signal });
        members = (await compared(client, signal)).get(name);
      }
      if (members)
        throw new ToolError(
          `${changeOf(name, members)} It is compared again with a call in ${RECALL_MS / 1000} s. The operator of this server must accept a change that lasts. ${HOW_TO_ACCEPT}`,
        );
      return headersOf(argumentsInHeaders(name), args);
    },
    hasChanged(connection: string, name: string): boolean {
      const { client, changes } = changed.get(connection) ?? {};
      return client?.transport !== undefined && changes?.has(name) === true;
    },
  };
}

const changeOf = (name: string, members: readonly string[]): string =>
  `The MCP server has changed its tool "${name}" (${members.join(', ')}) since it was accepted.`;

/** Such as that the sign-in has ended. */
const explanationIn = (error: unknown): ToolError | undefined =>
  causes(error).find((one): one is ToolError => one instanceof ToolError);

/** A program has a moment to end by itself, in which the client still has its transport. */
const isClosing = (error: unknown): boolean =>
  error instanceof SdkError && error.code === SdkErrorCode.NotConnected;

/** Whether the request for the list has failed as that of a call would; otherwise the server gives no list. */
const isOfConnection = (error: unknown): boolean =>
  causes(error).some(
    (one) =>
      one instanceof ToolError ||
      one instanceof TypeError ||
      (one instanceof SdkError && one.code !== SdkErrorCode.RequestTimeout),
  );

const NOTHING = Promise.resolve();

const NOT_COMPARED =
  'The MCP server does not list its tools, so they cannot be compared with those that were accepted. They are unavailable until it does.';

const HOW_TO_ACCEPT = 'To review it, run: npx mcp-provider import mcp --check';
