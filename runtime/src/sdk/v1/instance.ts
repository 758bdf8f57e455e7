import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { UriTemplate } from '@modelcontextprotocol/sdk/shared/uriTemplate.js';
import {
  CallToolRequestSchema,
  CompleteRequestSchema,
  ErrorCode,
  GetPromptRequestSchema,
  ListPromptsRequestSchema,
  ListResourcesRequestSchema,
  ListResourceTemplatesRequestSchema,
  ListToolsRequestSchema,
  McpError,
  ReadResourceRequestSchema,
  SetLevelRequestSchema,
} from '@modelcontextprotocol/sdk/types.js';
import type { Failure } from '../../call/call.js';
import { setLogLevel } from '../../call/call-log.js';
import { completionOf } from '../../call/completion.js';
import type { Registrations } from '../../call/define/registrations.js';
import type { ListedTool, Lists } from '../../call/lists/lists.js';
import { resourceAt, resourcesOfTemplates } from '../../call/lists/resource-list.js';
import { errorResult, jsonRpcError } from '../../call/result/error-result.js';
import { promptCall, resourceCall, toolCall, visibleTools } from '../../call/tool-calls.js';
import {
  implementationOf,
  type ProviderParts,
  type ServerFactory,
  VIEWS_EXTENSION,
} from '../../provider/definition.js';
import { providerDefiner } from '../../provider/provider.js';
import { principalIn } from '../../provider/sdk-line.js';
import { boundedValidator } from '../../utils/bounded-validator.js';
import { StartError } from '../../utils/start-error.js';
import { makeHandler } from '../make-handler.js';
import { type Caller, performFor, requestIn } from './caller.js';

export type { McpServer };

const serverFactory: ServerFactory<McpServer> = ({
  options,
  registrations,
  lists,
  policy,
  configure,
  tasks,
  views,
  events,
}) => {
  const { name, instructions, capabilities } = options;
  if (tasks ?? events)
    throw new StartError(
      `Provider "${name}" has ${tasks ? 'tools with "task"' : 'events'}, which require "mcp-provider" instead of "mcp-provider/v1".`,
    );
  const info = implementationOf(options);
  const { tools, resources, prompts, ...others } = capabilities;
  lists(); // a schema that cannot be expressed stops the start, not a request
  return (principal, request) => {
    // With these capabilities, the SDK would accept further tools and so on from "configure", and
    // never list them.
    const server = new McpServer(info, {
      capabilities: others,
      jsonSchemaValidator: boundedValidator,
      ...(instructions && { instructions }),
    });
    server.server.registerCapabilities({
      ...(tools && { tools }),
      ...(resources && { resources }),
      ...(prompts && { prompts }),
    });
    const caller: Caller = { provider: name, principal, policy, request, server };
    if (tools) serveTools(caller, { registrations, lists, views });
    if (resources) serveResources(caller, registrations, lists);
    if (prompts) servePrompts(caller, registrations, lists);
    if (capabilities.completions) addCompletions(caller, registrations);
    // Code in "configure" sends log messages through the SDK, which then keeps the level.
    if (capabilities.logging && !configure)
      server.server.setRequestHandler(SetLevelRequestSchema, ({ params: { level } }) => {
        setLogLevel(server, level);
        return {};
      });
    configure?.(server, principal);
    return server;
  };
};

/**
 * Defines a provider for version 1 of the MCP SDK: `tool`, `resource` and `prompt` register what it
 * serves. `createServer` creates a server for one principal; no two principals share one.
 */
export const defineProvider = providerDefiner(
  serverFactory,
  {
    serveStdio: async (...stdioArgs) => (await import('./stdio.js')).serveStdio(...stdioArgs),
    httpEndpoint: async (...httpArgs) =>
      (await import('./http-endpoint.js')).httpEndpoint(...httpArgs),
  },
  makeHandler,
);

function addCompletions(caller: Caller, registrations: Registrations): void {
  caller.server.server.setRequestHandler(CompleteRequestSchema, ({ params }, extra) =>
    completionOf(registrations, params, {
      ...caller,
      request: requestIn(caller, extra),
      signal: extra.signal,
    }),
  );
}

/**
 * Serves tools without the SDK's own registration: tools check their arguments, and their schemas
 * are ready, so it would do both again.
 */
