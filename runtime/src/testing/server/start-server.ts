import { localPrincipal, type TokenVerifier } from '../../identity/principal.js';
import type { Listener } from '../../serving/http/listen.js';
import type { HttpOptions } from '../../serving/http/options.js';
import { serveHttp } from '../../serving/http/serve.js';
import { loadTestedProvider } from './project.js';

/** Starts the server as it is deployed, on a free port; with `verifier` it asks for a token. */
export async function startServer(
  provider: string,
  verifier?: TokenVerifier,
  more: Partial<HttpOptions> = {},
): Promise<Listener> {
  const { mcpInstance, serverAuth } = await loadTestedProvider(provider);
  const options: HttpOptions = {
    publicUrl: new URL('http://127.0.0.1'),
    allowedHosts: ['127.0.0.1'],
    localUser: localPrincipal(),
    requiredScopes: [],
    routes: serverAuth.createPages?.() ?? [],
    ...(verifier && { verifier }),
    ...more,
  };
  const servers = new Map([[provider, mcpInstance.createServer]]);
  return serveHttp(servers, options, { host: '127.0.0.1', port: 0 });
}
