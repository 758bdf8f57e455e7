/** Methods of requests that tools can send. QUERY is a GET with a body (OpenAPI 3.2). */
export const httpMethods = ['GET', 'HEAD', 'QUERY', 'POST', 'PUT', 'PATCH', 'DELETE'] as const;
export type HttpMethod = (typeof httpMethods)[number];

/** Methods whose arguments are in the query. */
export const methodsWithoutBody: readonly HttpMethod[] = ['GET', 'HEAD', 'DELETE'];

/**
 * How an API returns a list in pages. `link`: RFC 8288 `Link: <…>; rel="next"`, or a URL in the body.
 * `cursor`: a value in the response, sent back as a parameter. `page`, `offset`: the number of the
 * page, or of the items to skip.
 */
export type PaginationStyle = 'link' | 'cursor' | 'page' | 'offset';

/**
 * Response headers that results must not contain: those of the connection are irrelevant, and
 * cookies are credentials.
 */
export const UNUSABLE_HEADERS =
  /^(connection|keep-alive|proxy-authenticate|set-cookie|trailer|transfer-encoding|upgrade)$/i;
