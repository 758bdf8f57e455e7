import { McpServer } from '@modelcontextprotocol/server';
import * as z from 'zod';
import { setLogLevel } from '../../call/call-log.js';
import { completionOf } from '../../call/completion.js';
import { formerSchema } from '../../call/define/former-names.js';
import type { Registrations } from '../../call/define/registrations.js';
import type { ListedTool } from '../../call/lists/lists.js';
import { setSkillLoader } from '../../call/project-skills.js';
import {
  implementationOf,
  type ProviderParts,
  type ServerFactory,
} from '../../provider/definition.js';
import { providerDefiner } from '../../provider/provider.js';
import { boundedValidator } from '../../utils/bounded-validator.js';
import { StartError } from '../../utils/start-error.js';
import { makeHandler } from '../make-handler.js';
import { type Caller, requestIn } from './caller.js';
import { registerPrompts, servePrompts } from './prompts.js';
import { registerResources, serveResources } from './resources.js';
import { decryptState, isOwnState } from './state.js';
import { registerTools, serveTools } from './tools.js';

export type { McpServer };

setSkillLoader(() => import('../../skills/load-skills.js'));

const LIST_TTL_MS = 300_000;

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
  const info = implementationOf(options);
  const renamedTool = [...registrations.tools.values()].find((tool) =>
    tool.formerly?.some((entry) => entry.name !== undefined),
  );
  if (configure && renamedTool)
    throw new StartError(
      `Provider "${name}" has "configure", so the former name of "${renamedTool.name}" cannot be called. Remove "configure", or the name from "formerly".`,
    );
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
    const headers = headerSchemasOf(lists().tools, registrations.tools);
    if (headers) server.toolInputSchemaJson = (tool) => headers.get(tool);
    if (configure) {
      registerTools(caller, registrations.tools, lists().tools);
      registerResources(caller, registrations.resources);
      registerPrompts(caller, registrations.prompts);
    } else {
      if (capabilities.tools) serveTools(caller, { registrations, lists, tasks, views });
      if (capabilities.resources) serveResources(caller, registrations.resources, lists);
      if (capabilities.prompts) servePrompts(caller, registrations.prompts, lists);
    }
    const skills = Array.from(registrations.resources.values(), ({ skill }) => skill ?? []).flat();
    skills[0]?.serve(
      server,
      skills.map(({ entry }) => entry),
    );
    if (events) serveEvents(caller, events);
    if (capabilities.completions) addCompletions(caller, registrations);
    // Code in "configure" sends log messages through the SDK, which then keeps the level.
    if (capabilities.logging && !configure)
      server.server.setRequestHandler('logging/setLevel', ({ params: { level } }) => {
        setLogLevel(server, level);
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
 * Returns the schemas of tools with arguments that are also in headers (SEP-2243), by all names of
 * the tools: the SDK compares the two. Each list is searched once.
 */
export function headerSchemas(): (
  listedTools: ListedTool[],
  tools: Registrations['tools'],
) => Schemas | undefined {
  const schemasByList = new WeakMap<ListedTool[], Schemas>();
  return (listedTools, tools) => {
    const cached = schemasByList.get(listedTools);
    const schemas =
      cached ??
      new Map(
        listedTools
          .filter(hasHeaders)
          .flatMap(({ name, inputSchema }) => [
            [name, inputSchema] as const,
            ...(tools.get(name)?.formerly ?? []).flatMap((entry) =>
              entry.name === undefined
                ? []
                : [[entry.name, formerSchema(inputSchema, entry)] as const],
            ),
          ]),
      );
    if (!cached) schemasByList.set(listedTools, schemas);
    return schemas.size > 0 ? schemas : undefined;
  };
}

const hasHeaders = ({ inputSchema }: ListedTool): boolean =>
  JSON.stringify(inputSchema).includes('"x-mcp-header"');

/** Handles the methods of events; their code is loaded when it is used. */
function serveEvents(caller: Caller, events: NonNullable<ProviderParts<never>['events']>): void {
  for (const method of ['events/list', 'events/subscribe', 'events/unsubscribe'] as const)
    caller.server.server.setRequestHandler(
      method,
      { params: z.looseObject({}) },
      async (params, context) => {
        const { eventMethod } = await import('./events.js');
        return eventMethod(method, caller, params, await events(), context);
      },
    );
}

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
