import { linkReader } from '../../../runtime/src/agent/context-tools.js';
import type { Conversation, ConversationUser } from '../../../runtime/src/agent/conversation.js';
import { type PooledSource, pooledSource } from '../../../runtime/src/agent/pooled-source.js';
import { type Toolbox, toolbox } from '../../../runtime/src/agent/toolbox.js';
import type { CommandContext } from '../../model/command.js';
import type { CliError } from '../../model/errors/cli-error.js';
import { connectionFailure, failedAt } from '../../remote/connection-failure.js';
import type { ReconnectingServer } from '../../session/with-client.js';

/** A chat in the terminal: a conversation with a model that has the tools of some servers. */
export interface Chat {
  context: CommandContext;
  servers: ChatServers;
  conversation: Conversation;
  person: ConversationUser;
  /** Texts of resources that precede the next message. */
  attached: string[];
}

/** Maximum duration of listing tools, in milliseconds. */
const LIST_MS = 60_000;

export const TASK =
  'You respond in a terminal: plain text, no Markdown. Use the tools of MCP servers.';

/** The current tools, resources and prompts of servers, which change them and can be down for some time. */
export class ChatServers {
  sources: readonly PooledSource[] = [];
  /** Reasons by server name why servers currently have no tools. */
  failures: ReadonlyMap<string, CliError> = new Map();
  tools: Toolbox = new Map();
  readonly #servers: readonly ReconnectingServer[];

  constructor(servers: readonly ReconnectingServer[]) {
    this.#servers = servers;
  }

  /** Timeout of a request in milliseconds. */
  get callMs(): number {
    return Math.max(...this.#servers.map((server) => server.callMs));
  }

  /** Lists the tools again if they may have changed. */
  async current(signal: AbortSignal): Promise<Toolbox> {
    const isChanged = this.#servers.map((server) => server.hasChanged());
    if (!isChanged.includes(true)) return this.tools;
    const failures = new Map<string, CliError>();
    const listings = this.#servers.map(async ({ name, callMs, use }) => {
      try {
        return [await pooledSource(name, use, { timeout: Math.min(callMs, LIST_MS), signal })];
      } catch (error) {
        signal.throwIfAborted();
        failures.set(name, connectionFailure(name, failedAt(name, error)));
        return this.sources.filter((source) => source.name === name);
      }
    });
    this.sources = (await Promise.all(listings)).flat();
    this.failures = failures;
    const sources = [...this.sources, ...linkReader(this.sources)];
    this.tools = await toolbox(sources, () => undefined, signal);
    return this.tools;
  }
}
