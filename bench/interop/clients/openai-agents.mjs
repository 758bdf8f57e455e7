import { MCPServerStreamableHttp } from '@openai/agents';

export async function connect({ url, token }) {
  const headers = token && { requestInit: { headers: { authorization: `Bearer ${token}` } } };
  const server = new MCPServerStreamableHttp({ url, name: 'interop', ...headers });
  await server.connect();
  return {
    list: async () => (await server.listTools()).map(({ name }) => name),
    call: (name, args) => server.callTool(name, args),
    close: () => server.close(),
  };
}
