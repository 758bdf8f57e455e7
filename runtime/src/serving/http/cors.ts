import type { IncomingHttpHeaders } from 'node:http';

const EXPOSED = 'WWW-Authenticate, Mcp-Session-Id, MCP-Protocol-Version, X-Request-Id, Retry-After';

/** Headers that let a website of `origins` use the endpoints; none for any other. */
export function cors(origins: readonly string[] = []) {
  const allowed = new Set(origins);
  return ({ origin }: IncomingHttpHeaders): Record<string, string> =>
    origin !== undefined && allowed.has(origin)
      ? {
          'access-control-allow-origin': origin,
          'access-control-expose-headers': EXPOSED,
          vary: 'Origin',
        }
      : {};
}

/** The response to a preflight request. */
export const preflight = (headers: IncomingHttpHeaders, methods: readonly string[]): Response =>
  new Response(null, {
    status: 204,
    headers: {
      'access-control-allow-methods': methods.join(', '),
      'access-control-allow-headers': headers['access-control-request-headers'] ?? '',
      'access-control-max-age': '600',
    },
  });
