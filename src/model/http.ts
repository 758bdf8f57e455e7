/** Methods of requests that tools can send. QUERY is a GET with a body (OpenAPI 3.2). */
export const httpMethods = ['GET', 'HEAD', 'QUERY', 'POST', 'PUT', 'PATCH', 'DELETE'] as const;
export type HttpMethod = (typeof httpMethods)[number];

/** Methods whose arguments are in the query. */
export const methodsWithoutBody: readonly HttpMethod[] = ['GET', 'HEAD', 'DELETE'];

/**
 * Response headers that results must not contain: those of the connection are irrelevant, and
 * cookies are credentials.
 */
export const UNUSABLE_HEADERS =
  /^(connection|keep-alive|proxy-authenticate|set-cookie|trailer|transfer-encoding|upgrade)$/i;
