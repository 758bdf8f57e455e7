import type { Client } from '@modelcontextprotocol/client';
import { type InvalidEntry, isTaskOnly, toolList } from '../remote/tool-list.js';
import type { ContextSource } from './context-tools.js';
import type { Source } from './toolbox.js';

/** Runs a task on the open connection, or on a new one. @param isRead whether the task can be repeated */
export type UseConnection = <T>(
  task: (client: Client) => Promise<T>,
  isRead?: boolean,
) => Promise<T>;

/** A server of a user whose connection is in a pool. */
export interface PooledSource extends Source, ContextSource {
  client: Source['client'] & ContextSource['client'];
  /** Definitions that do not conform to MCP. */
  invalid: readonly InvalidEntry[];
}

/** Lists the current tools of a server; a call uses the connection that is open at its time. */
export async function pooledSource(
  name: string,
  use: UseConnection,
  listOptions: { timeout: number; signal?: AbortSignal },
): Promise<PooledSource> {
  const { tools, invalid, capabilities, instructions } = await use(async (open) => ({
    ...(await toolList(open, { ...listOptions, cacheMode: 'refresh' })), // tools appear during a chat
    capabilities: open.getServerCapabilities(),
    instructions: open.getInstructions(),
  }));
  const isRead = (tool: unknown) =>
    tools.find((definition) => definition.name === tool)?.annotations?.readOnlyHint === true;
  return {
    name,
    invalid,
    client: {
      getServerCapabilities: () => capabilities,
      getInstructions: () => instructions,
      listTools: async () => ({ tools: tools.filter((tool) => !isTaskOnly(tool)) }),
      // Overloads cannot be declared by a function, so the arguments are passed on unchanged.
      callTool: (...args: Parameters<Client['callTool']>) =>
        use((open) => open.callTool(...args), isRead(args[0].name)),
      request: ((...args: Parameters<Client['request']>) => {
        const [{ method, params }] = args;
        const reads = method !== 'tools/call' || isRead(params?.name);
        return use((open) => open.request(...args), reads);
      }) as Client['request'],
      listResources: (params = {}, options = listOptions) =>
        use((open) => open.listResources(params, options)),
      listResourceTemplates: (params = {}, options = listOptions) =>
        use((open) => open.listResourceTemplates(params, options)),
      readResource: (params, options) => use((open) => open.readResource(params, options)),
      listPrompts: (params = {}, options = listOptions) =>
        use((open) => open.listPrompts(params, options)),
      getPrompt: (params, options) => use((open) => open.getPrompt(params, options)),
    },
  };
}
