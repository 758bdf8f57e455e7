import type { Metrics } from '../../project/metrics.js';
import { isSameSecret } from '../../sign-in/secrets.js';
import { isLoopback } from '../../utils/addresses.js';
import { setting } from '../../utils/settings.js';
import type { Head } from './exchange.js';
import { isFromThisMachine } from './local-caller.js';
import type { readinessCheck } from './readiness.js';

/** What the routes for operators report. */
export interface Operation {
  ready: ReturnType<typeof readinessCheck>;
  /** Returns the reasons why parts of the server are not served. */
  degraded?(): string[];
  metrics?: Metrics | undefined;
  publicUrl: URL;
}

type OperationHandler = (incoming: Head) => Response | Promise<Response>;

/** `/healthz`, `/readyz` and `/metrics`, for probes that come by IP address. Cloud Run keeps some paths that end in "z" for itself. */
export function operationPaths({
  ready,
  degraded,
  metrics,
  publicUrl,
}: Operation): Map<string, OperationHandler> {
  const paths = new Map<string, OperationHandler>();
  const health = () => Response.json({ ok: true });
  const readiness = async () => {
    const failure = await ready();
    const ok = failure.length === 0;
    const degradations = degraded?.() ?? [];
    const body = {
      ok,
      failed: failure,
      ...(degradations.length > 0 && { degraded: degradations }),
    };
    return Response.json(body, { status: ok ? 200 : 503 });
  };
  for (const path of ['/healthz', '/health']) paths.set(path, health);
  for (const path of ['/readyz', '/ready']) paths.set(path, readiness);
  if (!metrics) return paths;
  const isLocal = isLoopback(publicUrl.hostname);
  paths.set('/metrics', async (incoming) =>
    mayReadMetrics(incoming, isLocal)
      ? new Response(await metrics.text(), { headers: { 'content-type': metrics.contentType } })
      : new Response('Forbidden\n', { status: 403 }),
  );
  return paths;
}

/**
 * Returns whether a request may read the metrics: with `MCP_METRICS_TOKEN`, if that is its bearer
 * token; otherwise, if a process on this machine sends it. Not if the server has a public URL: the
 * requests of a proxy on this machine look the same.
 */
function mayReadMetrics(incoming: Head, isLocal: boolean): boolean {
  const { authorization = '', host = '' } = incoming.headers;
  const token = setting('MCP_METRICS_TOKEN');
  if (token !== undefined) return isSameSecret(authorization, `Bearer ${token}`);
  return isLocal && isFromThisMachine(incoming) && isLoopback(host.replace(/:\d*$/, ''));
}
