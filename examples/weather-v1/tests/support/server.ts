import type { TokenVerifier } from '../../src/core/principal.js';
import type { ClientCapabilities } from '@modelcontextprotocol/client';
import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { loadProvider } from '../../src/core/loader.js';
import { createHttp, listen } from '../../src/core/serve.js';
import { providers } from '../../src/providers/index.js';

export interface Connection {
  client: Client;
  close(): Promise<void>;
}

/** The server as it is deployed, on a free port; with `verifier` it asks for a token. */
export async function startServer(provider: string, verifier?: TokenVerifier) {
  const { mcpInstance, serverAuth } = await loadProvider(providers, provider);
  const app = createHttp(new Map([[provider, mcpInstance.createServer]]), {
    publicUrl: new URL('http://127.0.0.1'),
    allowedHosts: ['127.0.0.1'],
    requiredScopes: [],
    pages: serverAuth.createPages?.() ?? [],
    ...(verifier && { verifier }),
  });
  return listen(app, '127.0.0.1', 0);
}

/** A real client of one protocol era. */
export async function connect(
  url: string,
  mode: 'auto' | 'legacy',
  token?: string,
  elicitation?: ClientCapabilities['elicitation'],
): Promise<Client> {
  const client = new Client(
    { name: 'test', version: '1.0.0' },
    { versionNegotiation: { mode }, capabilities: { ...(elicitation && { elicitation }) } },
  );
  const auth = token === undefined ? {} : { authProvider: { token: async () => token } };
  await client.connect(new StreamableHTTPClientTransport(new URL(url), auth));
  return client;
}
