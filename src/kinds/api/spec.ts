import type { JobDescription } from '../../../runtime/src/api/job-state.js';
import type { HttpMethod, PaginationStyle } from '../../model/http.js';
import type { WithBinding } from '../../model/kind.js';
import type { ProviderSpec, ResourceSpec, ToolSpec } from '../../model/spec.js';

/** A provider of an HTTP API. */
export interface ApiProvider extends ProviderSpec {
  kind: 'api';
  /** Absolute URL without a trailing slash. */
  baseUrl: string;
  /** Fixed headers that every request has. */
  headers?: Record<string, string>;
  /** Member by which responses state success or failure whatever their status: the path of a boolean, or of other values. */
  success?: string | { path: string; values: (string | number | boolean)[] };
  /** Signs of an expired access token besides status 401: statuses, and texts in the body. */
  expiredTokens?: (number | string)[];
  /** Path of a GET request that the API rejects without credentials. */
  checkPath?: string;
  /** Whether base URLs in a private network may be unencrypted. */
  allowHttp?: boolean;
  tools: ApiTool[];
  resources: ApiResource[];
}

/** A tool of an HTTP API. */
export interface ApiTool extends ToolSpec {
  request?: RequestSpec;
}

export type BoundApiTool = WithBinding<ApiTool, 'request'>;

/** A resource of an HTTP API. */
export interface ApiResource extends ResourceSpec {
  /** The GET request; its arguments are the variables of the URI. */
  request?: Pick<RequestSpec, 'baseUrl' | 'path' | 'parameters' | 'headers'>;
}

/**
 * One HTTP request. Arguments that `path` names go there, those in `query` into the query, and
 * those in `parameters` where these state. The others go into the query for GET, HEAD and DELETE,
 * and into the body otherwise.
 */
export interface RequestSpec {
  method: HttpMethod;
  /** Base URL in place of the provider's, such as `https://uploads.acme.dev`. */
  baseUrl?: string;
  /** Path such as `/rooms/{room_id}/messages`; each `{name}` is a required argument. */
  path: string;
  /** `none`: sent without credentials. `optional`: also sent for callers that have no credentials. */
  signIn?: (typeof signIns)[number];
  /** Query parameters of a method that has a body. */
  query?: string[];
  /** Constants, and parameters whose name, location or style differs from the rules above. */
  parameters?: ParameterSpec[];
  /** Headers with constant values. */
  headers?: Record<string, string>;
  /** Header with a key by which the API recognizes a repeated change; the runtime makes it. */
  idempotencyKey?: string;
  body?: BodySpec;
  /** A GraphQL document. Arguments without another place are its variables. */
  graphql?: string;
  /** Dotted path of the value in the data of the GraphQL response that is the result; where it is null, the call fails. */
  dataPath?: string;
  response?: ResponseSpec;
  /** The output property that contains the API's response, if that is not an object. */
  resultKey?: string;
  /** Rules for requests of further pages; `resultKey` then names the list. */
  pagination?: PaginationSpec;
  /** Arguments whose default the API fills in itself: the default is told, and not sent. */
  apiDefaults?: readonly string[];
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
export const listStyles = ['repeat', 'brackets', 'indices'] as const;

/** Serialization of a value (OpenAPI 3.1, "Style Values"). Absent keys mean the default of the location. */
export interface Serialization {
  /** `tabDelimited` is `tsv` of Swagger 2.0. */
  style?: (typeof queryStyles)[number] | (typeof pathStyles)[number];
  explode?: boolean;
  allowReserved?: boolean;
  /** Whether text in the path may have slashes, which are sent encoded. */
  slashes?: boolean;
  /** Media type of a value that is serialized as JSON instead of by style. */
  contentType?: string;
  /** Names of list items with the style `deepObject`: `a`, `a[]` or `a[0]`. */
  lists?: (typeof listStyles)[number];
}

/** A parameter; either `argument` or `constant` is set. */
export interface ParameterSpec extends Serialization {
  in: 'path' | 'query' | 'header' | 'cookie';
  /** Name in the request; absent if it is the argument's name. */
  name?: string;
  argument?: string;
  constant?: string | number | boolean;
}

export const bodyKinds = ['json', 'form', 'multipart', 'text', 'binary'] as const;
export type BodyKind = (typeof bodyKinds)[number];

/** The body of a request; JSON by default. */
export interface BodySpec {
  as?: BodyKind;
  /** Media type; absent if it is the default of `as`. */
  contentType?: string;
  /** Argument that is the whole body. */
  argument?: string;
  /** Constants, and properties whose name or form differs from their argument; keys are names in the body. */
  properties?: Record<string, PartSpec>;
  /** Names of list items in a form. */
  lists?: (typeof listStyles)[number];
}

/** A part of the body; either `argument` or `constant` is set. */
export interface PartSpec extends Omit<Serialization, 'lists'> {
  argument?: string;
  constant?: unknown;
  /** Whether the argument is the content of a file in base64. */
  file?: boolean;
  /** Argument that contains the name of the file. */
  fileName?: string;
}

export const responseKinds = ['json', 'text', 'binary', 'none'] as const;

/** Rules by which the response becomes the result. */
export interface ResponseSpec {
  /** `binary`: images, audio and files, as content of the result. `none`: 204, without content. */
  as?: (typeof responseKinds)[number];
  /** Media type that the request sends as `Accept`. */
  contentType?: string;
  /** Dotted paths of the fields to keep or to omit; lists on the way are passed through. */
  include?: string[];
  exclude?: string[];
  /** Whether the API may redirect to another host for the content. */
  download?: boolean;
  /** Headers of the response that become `response_headers` of the result. */
  headers?: string[];
  /** Whether the API may answer 202 for a job, and what that response does not say; the result is then that of the finished job. */
  job?: boolean | JobDescription;
}

export interface PaginationSpec {
  /** With POST, the parameters are properties of the JSON body, or variables of GraphQL. */
  style: PaginationStyle;
  /** Integer argument with the number of items to return in all. */
  limit: string;
  /** Optional text argument, except for `link`, with the `next_cursor` of an earlier result, after which the list continues. */
  cursor?: string;
  /** Dotted path of the list in the body; absent if the body is the list. */
  items?: string;
  /** Parameter with the size of a page, and the largest size. */
  sizeParam?: string;
  maxSize?: number;
  /** `link`: dotted path in the body of the URL of the next page, in place of the header. */
  nextUrl?: string;
  /** `cursor`: parameter with the cursor. */
  cursorParam?: string;
  /** `cursor`: dotted path of the next cursor in the body. */
  nextCursor?: string;
  /** `cursor`: dotted path of the cursor in the last item, in place of `nextCursor`. */
  lastItem?: string;
  /** `cursor`: response header with the cursor, in place of `nextCursor`. */
  cursorHeader?: string;
  /** `cursor`: dotted path of the boolean that is true if there are more items. */
  hasMore?: string;
  /** `page`: parameter with the number of the page. */
  pageParam?: string;
  /** `page`: number of the first page; 1 by default. */
  firstPage?: number;
  /** `offset`: parameter with the number of items to skip. */
  offsetParam?: string;
  /** `page`, `offset`: dotted path of the number of all items. Without it, a page that is not full is the last. */
  total?: string;
}
