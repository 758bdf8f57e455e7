import type {
  CallToolResult,
  GetPromptResult,
  ReadResourceResult,
  ServerContext,
  StandardSchemaWithJSON,
} from '@modelcontextprotocol/server';
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
import type { CallSubject } from '../../provider/call.js';
import { perform } from '../../provider/call.js';
import { completionOf } from '../../provider/completion.js';
import type { Prompt, Resource, Tool } from '../../provider/define.js';
import type { ServerFactory } from '../../provider/provider.js';
import { providerDefiner } from '../../provider/provider.js';
import type { Registrations } from '../../provider/registrations.js';
import { resourcesOf } from '../../provider/resource-list.js';
import type { ListedTool } from '../../provider/tool-list.js';
import { jsonSchema, listedTool, registrationsFor } from '../../provider/tool-list.js';
import { decodedVariables } from '../../provider/variables.js';

export type { McpServer };

/** Whose call it is. */
type Caller = Omit<CallSubject, 'kind' | 'name'>;

const LIST_TTL_MS = 300_000;

const factory: ServerFactory<McpServer> = (options, registrations) => {
  const { name, title, version, instructions, capabilities } = options;
  const listed = [...registrations.tools.values()].map(listedTool);
  const inHeaders = new Map(listed.filter(hasHeaders).map((tool) => [tool.name, tool.inputSchema]));
  return (principal, request) => {
    const server = new McpServer(
      { name, version, ...(title && { title }) },
      {
        capabilities,
        ...(instructions && { instructions }),
        cacheHints: { 'tools/list': { ttlMs: LIST_TTL_MS, cacheScope: 'private' } },
      },
    );
    const caller = { provider: name, principal, request };
    const used = request ? registrationsFor(registrations, request.message) : registrations;
    if (listed.length > 0) addTools(server, registrations.tools, listed, caller);
    if (inHeaders.size > 0) server.toolInputSchemaJson = (tool) => inHeaders.get(tool);
    for (const resource of used.resources?.values() ?? []) addResource(server, resource, caller);
    for (const prompt of used.prompts?.values() ?? []) addPrompt(server, prompt, caller);
    if (capabilities.completions) addCompletions(server, registrations, caller);
    return server;
  };
};

/**
 * One provider: `tool`, `resource` and `prompt` register what it serves. `createServer` makes a server bound to one
 * principal; no two principals share one.
 */
export const defineProvider = providerDefiner(
  factory,
  async () => (await import('./serve.js')).line,
);

/** Some arguments are also in headers (SEP-2243), and the SDK compares the two. */
const hasHeaders = ({ inputSchema }: ListedTool): boolean =>
  JSON.stringify(inputSchema).includes('"x-mcp-header"');

/** Tools check their arguments, and their schemas are ready: the SDK's own registration would do both with each request. */
function addTools(
  { server }: McpServer,
  tools: ReadonlyMap<string, Tool>,
  listed: ListedTool[],
  caller: Caller,
): void {
  server.setRequestHandler('tools/list', () => ({ tools: listed }));
  server.setRequestHandler('tools/call', async ({ params }, { mcpReq }) => {
    const { name } = params;
    const tool = tools.get(name);
    if (!tool) throw new ProtocolError(ProtocolErrorCode.InvalidParams, `Tool ${name} not found`);
    const progress = progressOf(mcpReq);
    const subject: CallSubject = { ...caller, kind: 'tool', name, progress };
    const outcome = await perform(subject, mcpReq.signal, (context) =>
      tool.call(params.arguments ?? {}, context),
    );
    if (outcome.ok) return outcome.value as CallToolResult;
    const { message, url } = outcome;
    // A client that was asked before and comes back without a sign-in gets the message.
    if (url !== undefined && !mcpReq.inputResponses && opensUrls(mcpReq.envelope)) {
      return inputRequired({ inputRequests: { open: inputRequired.elicitUrl({ message, url }) } });
    }
    return { content: [{ type: 'text', text: message }], isError: true };
  });
}

/** Sends progress to a client that asked for it (MCP, "Progress"). */
function progressOf({ _meta, notify }: ServerContext['mcpReq']): CallSubject['progress'] {
  const progressToken = _meta?.progressToken;
  if (progressToken === undefined) return undefined;
  return (progress) => {
    const params = { ...progress, progressToken };
    notify({ method: 'notifications/progress', params }).catch(() => {}); // the client has gone
  };
}

/** Whether the client can open a URL for the person: it says so with each request (URL-mode elicitation). */
const opensUrls = (envelope: unknown): boolean => UrlElicitation.safeParse(envelope).success;

const UrlElicitation = z.looseObject({
  [CLIENT_CAPABILITIES_META_KEY]: z.looseObject({
    elicitation: z.looseObject({ url: z.looseObject({}) }),
  }),
});

/** A schema for the SDK to list. Any value passes: tools and prompts check theirs themselves. */
function unchecked(json: Record<string, unknown> = {}): StandardSchemaWithJSON {
  return {
    '~standard': {
      version: 1,
      vendor: 'json-schema',
      validate: (value) => ({ value }),
      jsonSchema: { input: () => json, output: () => json },
    },
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
    if (!decoded) throw new ResourceNotFoundError(address.href);
    const outcome = await perform({ ...caller, kind: 'resource', name }, signal, (context) =>
      resource.contents(decoded, context, address.href),
    );
    if (!outcome.ok) throw new ProtocolError(ProtocolErrorCode.InternalError, outcome.message);
    if (outcome.value === undefined) throw new ResourceNotFoundError(address.href);
    return outcome.value as ReadResourceResult;
  }
  if (uri.includes('{')) {
    const list = resource.list && (({ mcpReq: { signal } }: ServerContext) => listed(resource, caller, signal)); // prettier-ignore
    const template = new ResourceTemplate(uri, { list });
    server.registerResource(name, template, meta, (address, variables, { mcpReq }) =>
      read(address, variables, mcpReq.signal),
    );
  } else {
    server.registerResource(name, uri, meta, (address, { mcpReq }) =>
      read(address, {}, mcpReq.signal),
    );
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
  server.setRequestHandler('completion/complete', ({ params }, { mcpReq: { signal } }) =>
    completionOf(provider, registrations, params, { principal, signal }),
  );
}

function addPrompt(server: McpServer, prompt: Prompt, caller: Caller): void {
  const { name, title, description, args } = prompt;
  const config = {
    ...(title && { title }),
    ...(description && { description }),
    argsSchema: unchecked(jsonSchema(args, 'input')),
  };
  server.registerPrompt(name, config, async (values: unknown, { mcpReq }) => {
    const subject: CallSubject = { ...caller, kind: 'prompt', name };
    const outcome = await perform(subject, mcpReq.signal, (context) =>
      prompt.messages(values, context),
    );
    if (!outcome.ok) throw new ProtocolError(ProtocolErrorCode.InvalidParams, outcome.message);
    return outcome.value as GetPromptResult;
  });
}
