import type { IncomingHttpHeaders } from 'node:http';
import type { HttpOptions } from './options.js';
import { RPC, rpcError } from './respond.js';

/**
 * Refuses requests for another host (DNS rebinding) and, unless any origin is accepted, those of
 * scripts on other websites.
 */
export function requestGuards({
  allowedHosts,
  allowedOrigins = [],
}: Pick<HttpOptions, 'allowedHosts' | 'allowedOrigins'>) {
  const hosts = new Set(allowedHosts);
  const origins = new Set(allowedOrigins);

  return ({ host, origin }: IncomingHttpHeaders, anyOrigin: boolean): Response | undefined => {
    if (!host) return rpcError(403, RPC.refused, 'Missing Host header');
    const name = host.replace(/:\d*$/, '').toLowerCase();
    if (!hosts.has(name)) return rpcError(403, RPC.refused, `Invalid Host: ${name}`);
    if (anyOrigin || !origin || origins.has(origin)) return undefined;
    // "tauri://localhost" is an app with any content, not a page of this machine.
    const originHost =
      /^https?:/.test(origin) && URL.canParse(origin) ? new URL(origin).hostname : origin;
    return hosts.has(originHost)
      ? undefined
      : rpcError(403, RPC.refused, `Invalid Origin: ${originHost}`);
  };
}
