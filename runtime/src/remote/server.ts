import * as z from 'zod';
import type { ApiAuth } from '../api/api-auth.js';
import type { CallContext } from '../call/call-context.js';
import type { CompletionRequest } from '../call/completion.js';
import type { Complete, Completion, Unchecked } from '../call/define/definitions.js';
import { ToolError } from '../call/result/tool-error.js';
import { AuthNeededError } from '../credentials/auth-needed.js';
import type { Limits } from '../fetch/limits.js';
import type { Principal } from '../identity/principal.js';
import { log } from '../project/log.js';
import { CallerRequests } from './caller-requests.js';
import type { RemoteCatalog } from './catalog.js';
import type { PoolOptions } from './pool.js';
import { UserConnections } from './user-connections.js';

/** Options of the connection to another MCP server. */
export interface RemoteOptions extends PoolOptions {
  /** Headers of every request to a URL. */
  headers?: Readonly<Record<string, string>>;
  /**
   * Environment variables of this server that its program gets, too, by the names that the program reads: settings of the
   * operator, such as a path. Values of each user are those of `programAuth`.
   */
  environment?: Readonly<Record<string, string>>;
  /** Returns the function that replaces `fetch`, such as for a client certificate. */
  fetch?: (url: string, init: RequestInit) => Promise<Response>;
  limits?: Partial<Limits>;
  /** Whether the server needs `initialize`, which saves a request for each connection. */
  isLegacy?: boolean;
}

/** Another MCP server, with one connection for each user. */
export interface RemoteServer {
  /** Returns the whole result of a tool (MCP `CallToolResult`). */
  callTool(name: string, args: unknown, context: CallContext): Promise<Record<string, unknown>>;
  /** For a tool of your own: the structured result, else the text. @throws ToolError with the text of an error */
  call(name: string, args: unknown, context: CallContext): Promise<Unchecked>;
  /** Reads the contents of a resource (MCP `ReadResourceResult`). */
  readResource(uri: string, context: CallContext): Promise<Record<string, unknown>>;
  /** Returns the messages of a prompt (MCP `GetPromptResult`). */
  getPrompt(name: string, args: unknown, context: CallContext): Promise<Record<string, unknown>>;
  /** Returns values for an argument of a prompt, or for a variable of a template (MCP `completion/complete`). */
  complete(
    ref: CompletionRequest['ref'],
    argument: CompletionRequest['argument'],
    context: Parameters<Complete>[1],
  ): Promise<Completion>;
  /** Closes the connection of a user. */
  end(userId: string): Promise<void>;
  /** Sets the catalog that the project serves: a tool that changes at the server is not called. */
  accept(catalog: RemoteCatalog): void;
  /** Connects, and compares the tools of the server with the accepted ones. */
  check(principal: Principal): Promise<void>;
  /** Returns whether an accepted tool has changed at the server, as this caller sees it. */
  hasChanged(name: string, principal: Principal): boolean;
}

/**
 * Returns the MCP server of a provider: `server` in provider-config.yaml is its URL, or the command that
 * starts it.
 * @example export const remote = remoteServer(PROVIDER_NAME, auth);
 */
export function remoteServer<Credentials>(
  provider: string,
  auth: ApiAuth<Credentials>,
  options: RemoteOptions = {},
): RemoteServer {
  const connections = new UserConnections(provider, auth, options);
  const { tools, pool, accepted } = connections;
  const requests = new CallerRequests(connections);
  const callTool: RemoteServer['callTool'] = (name, args, context) =>
    requests.request(context, 'tools/call', { name, arguments: args });
  return {
    callTool,
    async call(name, args, context) {
      const result = await callTool(name, args, context);
      const text = blocksText(result.content);
      if (result.isError) throw new ToolError(text);
      return (result.structuredContent ?? text) as Unchecked; // it is what the server sent
    },
    readResource: (uri, context) => requests.request(context, 'resources/read', { uri }),
    getPrompt: (name, args, context) =>
      requests.request(context, 'prompts/get', { name, arguments: args }),
    async complete(ref, argument, { others, ...context }) {
      const params = { ref, argument, context: { arguments: others } };
      const result = await requests.request<{ completion: Completion }>(
        context,
        'completion/complete',
        params,
      );
      return result.completion;
    },
    end: (userId) => pool().end(userId),
    accept({ tools: acceptedTools = [] }) {
      for (const tool of acceptedTools) tools.set(tool.remoteName ?? tool.name, tool);
    },
    async check(principal) {
      if (tools.size === 0) return;
      const connection = pool().use(connections.keyFor(principal), async () => {});
      await connection.catch((error: unknown) => {
        // Missing credentials are not a failure here: users sign in later.
        if (!(error instanceof AuthNeededError))
          log('error', 'The MCP server does not respond at the start.', error, { provider });
      });
    },
    hasChanged: (name, principal) => accepted().hasChanged(connections.keyFor(principal), name),
  };
}

const TextBlocks = z.array(z.looseObject({ text: z.string().optional() }));

const blocksText = (content: unknown): string =>
  TextBlocks.parse(content)
    .flatMap(({ text }) => text ?? [])
    .join('\n');
