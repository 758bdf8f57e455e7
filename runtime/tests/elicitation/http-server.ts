import { onTestFinished } from 'vitest';
import { loadProvider } from '../../src/provider/loader.js';
import { localPrincipal } from '../../src/provider/principal.js';
import type { HttpOptions } from '../../src/serving/http/options.js';
import { serveHttp } from '../../src/serving/http/serve.js';
import { smallProject } from '../small-project.js';

type Defined = Parameters<typeof smallProject>[0];

/** The endpoint of a provider, until the test ends. */
export const httpServer = async (
  defined: Defined,
  options?: Partial<HttpOptions>,
): Promise<string> => (await startedServer(defined, options)).url;

/** The same, with what stops it before. */
export async function startedServer(defined: Defined, options: Partial<HttpOptions> = {}) {
  const { providers, name } = smallProject(defined, { log: () => {} });
  const { mcpInstance } = await loadProvider(providers, name);
  const server = await serveHttp(
    new Map([[name, mcpInstance.createServer]]),
    {
      publicUrl: new URL('http://127.0.0.1'),
      allowedHosts: ['127.0.0.1'],
      localUser: localPrincipal(),
      requiredScopes: [],
      ...options,
    },
    { host: '127.0.0.1', port: 0 },
  );
  onTestFinished(() => server.close());
  return { url: `${server.url}/${name}/mcp`, close: () => server.close() };
}
