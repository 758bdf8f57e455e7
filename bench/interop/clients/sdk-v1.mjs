import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';

export async function connectOver(transport) {
  const client = new Client({ name: 'interop', version: '1.0.0' });
  await client.connect(transport);
  return {
    list: async () => (await client.listTools()).tools.map(({ name }) => name),
    call: (name, args, onprogress) =>
      client.callTool({ name, arguments: args }, undefined, onprogress && { onprogress }),
    reportsProgress: true,
    close: () => client.close(),
  };
}

export const connect = ({ url, token }) =>
  connectOver(
    new StreamableHTTPClientTransport(
      new URL(url),
      token && { requestInit: { headers: { authorization: `Bearer ${token}` } } },
    ),
  );
