import { issuersOf, type TokenVerifier } from '../../identity/principal.js';
import type { Head } from './exchange.js';
import type { ProtectedResource } from './protected-resource.js';

/** Metadata of an authorization server (RFC 8414). */
export const SERVER_METADATA = '/.well-known/oauth-authorization-server';
const METHODS = 'GET, HEAD, OPTIONS';
const ANY_ORIGIN = { 'access-control-allow-origin': '*' };

/** Documents at which clients learn where to get a token; any website may read them. */
export function metadataDocuments(
  resources: readonly ProtectedResource[],
  verifier: TokenVerifier | undefined,
) {
  const documents = new Map<string, object>();
  for (const { metadataPath, metadata } of resources) {
    if (metadataPath !== undefined && metadata) documents.set(metadataPath, metadata);
  }
  /**
   * Returns the document at a path. Clients of protocol 2025-03-26 look for that of the issuer at
   * this server; it can become known later.
   */
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
      const requestedHeaders = headers['access-control-request-headers'];
      return new Response(null, {
        status: 204,
        headers: {
          ...ANY_ORIGIN,
          'access-control-allow-methods': METHODS,
          ...(requestedHeaders !== undefined && {
            'access-control-allow-headers': requestedHeaders,
          }),
        },
      });
    }
    if (method === 'HEAD')
      return new Response(null, { headers: { ...ANY_ORIGIN, 'content-type': 'application/json' } });
    if (method === 'GET') return Response.json(document, { headers: ANY_ORIGIN });
    return new Response('Method not allowed\n', {
      status: 405,
      headers: { ...ANY_ORIGIN, allow: METHODS },
    });
  };
}
