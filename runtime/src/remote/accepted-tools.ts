import { type Client, SdkError, SdkErrorCode } from '@modelcontextprotocol/client';
import { ToolError } from '../call/tool-error.js';
import { log } from '../project/log.js';
import { endsWithin, within } from '../utils/time.js';
import type { RemoteTool } from './catalog.js';
import { causes } from './causes.js';
import { differences } from './definition.js';
import { type HeaderArgument, headerArguments, headersOf } from './param-headers.js';
import { type Changes, ToolComparer } from './tool-comparer.js';
import { isTaskOnly, type ToolList, toolList } from './tool-list.js';

/** A new connection waits no longer for the comparison, which then ends in the background. */
const WAIT_MS = 1_000;
const LIST_MS = 20_000;
/** A connection that is in use is compared again. */
const AGAIN_MS = 600_000;
/** The call of a tool that is refused compares it again: a server that starts can lack tools for a moment. */
const RECALL_MS = 2_000;
/** Lines of the log: the texts are those of the server. */
const MOST_REPORTS = 1_000;
/** Users whose servers have changed tools, in memory. */
const MOST_USERS = 1_000;

/**
 * The accepted tools of a server. One that has changed there is not served: it may do something else now than a reviewer
 * has accepted, and than a model was told. Servers can offer each user other tools, so each connection is compared, and
 * serves no tool until it was.
 */
export class AcceptedTools {
  readonly #provider: string;
  readonly #accepted: ReadonlyMap<string, RemoteTool>;
  readonly #comparers = new WeakMap<Client, ToolComparer>();
  /** By connection, for lists: those whose servers have changed tools. */
  readonly #changed = new Map<string, ToolComparer>();
  readonly #reported = new Set<string>();
  readonly #inHeaders = new Map<string, HeaderArgument[]>();

  /** @param accepted by name at the server */
  constructor(provider: string, accepted: ReadonlyMap<string, RemoteTool>) {
    this.#provider = provider;
    this.#accepted = accepted;
  }

  /** Compares a new connection. */
  async check(connection: string, client: Client): Promise<void> {
    if (this.#accepted.size === 0) return;
    const comparer = new ToolComparer(client, (running) => this.#compare(connection, running));
    this.#comparers.set(client, comparer);
    client.setNotificationHandler('notifications/tools/list_changed', () => comparer.soon());
    await endsWithin(WAIT_MS, comparer.again());
  }

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
    if (!this.#accepted.has(name)) return {};
    const comparer = this.#comparers.get(client);
    if (!comparer) throw new ToolError(NOT_COMPARED);
    if (comparer.ageMs > AGAIN_MS) void comparer.again();
    let members = (await changesOn(comparer, signal)).get(name);
    if (members && comparer.ageMs > RECALL_MS) {
      await within(Infinity, comparer.again(), { signal });
      members = (await changesOn(comparer, signal)).get(name);
    }
    if (members)
      throw new ToolError(
        `${changeOf(name, members)} It is compared again with a call in ${RECALL_MS / 1000} s. The operator of this server must accept a change that lasts. ${HOW_TO_ACCEPT}`,
      );
    return headersOf(this.#argumentsInHeaders(name), args);
  }

  hasChanged(connection: string, name: string): boolean {
    const { client, changes } = this.#changed.get(connection) ?? {};
    return client?.transport !== undefined && changes?.has(name) === true;
  }

  async #compare(connection: string, comparer: ToolComparer): Promise<void> {
    const { client } = comparer;
    try {
      const list = await toolList(client, { timeout: LIST_MS, cacheMode: 'refresh' });
      comparer.changes = changesIn(list, this.#accepted);
      this.#keep(connection, comparer, comparer.changes);
    } catch (error) {
      comparer.changes = undefined;
      comparer.failure = error;
      this.#changed.delete(connection);
      if (!explanationIn(error) && !isClosing(error) && client.transport)
        this.#log('error', 'cannot compare the tools of the server', error);
    }
  }

  #keep(connection: string, comparer: ToolComparer, changes: Changes): void {
    if (this.#changed.delete(connection) && changes.size === 0)
      this.#log(
        'info',
        'The MCP server has its tools as they were accepted: they are served again.',
      );
    if (changes.size === 0) return;
    if (this.#changed.size >= MOST_USERS) this.#changed.delete([...this.#changed.keys()][0] ?? '');
    this.#changed.set(connection, comparer);
    for (const [name, members] of changes) this.#report(changeOf(name, members), name);
  }

  /** Once, also where the tool has changed for many users. */
  #report(change: string, tool: string): void {
    if (this.#reported.has(change) || this.#reported.size >= MOST_REPORTS) return;
    this.#reported.add(change);
    this.#log('error', `${change} It is not served. ${HOW_TO_ACCEPT}`, undefined, tool);
  }

  #log(level: 'error' | 'info', message: string, error?: unknown, tool?: string): void {
    log(level, message, error, { provider: this.#provider, ...(tool !== undefined && { tool }) });
  }

  #argumentsInHeaders(name: string): readonly HeaderArgument[] {
    const schema = this.#accepted.get(name)?.inputSchema ?? {};
    const headers = this.#inHeaders.get(name) ?? headerArguments(schema);
    this.#inHeaders.set(name, headers);
    return headers;
  }
}

/** @throws ToolError where the tools cannot be compared */
async function changesOn(comparer: ToolComparer, signal: AbortSignal): Promise<Changes> {
  if (!comparer.changes) await within(Infinity, comparer.again(), { signal });
  if (comparer.changes) return comparer.changes;
  const { failure: cause } = comparer;
  throw isOfConnection(cause) ? cause : new ToolError(NOT_COMPARED, { cause });
}

/** What differs at the server from the accepted tools. */
function changesIn(
  { tools, invalid }: ToolList,
  accepted: ReadonlyMap<string, RemoteTool>,
): Changes {
  const valid = new Set(tools.map(({ name }) => name));
  const listed = new Set([...valid, ...invalid.map(({ name }) => name)]);
  const missing = [...accepted.keys()].filter((name) => !listed.has(name));
  return new Map([
    ...missing.map((name): [string, string[]] => [name, ['not listed']]),
    ...tools.flatMap((tool): [string, string[]][] => {
      const before = accepted.get(tool.name);
      const members = before ? differences(before, tool) : [];
      if (before && isTaskOnly(tool)) members.push('runs only as a task');
      return members.length > 0 ? [[tool.name, members]] : [];
    }),
    ...invalid.flatMap(({ name, message }): [string, string[]][] =>
      accepted.has(name) && !valid.has(name) ? [[name, [`not valid: ${message}`]]] : [],
    ),
  ]);
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

const NOT_COMPARED =
  'The MCP server does not list its tools, so they cannot be compared with those that were accepted. They are unavailable until it does.';

const HOW_TO_ACCEPT = 'To review it, run: npx mcp-provider import mcp --check';
