import { McpServer, ResourceTemplate } from '@modelcontextprotocol/sdk/server/mcp.js';
import type { GetPromptResult, ReadResourceResult } from '@modelcontextprotocol/sdk/types.js';
import {
  CallToolRequestSchema,
  CompleteRequestSchema,
  ErrorCode,
  ListToolsRequestSchema,
  McpError,
} from '@modelcontextprotocol/sdk/types.js';
import { completionOf } from '../../provider/completion.js';
import type { Prompt, Resource, Tool } from '../../provider/define.js';
import type { ServerFactory } from '../../provider/provider.js';
import { providerDefiner } from '../../provider/provider.js';
import type { Registrations } from '../../provider/registrations.js';
import { resourcesOf } from '../../provider/resource-list.js';
import type { ListedTool } from '../../provider/tool-list.js';
import { listedTool, registrationsFor } from '../../provider/tool-list.js';
import { decodedVariables } from '../../provider/variables.js';
import type { Caller, Extra } from './caller.js';
import { performFor } from './caller.js';

export type { McpServer };

/** Not in the SDK's list of codes (MCP 2025-11-25, resources). */
const RESOURCE_NOT_FOUND = -32_002;

const factory: ServerFactory<McpServer> = (options, registrations, configure) => {
  const { name, title, version, instructions, capabilities } = options;
  const listed = [...registrations.tools.values()].map((tool) => asListed(listedTool(tool)));
  const { tools, ...others } = capabilities;
  return (principal, request) => {
    const server = new McpServer(
      { name, version, ...(title && { title }) },
      // With "tools", the SDK would accept further tools from "configure", and never list them.
      { capabilities: others, ...(instructions && { instructions }) },
    );
    if (tools) server.server.registerCapabilities({ tools });
    const caller: Caller = { provider: name, principal, request, server };
    const used = request ? registrationsFor(registrations, request.message) : registrations;
    if (listed.length > 0) addTools(caller, registrations.tools, listed);
    for (const resource of used.resources?.values() ?? []) addResource(caller, resource);
    for (const prompt of used.prompts?.values() ?? []) addPrompt(caller, prompt);
    if (capabilities.completions) addCompletions(caller, registrations);
    configure?.(server, principal);
    return server;
  };
};

/**
 * One provider, for version 1 of the MCP SDK: `tool`, `resource` and `prompt` register what it serves. `createServer`
 * makes a server bound to one principal; no two principals share one.
 */
export const defineProvider = providerDefiner(
  factory,
  async () => (await import('./serve.js')).line,
);

/** This version accepts only objects as results. The members are in the order in which its own registration lists them. */
const asListed = ({ title, annotations, outputSchema, ...tool }: ListedTool) => ({
  ...tool,
  ...(title && { title }),
  ...(outputSchema && { outputSchema: { ...outputSchema, type: 'object' as const } }),
  ...(annotations && { annotations }),
});

/** Tools check their arguments, and their schemas are ready: the SDK's own registration would do both again. */
function addTools(
  caller: Caller,
  tools: ReadonlyMap<string, Tool>,
  listed: ReturnType<typeof asListed>[],
): void {
  const { server } = caller.server;
  server.setRequestHandler(ListToolsRequestSchema, () => ({ tools: listed }));
  server.setRequestHandler(CallToolRequestSchema, async ({ params }, extra) => {
    const { name, arguments: given = {} } = params;
    const called = tools.get(name);
    if (!called) throw new McpError(ErrorCode.InvalidParams, `Tool ${name} not found`);
    const { tool, args } = called.forwards?.(given) ?? { tool: called, args: given };
    const outcome = await performFor(caller, { kind: 'tool', name: tool.name }, extra, (context) =>
      tool.call(args, context),
    );
    if (!outcome.ok) return { content: [{ type: 'text', text: outcome.message }], isError: true };
    return outcome.value;
  });
}

function addResource(caller: Caller, resource: Resource): void {
  const { name, uri, title, description, mimeType } = resource;
  const { server } = caller;
  const meta = {
    ...(mimeType && { mimeType }),
    ...(title && { title }),
    ...(description && { description }),
  };
  async function read(address: URL, variables: Record<string, string | string[]>, extra: Extra) {
    const decoded = decodedVariables(variables);
    if (!decoded) throw notFound(address);
    const outcome = await performFor(caller, { kind: 'resource', name }, extra, (context) =>
      resource.contents(decoded, context, address.href),
    );
    if (!outcome.ok) throw new McpError(ErrorCode.InternalError, outcome.message);
    if (outcome.value === undefined) throw notFound(address);
    return outcome.value as ReadResourceResult;
  }
  if (!uri.includes('{')) {
    server.registerResource(name, uri, meta, (address, extra) => read(address, {}, extra));
    return;
  }
  const list = async ({ signal }: Extra) => ({
    resources: await resourcesOf(resource, { ...caller, signal }),
  });
  const template = new ResourceTemplate(uri, { list: resource.list && list });
  server.registerResource(name, template, meta, read);
}

function addCompletions(caller: Caller, registrations: Registrations): void {
  caller.server.server.setRequestHandler(CompleteRequestSchema, ({ params }, { signal }) =>
    completionOf(registrations, params, { ...caller, signal }),
  );
}

const notFound = ({ href }: URL) => new McpError(RESOURCE_NOT_FOUND, `Resource not found: ${href}`);

function addPrompt(caller: Caller, prompt: Prompt): void {
  const { name, title, description, args } = prompt;
  const meta = { ...(title && { title }), ...(description && { description }) };
  const config = { ...meta, argsSchema: args.shape };
  caller.server.registerPrompt(name, config, async (values, extra) => {
    const outcome = await performFor(caller, { kind: 'prompt', name }, extra, (context) =>
      prompt.messages(values, context),
    );
    if (!outcome.ok) throw new McpError(ErrorCode.InvalidParams, outcome.message);
    return outcome.value as GetPromptResult;
  });
}
