import type { RequestHandlerExtra } from '@modelcontextprotocol/sdk/shared/protocol.js';
import { McpServer, ResourceTemplate } from '@modelcontextprotocol/sdk/server/mcp.js';
import type {
  GetPromptResult,
  ReadResourceResult,
  ServerNotification,
  ServerRequest,
} from '@modelcontextprotocol/sdk/types.js';
import {
  CallToolRequestSchema,
  CompleteRequestSchema,
  ErrorCode,
  ListToolsRequestSchema,
  McpError,
} from '@modelcontextprotocol/sdk/types.js';
import type { CallSubject } from '../../provider/call.js';
import { perform } from '../../provider/call.js';
import { completionOf } from '../../provider/completion.js';
import type { Prompt, Resource, Tool } from '../../provider/define.js';
import type { ServerFactory } from '../../provider/provider.js';
import { providerDefiner } from '../../provider/provider.js';
import type { Registrations } from '../../provider/registrations.js';
import { resourcesOf } from '../../provider/resource-list.js';
import type { ListedTool } from '../../provider/tool-list.js';
import { listedTool, registrationsFor } from '../../provider/tool-list.js';
import { decodedVariables } from '../../provider/variables.js';

export type { McpServer };

type Extra = RequestHandlerExtra<ServerRequest, ServerNotification>;

/** Whose call it is. */
type Caller = Omit<CallSubject, 'kind' | 'name'>;

/** Not in the SDK's list of codes (MCP 2025-11-25, resources). */
const RESOURCE_NOT_FOUND = -32_002;

const factory: ServerFactory<McpServer> = (options, registrations) => {
  const { name, title, version, instructions, capabilities } = options;
  const listed = [...registrations.tools.values()].map((tool) => asListed(listedTool(tool)));
  return (principal, request) => {
    const server = new McpServer(
      { name, version, ...(title && { title }) },
      { capabilities, ...(instructions && { instructions }) },
    );
    const caller = { provider: name, principal, request };
    const used = request ? registrationsFor(registrations, request.message) : registrations;
    if (listed.length > 0) addTools(server, registrations.tools, listed, caller);
    for (const resource of used.resources?.values() ?? []) addResource(server, resource, caller);
    for (const prompt of used.prompts?.values() ?? []) addPrompt(server, prompt, caller);
    if (capabilities.completions) addCompletions(server, registrations, caller);
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
  { server }: McpServer,
  tools: ReadonlyMap<string, Tool>,
  listed: ReturnType<typeof asListed>[],
  caller: Caller,
): void {
  server.setRequestHandler(ListToolsRequestSchema, () => ({ tools: listed }));
  server.setRequestHandler(CallToolRequestSchema, async ({ params }, extra) => {
    const { name } = params;
    const tool = tools.get(name);
    if (!tool) throw new McpError(ErrorCode.InvalidParams, `Tool ${name} not found`);
    const progress = progressOf(extra);
    const subject: CallSubject = { ...caller, kind: 'tool', name, progress };
    const outcome = await perform(subject, extra.signal, (context) =>
      tool.call(params.arguments ?? {}, context),
    );
    if (!outcome.ok) return { content: [{ type: 'text', text: outcome.message }], isError: true };
    return outcome.value;
  });
}

/** Sends progress to a client that asked for it (MCP, "Progress"). */
function progressOf({ _meta, sendNotification }: Extra): CallSubject['progress'] {
  const progressToken = _meta?.progressToken;
  if (progressToken === undefined) return undefined;
  return (progress) => {
    const params = { ...progress, progressToken };
    sendNotification({ method: 'notifications/progress', params }).catch(() => {}); // the client has gone
  };
}

function addResource(server: McpServer, resource: Resource, caller: Caller): void {
  const { name, uri, title, description, mimeType } = resource;
  const meta = { mimeType, ...(title && { title }), ...(description && { description }) };
  async function read(
    address: URL,
    variables: Record<string, string | string[]>,
    signal: AbortSignal,
  ) {
    const decoded = decodedVariables(variables);
    if (!decoded) throw notFound(address);
    const outcome = await perform({ ...caller, kind: 'resource', name }, signal, (context) =>
      resource.contents(decoded, context, address.href),
    );
    if (!outcome.ok) throw new McpError(ErrorCode.InternalError, outcome.message);
    if (outcome.value === undefined) throw notFound(address);
    return outcome.value as ReadResourceResult;
  }
  if (uri.includes('{')) {
    const list = resource.list && (({ signal }: { signal: AbortSignal }) => listed(resource, caller, signal)); // prettier-ignore
    const template = new ResourceTemplate(uri, { list });
    server.registerResource(name, template, meta, (address, variables, { signal }) =>
      read(address, variables, signal),
    );
  } else {
    server.registerResource(name, uri, meta, (address, { signal }) => read(address, {}, signal));
  }
}

const listed = async (
  resource: Resource,
  { provider, principal }: Caller,
  signal: AbortSignal,
) => ({
  resources: await resourcesOf(provider, resource, { principal, signal }),
});

function addCompletions(
  { server }: McpServer,
  registrations: Registrations,
  { provider, principal }: Caller,
): void {
  server.setRequestHandler(CompleteRequestSchema, ({ params }, { signal }) =>
    completionOf(provider, registrations, params, { principal, signal }),
  );
}

const notFound = ({ href }: URL) => new McpError(RESOURCE_NOT_FOUND, `Resource not found: ${href}`);

function addPrompt(server: McpServer, prompt: Prompt, caller: Caller): void {
  const { name, title, description, args } = prompt;
  const meta = { ...(title && { title }), ...(description && { description }) };
  server.registerPrompt(name, { ...meta, argsSchema: args.shape }, async (values, { signal }) => {
    const outcome = await perform({ ...caller, kind: 'prompt', name }, signal, (context) =>
      prompt.messages(values, context),
    );
    if (!outcome.ok) throw new McpError(ErrorCode.InvalidParams, outcome.message);
    return outcome.value as GetPromptResult;
  });
}
