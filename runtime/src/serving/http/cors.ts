import type { IncomingHttpHeaders } from 'node:http';

const EXPOSED_HEADERS =
  'WWW-Authenticate, Mcp-Session-Id, MCP-Protocol-Version, X-Request-Id, Retry-After';

/**
 * Returns the headers that let the website of a request use the endpoints, once `requestGuards` has
 * accepted its origin.
 */
export const corsHeaders = (
  { origin }: IncomingHttpHeaders,
  anyOrigin: boolean,
): Record<string, string> =>
  origin === undefined
    ? {}
    : {
        // With "*", browsers add no credentials of their own.
        'access-control-allow-origin': anyOrigin ? '*' : origin,
        'access-control-expose-headers': EXPOSED_HEADERS,
        ...(!anyOrigin && { vary: 'Origin' }),
      };

/** Returns the response to a preflight request. */
export const preflight = (headers: IncomingHttpHeaders, methods: readonly string[]): Response =>
  new Response(null, {
    status: 204,
    headers: {
      'access-control-allow-methods': methods.join(', '),
      'access-control-allow-headers': headers['access-control-request-headers'] ?? '',
      'access-control-max-age': '600',
    },
  });
