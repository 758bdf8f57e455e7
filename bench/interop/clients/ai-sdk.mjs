import { createMCPClient } from '@ai-sdk/mcp';

export async function connect({ url, token }) {
  const headers = token && { headers: { authorization: `Bearer ${token}` } };
  const client = await createMCPClient({ transport: { type: 'http', url, ...headers } });
  const tools = await client.tools();
  return {
    list: async () => Object.keys(tools),
    call: (name, args) => tools[name].execute(args, { toolCallId: '1', messages: [] }),
    close: () => client.close(),
  };
}
