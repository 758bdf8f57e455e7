import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { CompleteRequestSchema } from '@modelcontextprotocol/sdk/types.js';
import { completionOf } from '../../provider/completion.js';
import type { ServerFactory } from '../../provider/provider.js';
import { implementationOf, providerDefiner } from '../../provider/provider.js';
import type { Registrations } from '../../provider/registrations.js';
import type { Caller } from './caller.js';
import { requestIn } from './caller.js';
import { servePrompts } from './prompts.js';
import { serveResources } from './resources.js';
import { serveTools } from './tools.js';

export type { McpServer };

const factory: ServerFactory<McpServer> = ({
  options,
  registrations,
  lists,
  policy,
  configure,
}) => {
  const { name, instructions, capabilities } = options;
  const info = implementationOf(options);
  const { tools, resources, prompts, ...others } = capabilities;
  lists(); // a schema that cannot be expressed stops the start, not a request
  return (principal, request) => {
    // With these capabilities, the SDK would accept further tools and so on from "configure", and never list them.
    const server = new McpServer(info, {
      capabilities: others,
      ...(instructions && { instructions }),
    });
    server.server.registerCapabilities({
      ...(tools && { tools }),
      ...(resources && { resources }),
      ...(prompts && { prompts }),
    });
    const caller: Caller = { provider: name, principal, policy, request, server };
    if (tools) serveTools(caller, registrations, lists);
    if (resources) serveResources(caller, registrations.resources, lists);
    if (prompts) servePrompts(caller, registrations.prompts, lists);
    if (capabilities.completions) addCompletions(caller, registrations);
    configure?.(server, principal);
    return server;
  };
};

/**
 * One provider, for version 1 of the MCP SDK: `tool`, `resource` and `prompt` register what it serves. `createServer`
 * makes a server bound to one principal; no two principals share one.
 */
export const defineProvider = providerDefiner(factory, {
  serveStdio: async (...served) => (await import('./stdio.js')).serveStdio(...served),
  httpEndpoint: async (...served) => (await import('./http-endpoint.js')).httpEndpoint(...served),
});

function addCompletions(caller: Caller, registrations: Registrations): void {
  caller.server.server.setRequestHandler(CompleteRequestSchema, ({ params }, extra) =>
    completionOf(registrations, params, {
      ...caller,
      request: requestIn(caller, extra),
      signal: extra.signal,
    }),
  );
}
