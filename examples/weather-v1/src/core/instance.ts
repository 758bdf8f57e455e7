import type { ServerCapabilities } from '@modelcontextprotocol/sdk/types.js';
import type { Prompt, ResourceDefinition, Tool, ToolAnnotations } from './define.js';
import type { Principal } from './principal.js';
import type { Offer } from './registry.js';
import { McpServer, ResourceTemplate } from '@modelcontextprotocol/sdk/server/mcp.js';
import {
  CallToolRequestSchema,
  ErrorCode,
  ListToolsRequestSchema,
  McpError,
} from '@modelcontextprotocol/sdk/types.js';
import * as z from 'zod';
import { publicMessage } from './failure.js';
import { offerOf } from './registry.js';
import { decodedVariables } from './variables.js';

export type { McpServer };

/** What a server tells a client about itself. */
export interface InitializationOptions {
  name: string;
  title?: string;
  version: string;
  instructions?: string;
  capabilities: ServerCapabilities;
}

/** A server bound to one principal. */
export type CreateServer = (principal: Principal) => McpServer;

/** Not in the SDK's list of codes (MCP 2025-11-25, resources). */
const RESOURCE_NOT_FOUND = -32_002;

interface ShownTool {
  [key: string]: unknown;
  name: string;
  title?: string;
  description: string;
  inputSchema: { [key: string]: unknown; type: 'object' };
  outputSchema?: { [key: string]: unknown; type: 'object' };
  annotations?: ToolAnnotations;
}

/**
 * Prepares a provider's servers: schemas are converted once, at the first call, and not for each request.
 * @throws Error where JSON Schema cannot express a tool's schema
 */
export function serverFactory(provider: string, options: InitializationOptions): CreateServer {
  let shown: ShownTool[] | undefined;
  return (principal) => {
    const offer = offerOf(provider);
    if (!offer) throw new Error(`Provider "${provider}" is not registered`);
    shown ??= [...offer.tools.values()].map(shownTool);
    const { name, title, version, instructions, capabilities } = options;
    const server = new McpServer(
      { name, version, ...(title && { title }) },
      { capabilities, ...(instructions && { instructions }) },
    );
    addTools(server, offer, shown, principal);
    for (const resource of offer.resources.values()) addResource(server, resource, principal);
    for (const prompt of offer.prompts.values()) addPrompt(server, prompt, principal);
    return server;
  };
}

function shownTool({ name, title, description, input, output, annotations }: Tool): ShownTool {
  return {
    name,
    description,
    inputSchema: schemaOf(input, 'input'),
    ...(title && { title }),
    ...(output && { outputSchema: schemaOf(output, 'output') }),
    ...(annotations && { annotations }),
  };
}

function schemaOf(schema: z.ZodType, io: 'input' | 'output') {
  return { ...z.toJSONSchema(schema, { io, target: 'draft-2020-12' }), type: 'object' as const };
}

/** The tool checks its arguments itself, and its schema is ready: the SDK's own registration would do both again. */
function addTools(
  { server }: McpServer,
  { tools }: Offer,
  shown: ShownTool[],
  principal: Principal,
): void {
  server.setRequestHandler(ListToolsRequestSchema, () => ({ tools: shown }));
  server.setRequestHandler(CallToolRequestSchema, async ({ params }, { signal }) => {
    const tool = tools.get(params.name);
    if (!tool) throw new McpError(ErrorCode.InvalidParams, `Tool ${params.name} not found`);
    try {
      const { text, structured } = await tool.call(params.arguments ?? {}, { principal, signal });
      return {
        content: [{ type: 'text', text }],
        ...(structured && { structuredContent: structured }),
      };
    } catch (error) {
      if (signal.aborted) return { content: [], isError: true }; // nobody is listening any more
      return {
        content: [{ type: 'text', text: publicMessage(tool.name, error, principal) }],
        isError: true,
      };
    }
  });
}

function addResource(server: McpServer, resource: ResourceDefinition, principal: Principal): void {
  const { name, uri, title, description, mimeType } = resource;
  const meta = { mimeType, ...(title && { title }), ...(description && { description }) };
  async function read(
    address: URL,
    variables: Record<string, string | string[]>,
    signal: AbortSignal,
  ) {
    const decoded = decodedVariables(variables);
    const text =
      decoded &&
      (await resource.read(decoded, { principal, signal }).catch((error: unknown) => {
        throw new McpError(ErrorCode.InternalError, publicMessage(name, error, principal));
      }));
    if (text === undefined)
      throw new McpError(RESOURCE_NOT_FOUND, `Resource not found: ${address.href}`);
    return { contents: [{ uri: address.href, mimeType, text }] };
  }
  if (uri.includes('{')) {
    const template = new ResourceTemplate(uri, { list: undefined });
    server.registerResource(name, template, meta, (address, variables, { signal }) =>
      read(address, variables, signal),
    );
  } else {
    server.registerResource(name, uri, meta, (address, { signal }) => read(address, {}, signal));
  }
}

function addPrompt(server: McpServer, prompt: Prompt, principal: Principal): void {
  const { name, title, description, args } = prompt;
  const meta = { ...(title && { title }), ...(description && { description }) };
  server.registerPrompt(name, { ...meta, argsSchema: args.shape }, (values) => {
    try {
      return {
        messages: [{ role: 'user', content: { type: 'text', text: prompt.text(values) } }],
      };
    } catch (error) {
      throw new McpError(ErrorCode.InvalidParams, publicMessage(name, error, principal));
    }
  });
}
