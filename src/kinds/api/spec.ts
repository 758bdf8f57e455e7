import type { HttpMethod } from '../../model/http.js';
import type { Bound } from '../../model/kind.js';
import type { ProviderSpec, ResourceSpec, ToolSpec } from '../../model/spec.js';

/** A provider of an HTTP API. */
export interface ApiProvider extends ProviderSpec {
  kind: 'api';
  /** Absolute URL without a trailing slash. */
  baseUrl: string;
  /** Fixed headers of every request. */
  headers?: Record<string, string>;
  /** How responses say that the request has failed, whatever its status: the path of a boolean, or of other values. */
  success?: string | { path: string; values: (string | number | boolean)[] };
  /** How responses say that the access token has expired, beside status 401: statuses, and texts in the body. */
  expiredTokens?: (number | string)[];
  /** Path of a GET request that the API refuses without credentials. */
  checkPath?: string;
  /** Base URLs in a private network may be unencrypted. */
  allowHttp?: boolean;
  tools: ApiTool[];
  resources: ApiResource[];
}

/** A tool of an HTTP API. */
export interface ApiTool extends ToolSpec {
  request?: RequestSpec;
}

export type BoundApiTool = Bound<ApiTool, 'request'>;

/** A resource of an HTTP API. */
export interface ApiResource extends ResourceSpec {
  /** The method is GET; the arguments are the variables of the URI. */
  request?: Pick<RequestSpec, 'baseUrl' | 'path' | 'parameters' | 'headers'>;
}

/**
 * One HTTP request. Arguments named in `path` go there, those in `query` into the query, and those in `parameters` where
 * these say. The others go into the query for GET, HEAD and DELETE, and into the body otherwise.
 */
export interface RequestSpec {
  method: HttpMethod;
  /** Instead of the provider's: `https://uploads.acme.dev`. */
  baseUrl?: string;
  /** `/rooms/{room_id}/messages`: each `{name}` is a required argument. */
  path: string;
  /** `none`: it is sent without credentials. `optional`: also where the caller has none. */
  signIn?: (typeof signIns)[number];
  /** Query parameters of a method with a body. */
  query?: string[];
  /** Parameters with another name, location or style than the rules above give them, and constants. */
  parameters?: ParameterSpec[];
  /** Fixed headers. */
  headers?: Record<string, string>;
  body?: BodySpec;
  /** A GraphQL document; arguments that go nowhere else are its variables. */
  graphql?: string;
  response?: ResponseSpec;
  /** The output property that takes the API's response where that is not an object. */
  resultKey?: string;
  /** How further pages are found; `resultKey` then names the list. */
  pagination?: PaginationSpec;
  /** `false`: the API has the defaults of the arguments, so that they are told and not sent, except that of the limit of pages. */
  sendDefaults?: boolean;
}

export const signIns = ['none', 'optional'] as const;
export const queryStyles = [
  'form',
  'spaceDelimited',
  'pipeDelimited',
  'tabDelimited',
  'deepObject',
] as const;
export const pathStyles = ['simple', 'label', 'matrix'] as const;
export const listNames = ['repeat', 'brackets', 'indices'] as const;

/** How a value is written (OpenAPI 3.1, "Style Values"). Absent keys mean the default of the location. */
export interface Serialization {
  /** `tabDelimited` is `tsv` of Swagger 2.0. */
  style?: (typeof queryStyles)[number] | (typeof pathStyles)[number];
  explode?: boolean;
  allowReserved?: boolean;
  /** Of a text in the path: it may have slashes, which are sent encoded. */
  slashes?: boolean;
  /** The value is written as JSON instead of by style. */
  contentType?: string;
  /** Names of the items of lists with the style `deepObject`: `a`, `a[]` or `a[0]`. */
  lists?: (typeof listNames)[number];
}

/** Either `argument` or `constant` is set. */
export interface ParameterSpec extends Serialization {
  in: 'path' | 'query' | 'header' | 'cookie';
  /** Name in the request; absent where it is the argument's. */
  name?: string;
  argument?: string;
  constant?: string | number | boolean;
}

export const bodyKinds = ['json', 'form', 'multipart', 'text', 'binary'] as const;
export type BodyKind = (typeof bodyKinds)[number];

/** The body; without it, JSON. */
export interface BodySpec {
  as?: BodyKind;
  /** Absent: the usual one of `as`. */
  contentType?: string;
  /** This argument is the whole body. */
  argument?: string;
  /** By name in the body: properties with another name or form than their argument, and constants. */
  properties?: Record<string, PartSpec>;
  /** Names of the items of lists in a form. */
  lists?: (typeof listNames)[number];
}

/** Either `argument` or `constant` is set. */
export interface PartSpec extends Omit<Serialization, 'lists'> {
  argument?: string;
  constant?: unknown;
  /** The argument is the content of a file, in base64. */
  file?: boolean;
  /** The argument with the name of the file. */
  fileName?: string;
}

export const responseKinds = ['json', 'text', 'binary', 'none'] as const;

/** How the response is read. */
export interface ResponseSpec {
  /** `binary`: images, audio and files, as content of the result. `none`: 204, without content. */
  as?: (typeof responseKinds)[number];
  /** Sent as `Accept`. */
  contentType?: string;
  /** Dotted paths of the fields that are kept, or left out; through lists. */
  include?: string[];
  exclude?: string[];
  /** The API may redirect to another host for the content. */
  download?: boolean;
  /** Headers of the response that are part of the result, as `response_headers`. */
  headers?: string[];
  /** The API may answer 202 with the address of a job: the result is that of the finished job. */
  job?: boolean;
}

export interface PaginationSpec {
  /**
   * `link`: RFC 8288 `Link: <…>; rel="next"`, or a URL in the body. `cursor`: a value in the response, sent back as a
   * parameter. `page`, `offset`: the number of the page, or of the items to skip. With POST, the parameters are properties
   * of the JSON body, or variables of GraphQL.
   */
  style: 'link' | 'cursor' | 'page' | 'offset';
  /** Integer argument that says how many items to return in all. */
  limit: string;
  /** Dotted path of the list in the body; absent if the body is the list. */
  items?: string;
  /** Parameter that takes the size of a page, and the largest size. */
  sizeParam?: string;
  maxSize?: number;
  /** `link`: dotted path of the URL of the next page in the body, in place of the header. */
  nextUrl?: string;
  /** `cursor`: parameter that takes the cursor. */
  cursorParam?: string;
  /** `cursor`: dotted path of the next cursor in the body. */
  nextCursor?: string;
  /** `cursor`: instead of `nextCursor`, dotted path of the cursor in the last item. */
  lastItem?: string;
  /** `cursor`: instead of `nextCursor`, name of the response header with the cursor. */
  cursorHeader?: string;
  /** `cursor`: dotted path of the boolean that says whether there are more items. */
  hasMore?: string;
  /** `page`: parameter that takes the number of the page. */
  pageParam?: string;
  /** `page`: number of the first page; 1 by default. */
  firstPage?: number;
  /** `offset`: parameter that takes the number of items to skip. */
  offsetParam?: string;
  /** `page`, `offset`: dotted path of the number of all items. Without it, a page that is not full is the last. */
  total?: string;
}
