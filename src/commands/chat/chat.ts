import { linkReader } from '../../../runtime/src/agent/context-tools.js';
import type { Conversation, Person } from '../../../runtime/src/agent/conversation.js';
import { type PooledSource, pooledSource } from '../../../runtime/src/agent/pooled-source.js';
import { type Toolbox, toolbox } from '../../../runtime/src/agent/toolbox.js';
import type { CommandContext } from '../../model/command.js';
import type { CliError } from '../../model/errors/cli-error.js';
import { connectionFailure, failedAt } from '../../remote/failure.js';
import type { Server } from '../../session/with-client.js';

/** A chat of the command line: a conversation with a model that has the tools of some servers. */
export interface Chat {
  context: CommandContext;
  servers: ChatServers;
  conversation: Conversation;
  person: Person;
  /** Resources in front of the next message. */
  attached: string[];
}

/** The most that a list of tools may take. */
const LIST_MS = 60_000;

export const TASK =
  'You respond in a terminal: plain text, no Markdown. Use the tools of MCP servers.';

/** Tools, resources and prompts of servers as they are now: servers change them, and come back after they were down. */
export class ChatServers {
  sources: readonly PooledSource[] = [];
  /** Why servers have no tools now, by their names. */
  failures: ReadonlyMap<string, CliError> = new Map();
  tools: Toolbox = new Map();
  readonly #servers: readonly Server[];

  constructor(servers: readonly Server[]) {
    this.#servers = servers;
  }

  /** Time limit of a request, in milliseconds. */
  get callMs(): number {
    return Math.max(...this.#servers.map((one) => one.callMs));
  }

  /** Lists the tools again, where they may be others than before. */
  async current(signal: AbortSignal): Promise<Toolbox> {
    const isChanged = this.#servers.map((one) => one.hasChanged());
    if (!isChanged.includes(true)) return this.tools;
    const failures = new Map<string, CliError>();
    const listed = this.#servers.map(async ({ name, callMs, use }) => {
      try {
        return [await pooledSource(name, use, { timeout: Math.min(callMs, LIST_MS), signal })];
      } catch (error) {
        signal.throwIfAborted();
        failures.set(name, connectionFailure(name, failedAt(name, error)));
        return this.sources.filter((one) => one.name === name);
      }
    });
    this.sources = (await Promise.all(listed)).flat();
    this.failures = failures;
    const sources = [...this.sources, ...linkReader(this.sources)];
    this.tools = await toolbox(sources, () => undefined, signal);
    return this.tools;
  }
}
