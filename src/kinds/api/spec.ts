import type { ProviderSpec, ResourceSpec, ToolSpec } from '../../model/spec.js';

/** A provider of an HTTP API. */
export interface ApiProvider extends ProviderSpec {
  kind: 'api';
  /** Absolute URL without a trailing slash. */
  baseUrl: string;
  tools: ApiTool[];
  resources: ApiResource[];
}

/** A tool of an HTTP API. */
export interface ApiTool extends ToolSpec {
  request?: RequestSpec;
}

/** A resource of an HTTP API. */
export interface ApiResource extends ResourceSpec {
  /** The path contains only variables of the URI; the method is GET. */
  request?: { path: string };
}

export const httpMethods = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'] as const;
export type HttpMethod = (typeof httpMethods)[number];
/** Their arguments travel in the query. */
export const methodsWithoutBody: readonly HttpMethod[] = ['GET', 'HEAD', 'DELETE'];

/**
 * One HTTP call. Arguments named in `path` go there; those in `query` go into the query; the rest goes into the query
 * for GET, HEAD and DELETE and into the JSON body otherwise.
 */
export interface RequestSpec {
  method: HttpMethod;
  /** `/rooms/{room_id}/messages`: each `{name}` is a required argument. */
  path: string;
  /** Arguments that travel in the query although the method has a body. */
  query?: string[];
  /** The output property that takes the API's answer where that is a bare array. */
  resultKey?: string;
  /** How further pages are found; `resultKey` then names the list. */
  pagination?: PaginationSpec;
}

export interface PaginationSpec {
  /** `link`: RFC 8288 `Link: <…>; rel="next"`. `cursor`: a value in the answer's body, sent back as a query parameter. */
  style: 'link' | 'cursor';
  /** Dotted path of the next cursor in the body (style `cursor`). */
  nextCursor?: string;
  /** Query parameter that takes the cursor (style `cursor`). */
  cursorParam?: string;
  /** Dotted path of the list in the body; absent where the body is the list. */
  items?: string;
  /** Integer argument that says how many items to return in all. */
  limit: string;
}
