import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';

/** @param mode of the negotiation; undefined for that of the package */
export async function connectAs(mode, { url, token }) {
  const client = new Client(
    { name: 'interop', version: '1.0.0' },
    mode && { versionNegotiation: { mode } },
  );
  const auth = token && { authProvider: { token: async () => token } };
  await client.connect(new StreamableHTTPClientTransport(new URL(url), auth));
  return {
    list: async () => (await client.listTools()).tools.map(({ name }) => name),
    call: (name, args, onprogress) =>
      client.callTool({ name, arguments: args }, onprogress && { onprogress }),
    reportsProgress: true,
    close: () => client.close(),
  };
}

export const connect = (server) => connectAs('auto', server);
