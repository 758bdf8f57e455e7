import { onTestFinished } from 'vitest';
import { localPrincipal } from '../../src/identity/principal.js';
import { loadProvider, type Providers } from '../../src/provider/loader.js';
import type { HttpOptions } from '../../src/serving/http/options.js';
import { serveHttp } from '../../src/serving/http/serve.js';
import { smallProject } from '../small-project.js';

/** Serves a provider at a free port, until the test ends. `endpoint` is its MCP endpoint. */
export async function serveProvider(
  { providers, name }: { providers: Providers; name: string },
  options: Partial<HttpOptions> = {},
) {
  const { mcpInstance } = await loadProvider(providers, name);
  const { url, close } = await serveHttp(
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
  onTestFinished(() => close());
  return { url, endpoint: `${url}/${name}/mcp`, close };
}

/** The endpoint of a provider in a project of its own. */
export const httpServer = async (
  defined: Parameters<typeof smallProject>[0],
  options?: Partial<HttpOptions>,
): Promise<string> =>
  (await serveProvider(smallProject(defined, { log: () => {} }), options)).endpoint;
