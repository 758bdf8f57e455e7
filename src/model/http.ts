/** Methods of requests that tools can make. */
export const httpMethods = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'] as const;
export type HttpMethod = (typeof httpMethods)[number];

/** Their arguments travel in the query. */
export const methodsWithoutBody: readonly HttpMethod[] = ['GET', 'HEAD', 'DELETE'];
