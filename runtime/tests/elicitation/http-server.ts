import { onTestFinished } from 'vitest';
import { loadProvider } from '../../src/provider/loader.js';
import { localPrincipal } from '../../src/provider/principal.js';
import type { HttpOptions } from '../../src/serving/http/options.js';
import { serveHttp } from '../../src/serving/http/serve.js';
import { smallProject } from '../small-project.js';

/** The endpoint of a provider, until the test ends. */
export async function httpServer(
  defined: Parameters<typeof smallProject>[0],
  options: Partial<HttpOptions> = {},
): Promise<string> {
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
  return `${server.url}/${name}/mcp`;
}
