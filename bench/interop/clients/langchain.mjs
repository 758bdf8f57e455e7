import { MultiServerMCPClient } from '@langchain/mcp-adapters';

export async function connect({ url, token }) {
  const headers = token && { headers: { Authorization: `Bearer ${token}` } };
  const client = new MultiServerMCPClient({
    throwOnLoadError: true,
    mcpServers: { interop: { transport: 'http', url, ...headers } },
  });
  const tools = await client.getTools();
  return {
    list: async () => tools.map(({ name }) => name),
    call: (name, args) =>
      tools.find((tool) => tool.name === name).invoke({ name, args, id: '1', type: 'tool_call' }),
    close: () => client.close(),
  };
}