function serveTools(
  caller: Caller,
  { registrations, lists, views }: Pick<ProviderParts<never>, 'registrations' | 'lists' | 'views'>,
): void {
  const { server } = caller.server;
  server.setRequestHandler(ListToolsRequestSchema, async (_request, { authInfo }) => {
    const principal = principalIn(caller.principal, authInfo);
    const listedTools = visibleTools(principal, registrations.tools, lists().tools);
    const capabilities = server.getClientCapabilities(); // stated only if there is a session
    const canShow =
      capabilities === undefined || VIEWS_EXTENSION in (capabilities.extensions ?? {});
    return { tools: (views && canShow ? await views(listedTools) : listedTools).map(listEntry) };
  });
  server.setRequestHandler(CallToolRequestSchema, async ({ params }, extra) => {
    const { name, arguments: args = {} } = params;
    const call = toolCall(registrations.tools, name, args);
    const unknownTool = () => new McpError(ErrorCode.InvalidParams, `Tool ${name} not found`);
    if (!call) throw unknownTool();
    const outcome = await performFor(caller, call, extra);
    if (!outcome.ok && outcome.isHidden) throw unknownTool();
    return outcome.ok ? outcome.value : errorResult(outcome);
  });
}

/**
 * Returns a tool for the list of this SDK version, which accepts only objects as results. The
 * members are in the order of its own registration.
 */
const listEntry = ({ title, annotations, outputSchema, ...tool }: ListedTool) => ({
  ...tool,
  ...(title && { title }),
  ...(outputSchema && { outputSchema: { ...outputSchema, type: 'object' as const } }),
  ...(annotations && { annotations }),
});

/** The error code of MCP 2025-11-25 (resources), which is not in the SDK's list. */
const RESOURCE_NOT_FOUND = -32_002;

/** Serves the resources that are registered when a request arrives. */
function serveResources(caller: Caller, { resources }: Registrations, lists: () => Lists): void {
  const { server } = caller.server;
  server.setRequestHandler(ListResourcesRequestSchema, async (_request, extra) => {
    const request = requestIn(caller, extra);
    const { signal } = extra;
    const listedResources = await resourcesOfTemplates(resources.values(), {
      ...caller,
      request,
      signal,
    });
    return { resources: [...lists().resources, ...listedResources] };
  });
  server.setRequestHandler(ListResourceTemplatesRequestSchema, () => ({
    resourceTemplates: lists().templates,
  }));
  server.setRequestHandler(ReadResourceRequestSchema, async ({ params: { uri } }, extra) => {
    const foundResource = resourceAt(
      resources.values(),
      uri,
      matchTemplate,
      caller.principal.userId,
    );
    if (!foundResource) throw notFound(uri);
    const outcome = await performFor(caller, resourceCall(foundResource), extra);
    if (!outcome.ok && !outcome.isMissing) throw rpcErrorOf(outcome, ErrorCode.InternalError);
    if (!outcome.ok || outcome.value === undefined) throw notFound(uri);
    return outcome.value;
  });
}

const matchTemplate = (template: string, uri: string) => new UriTemplate(template).match(uri);

const notFound = (uri: string) => new McpError(RESOURCE_NOT_FOUND, `Resource not found: ${uri}`);

/** Serves the prompts that are registered when a request arrives. */
function servePrompts(caller: Caller, { prompts }: Registrations, lists: () => Lists): void {
  const { server } = caller.server;
  server.setRequestHandler(ListPromptsRequestSchema, () => ({ prompts: lists().prompts }));
  server.setRequestHandler(GetPromptRequestSchema, async ({ params }, extra) => {
    const { name } = params;
    const prompt = prompts.get(name);
    if (!prompt) throw new McpError(ErrorCode.InvalidParams, `Prompt ${name} not found`);
    const outcome = await performFor(caller, promptCall(prompt, params.arguments), extra);
    if (!outcome.ok) throw rpcErrorOf(outcome, ErrorCode.InvalidParams);
    return outcome.value;
  });
}

const rpcErrorOf = ({ message, rpc }: Failure, code: ErrorCode): Error =>
  rpc ? jsonRpcError(message, rpc) : new McpError(code, message);
