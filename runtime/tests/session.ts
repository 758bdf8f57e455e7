import { onTestFinished } from 'vitest';
import { connectClient, type Mode } from '../src/testing/callers/clients.js';
import { startApi } from '../src/testing/fakes/api-server.js';
import { setEnvironment } from '../src/testing/server/environment.js';
import { startServer } from '../src/testing/server/start-server.js';
import type { TestedProvider } from '../src/testing/tested-provider.js';

/** Starts a fake API, a server and a client, which are closed when the test ends. */
export async function session({ provider, prefix }: TestedProvider, mode: Mode) {
  const api = await startApi();
  onTestFinished(() => api.close());
  setEnvironment(prefix, { BASE_URL: api.url });
  const server = await startServer(provider);
  onTestFinished(() => server.close());
  const client = await connectClient(`${server.url}/${provider}/mcp`, mode);
  onTestFinished(() => client.close());
  return { api, server, client };
}
