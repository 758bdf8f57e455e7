import type { ServerCapabilities } from '@modelcontextprotocol/server';
import type { Prompt, ResourceDefinition } from './define.js';
import type { Prepared, PreparedTool } from './prepared.js';
import type { Principal } from './principal.js';
import {
  CLIENT_CAPABILITIES_META_KEY,
  inputRequired,
  McpServer,
  ProtocolError,
  ProtocolErrorCode,
  ResourceNotFoundError,
  ResourceTemplate,
} from '@modelcontextprotocol/server';
import * as z from 'zod';
import { ToolError } from './define.js';
import { log } from './log.js';
import { jsonSchema, prepare, shown, toolsFor } from './prepared.js';

export type { McpServer };

/** What a server tells a client about itself. */
export interface InitializationOptions {
  name: string;
  title?: string;
  version: string;
  instructions?: string;
  capabilities: ServerCapabilities;
}

/** A server bound to one principal. Given the message it will serve, it holds no more than that message can touch. */
export type CreateServer = (principal: Principal, message?: unknown) => McpServer;

const LIST_TTL_MS = 300_000;

/**
 * Prepares a provider's servers: schemas are converted once, at the first call, and not for each request.
 * @throws Error where JSON Schema cannot express a tool's schema
 */
export function serverFactory(provider: string, options: InitializationOptions): CreateServer {
  let prepared: Prepared | undefined;
  return (principal, message) => {
    prepared ??= prepare(provider);
    const { name, title, version, instructions, capabilities } = options;
    const server = new McpServer(
      { name, version, ...(title && { title }) },
      {
        capabilities,
        ...(instructions && { instructions }),
        cacheHints: { 'tools/list': { ttlMs: LIST_TTL_MS, cacheScope: 'private' } },
      },
    );
    const { list } = prepared;
    for (const tool of toolsFor(prepared, message)) addTool(server, tool, principal);
    if (list.length > 0) server.server.setRequestHandler('tools/list', () => ({ tools: list }));
    for (const resource of prepared.offer.resources.values())
      addResource(server, resource, principal);
    for (const prompt of prepared.offer.prompts.values()) addPrompt(server, prompt);
    return server;
  };
}

function addTool(server: McpServer, { tool, listed }: PreparedTool, principal: Principal): void {
  const { inputSchema, outputSchema } = listed;
  const config = {
    inputSchema: shown(inputSchema),
    ...(outputSchema && { outputSchema: shown(outputSchema) }),
  };
  server.registerTool(tool.name, config, async (args: unknown, { mcpReq }) => {
    const { signal } = mcpReq;
    try {
      const { text, structured } = await tool.call(args, { principal, signal });
      return {
        content: [{ type: 'text', text }],
        ...(structured && { structuredContent: structured }),
      };
    } catch (error) {
      if (signal.aborted) return { content: [], isError: true }; // nobody is listening any more
      const message = publicMessage(tool.name, error);
      const url = error instanceof ToolError ? error.url : undefined;
      // A client that was asked before and comes back without a sign-in is told in words.
      const opens = Opener.safeParse(mcpReq.envelope).success && !mcpReq.inputResponses;
      if (url !== undefined && opens) {
        return inputRequired({
          inputRequests: { open: inputRequired.elicitUrl({ message, url }) },
        });
      }
      return { content: [{ type: 'text', text: message }], isError: true };
    }
  });
}

/** What a client that can bring the person to an address says of itself with each request: URL-mode elicitation. */
const Opener = z.looseObject({
  [CLIENT_CAPABILITIES_META_KEY]: z.looseObject({
    elicitation: z.looseObject({ url: z.looseObject({}) }),
  }),
});

function addResource(server: McpServer, resource: ResourceDefinition, principal: Principal): void {
  const { name, uri, title, description, mimeType } = resource;
  const meta = { mimeType, ...(title && { title }), ...(description && { description }) };
  async function read(
    address: URL,
    variables: Record<string, string | string[]>,
    signal: AbortSignal,
  ) {
    const text = await resource
      .read(firstValues(variables), { principal, signal })
      .catch((error: unknown) => {
        throw new ProtocolError(ProtocolErrorCode.InternalError, publicMessage(name, error));
      });
    if (text === undefined) throw new ResourceNotFoundError(address.href);
    return { contents: [{ uri: address.href, mimeType, text }] };
  }
  if (uri.includes('{')) {
    const template = new ResourceTemplate(uri, { list: undefined });
    server.registerResource(name, template, meta, (address, variables, context) =>
      read(address, variables, context.mcpReq.signal),
    );
  } else {
    server.registerResource(name, uri, meta, (address, context) =>
      read(address, {}, context.mcpReq.signal),
    );
  }
}

const firstValues = (variables: Record<string, string | string[]>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(variables).map(([name, value]) => [name, [value].flat()[0] ?? '']),
  );

function addPrompt(server: McpServer, prompt: Prompt): void {
  const { name, title, description, args } = prompt;
  const config = {
    ...(title && { title }),
    ...(description && { description }),
    argsSchema: shown(jsonSchema(args, 'input')),
  };
  server.registerPrompt(name, config, (values: unknown) => {
    try {
      return { messages: [{ role: 'user', content: { type: 'text', text: prompt.text(values) } }] };
    } catch (error) {
      throw new ProtocolError(ProtocolErrorCode.InvalidParams, publicMessage(name, error));
    }
  });
}

/** A ToolError is meant for the reader; anything else is a bug or an outage: it is logged and hidden. */
function publicMessage(name: string, error: unknown): string {
  if (!(error instanceof ToolError)) {
    log('error', `${name} failed`, error);
    return 'Internal error';
  }
  if (error.cause !== undefined) log('error', `${name}: ${error.message}`, error.cause);
  return error.message;
}
