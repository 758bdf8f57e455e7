import { issuersOf, type TokenVerifier } from '../../identity/principal.js';
import type { Head } from './exchange.js';
import type { ProtectedResource } from './resource.js';

/** Metadata of an authorization server (RFC 8414). */
export const SERVER_METADATA = '/.well-known/oauth-authorization-server';
const METHODS = 'GET, HEAD, OPTIONS';
const OPEN = { 'access-control-allow-origin': '*' };

/** Documents at which clients learn where to get a token; any website may read them. */
export function metadataDocuments(
  resources: readonly ProtectedResource[],
  verifier: TokenVerifier | undefined,
) {
  const documents = new Map<string, object>();
  for (const { metadataPath, metadata } of resources) {
    if (metadataPath !== undefined && metadata) documents.set(metadataPath, metadata);
  }
  /** Clients of protocol 2025-03-26 look for it at the server. It may become known later. */
  function documentAt(path: string): object | undefined {
    if (path !== SERVER_METADATA) return documents.get(path);
    const [issuer] = verifier ? issuersOf(verifier) : [];
    return issuer && 'authorization_endpoint' in issuer ? issuer : undefined;
  }

  return (
    path: string,
    { method, headers }: Pick<Head, 'method' | 'headers'>,
  ): Response | undefined => {
    const document = documentAt(path);
    if (!document) return undefined;
    if (method === 'OPTIONS') {
      const asked = headers['access-control-request-headers'];
      return new Response(null, {
        status: 204,
        headers: {
          ...OPEN,
          'access-control-allow-methods': METHODS,
          ...(asked !== undefined && { 'access-control-allow-headers': asked }),
        },
      });
    }
    if (method === 'HEAD')
      return new Response(null, { headers: { ...OPEN, 'content-type': 'application/json' } });
    if (method === 'GET') return Response.json(document, { headers: OPEN });
    return new Response('Method not allowed\n', {
      status: 405,
      headers: { ...OPEN, allow: METHODS },
    });
  };
}
