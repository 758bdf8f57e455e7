import { McpServer } from '@modelcontextprotocol/server';
import { decryptState, isOwnState } from '../../elicitation/state.js';
import { completionOf } from '../../provider/completion.js';
import type { ServerFactory } from '../../provider/provider.js';
import { providerDefiner } from '../../provider/provider.js';
import type { Registrations } from '../../provider/registrations.js';
import type { ListedTool } from '../../provider/tool-list.js';
import { listedTool, registrationsFor } from '../../provider/tool-list.js';
import type { Caller } from './caller.js';
import { addPrompt } from './prompts.js';
import { addResource } from './resources.js';
import { registerTools, serveTools } from './tools.js';

export type { McpServer };

const LIST_TTL_MS = 300_000;

const factory: ServerFactory<McpServer> = (options, registrations, configure) => {
  const { name, title, version, instructions, capabilities } = options;
  const listed = [...registrations.tools.values()].map(listedTool);
  const inHeaders = new Map(listed.filter(hasHeaders).map((tool) => [tool.name, tool.inputSchema]));
  return (principal, request) => {
    const { userId } = principal;
    const server = new McpServer(
      { name, version, ...(title && { title }) },
      {
        capabilities,
        ...(instructions && { instructions }),
        cacheHints: { 'tools/list': { ttlMs: LIST_TTL_MS, cacheScope: 'private' } },
        requestState: {
          verify(state, { mcpReq: { method } }) {
            if (isOwnState(state)) return decryptState(state, { provider: name, userId, method });
            if (configure) return undefined; // it may be of a tool that "configure" has added
            throw new Error('The state is not of this server');
          },
        },
      },
    );
    const caller: Caller = { provider: name, principal, request, server };
    const used = request ? registrationsFor(registrations, request.message) : registrations;
    if (listed.length > 0) (configure ? registerTools : serveTools)(caller, registrations.tools, listed); // prettier-ignore
    if (inHeaders.size > 0) server.toolInputSchemaJson = (tool) => inHeaders.get(tool);
    for (const resource of used.resources?.values() ?? []) addResource(caller, resource);
    for (const prompt of used.prompts?.values() ?? []) addPrompt(caller, prompt);
    if (capabilities.completions) addCompletions(caller, registrations);
    configure?.(server, principal);
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

function addCompletions(caller: Caller, registrations: Registrations): void {
  const { server } = caller.server;
  server.setRequestHandler('completion/complete', ({ params }, { mcpReq: { signal } }) =>
    completionOf(registrations, params, { ...caller, signal }),
  );
}
