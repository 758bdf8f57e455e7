import type { CreateServer } from '../../provider/definition.js';
import { openEndpoints } from './endpoints.js';
import { type Listener, listenOn } from './listen.js';
import type { HttpOptions } from './options.js';
import { readinessCheck } from './readiness.js';

/**
 * Serves providers over HTTP, each at `/<provider>/mcp`.
 * @param address port 0 selects any free port
 */
export async function serveHttp(
  providers: ReadonlyMap<string, CreateServer>,
  options: HttpOptions,
  address: { host: string; port: number },
): Promise<Listener> {
  const ready = readinessCheck([...providers.keys()], options.verifier);
  const { handle, endCalls, endStreams, cut, limits } = await openEndpoints(
    providers,
    options,
    ready,
  );
  const listener = await listenOn(handle, address, limits, endCalls);
  return {
    ...listener,
    async close(...times) {
      await endStreams();
      await listener.close(...times);
      await cut();
    },
  };
}
