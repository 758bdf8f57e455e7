/** Methods of requests that tools can make; QUERY is a GET with a body (OpenAPI 3.2). */
export const httpMethods = ['GET', 'HEAD', 'QUERY', 'POST', 'PUT', 'PATCH', 'DELETE'] as const;
export type HttpMethod = (typeof httpMethods)[number];

/** Their arguments travel in the query. */
export const methodsWithoutBody: readonly HttpMethod[] = ['GET', 'HEAD', 'DELETE'];

/** Response headers of the connection say nothing of the result, and cookies are credentials. */
export const OF_CONNECTION =
  /^(connection|keep-alive|proxy-authenticate|set-cookie|trailer|transfer-encoding|upgrade)$/i;
