import { McpServer } from '@modelcontextprotocol/server';
import { storeLevel } from '../../call/call-log.js';
import { completionOf } from '../../call/completion.js';
import type { ListedTool } from '../../call/lists.js';
import type { Registrations } from '../../call/registrations.js';
import { implementationOf, type ServerFactory } from '../../provider/definition.js';
import { providerDefiner } from '../../provider/provider.js';
import { boundedValidator } from '../../utils/bounded-validator.js';
import { makeHandler } from '../make-handler.js';
import { type Caller, requestIn } from './caller.js';
import { registerPrompts, servePrompts } from './prompts.js';
import { registerResources, serveResources } from './resources.js';
import { decryptState, isOwnState } from './state.js';
import { registerTools, serveTools } from './tools.js';

export type { McpServer };

const LIST_TTL_MS = 300_000;

const serverFactory: ServerFactory<McpServer> = ({
  options,
  registrations,
  lists,
  policy,
  configure,
}) => {
  const { name, instructions, capabilities } = options;
  const info = implementationOf(options);
  const headerSchemasOf = headerSchemas();
  lists(); // a schema that cannot be expressed stops the start, not a request
  return (principal, request) => {
    const { userId } = principal;
    const server = new McpServer(info, {
      capabilities,
      jsonSchemaValidator: boundedValidator,
      ...(instructions && { instructions }),
      ...(request?.protocolVersion && { supportedProtocolVersions: [request.protocolVersion] }),
      cacheHints: { 'tools/list': { ttlMs: LIST_TTL_MS, cacheScope: 'private' } },
      requestState: {
        verify(state, { mcpReq: { method } }) {
          if (isOwnState(state)) return decryptState(state, { provider: name, userId, method });
          if (configure) return undefined; // it may be of a tool that "configure" has added
          throw new Error('The state is not of this server');
        },
      },
    });
    const caller: Caller = { provider: name, principal, policy, request, server };
    const headers = headerSchemasOf(lists().tools);
    if (headers) server.toolInputSchemaJson = (tool) => headers.get(tool);
    if (configure) {
      registerTools(caller, registrations.tools, lists().tools);
      registerResources(caller, registrations.resources);
      registerPrompts(caller, registrations.prompts);
    } else {
      if (capabilities.tools) serveTools(caller, registrations, lists);
      if (capabilities.resources) serveResources(caller, registrations.resources, lists);
      if (capabilities.prompts) servePrompts(caller, registrations.prompts, lists);
    }
    if (capabilities.completions) addCompletions(caller, registrations);
    // Code in "configure" sends log messages through the SDK, which then keeps the level.
    if (capabilities.logging && !configure)
      server.server.setRequestHandler('logging/setLevel', ({ params: { level } }) => {
        storeLevel(server, level);
        return {};
      });
    configure?.(server, principal);
    return server;
  };
};

/**
 * Defines a provider: `tool`, `resource` and `prompt` register what it serves. `createServer`
 * creates a server for one principal; no two principals share one.
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

type Schemas = ReadonlyMap<string, ListedTool['inputSchema']>;

/**
 * Returns the schemas of tools with arguments that are also in headers (SEP-2243): the SDK compares
 * the two. Each list is searched once.
 */
export function headerSchemas(): (tools: ListedTool[]) => Schemas | undefined {
  const schemasByList = new WeakMap<ListedTool[], Schemas>();
  return (tools) => {
    const cached = schemasByList.get(tools);
    const schemas =
      cached ??
      new Map(tools.filter(hasHeaders).map(({ name, inputSchema }) => [name, inputSchema]));
    if (!cached) schemasByList.set(tools, schemas);
    return schemas.size > 0 ? schemas : undefined;
  };
}

const hasHeaders = ({ inputSchema }: ListedTool): boolean =>
  JSON.stringify(inputSchema).includes('"x-mcp-header"');

function addCompletions(caller: Caller, registrations: Registrations): void {
  const { server } = caller.server;
  server.setRequestHandler('completion/complete', ({ params }, context) =>
    completionOf(registrations, params, {
      ...caller,
      request: requestIn(caller, context),
      signal: context.mcpReq.signal,
    }),
  );
}
