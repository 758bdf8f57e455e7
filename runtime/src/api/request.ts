import { exactJsonText } from '../utils/exact-json.js';
import { ApiError } from './api-error.js';
import type { ApiPath, EncodedPath } from './api-path.js';
import {
  decodeParameter,
  type PathParameter,
  type QueryParameters,
  queryParts,
  type Scalar,
  segmentText,
} from './parameters.js';

/** Methods of requests to an API. */
export type HttpMethod = 'GET' | 'HEAD' | 'QUERY' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** A request of an API module. */
export interface ApiRequest<Path extends string = ApiPath> {
  method: HttpMethod;
  /** One of `base_urls` in provider-config.yaml, as a literal; default: `base_url`. */
  baseUrl?: string;
  /**
   * Path below the base URL: a literal, or path`/rooms/${id}`. For a whole URL, such as that of the
   * next page, see `link`.
   */
  path: Path;
  /**
   * Query parameters. A list repeats its name; undefined is omitted. Other serializations: `list`,
   * `members`, `deepObject`, `json`, `reserved`.
   */
  query?: QueryParameters;
  /** Headers; undefined is omitted. See also `headerList` and `cookies`. */
  headers?: Record<string, Scalar | undefined>;
  /**
   * Header by which the API recognizes a repeated change, such as `Idempotency-Key`. Its value is the same for each
   * repetition of the call by the same user; with `once`, until the change may be made again.
   */
  idempotencyKey?: string;
  /**
   * Body; see `form`, `multipart`, `text` and `binary`. `FormData`, `URLSearchParams`, `Blob` and
   * `Uint8Array` are sent as they are, other values as JSON.
   */
  body?: unknown;
  /** Allows redirects to another host for the content, such as with a presigned URL; that host gets no credentials. */
  download?: boolean;
  /** `none` sends the request without credentials, `optional` only if the caller has none. */
  signIn?: 'none' | 'optional';
  /**
   * Marks a POST that changes nothing, such as a search: a tool with `readOnlyHint` may send it.
   * `graphql` marks queries.
   */
  safe?: boolean;
}

/** A serialized request. Signing changes its headers, the query of its URL, or its body. */
export interface OutgoingRequest {
  readonly method: HttpMethod;
  readonly url: URL;
  /** The base URL from which the URL was made; absent for requests without one. */
  readonly baseUrl?: string;
  readonly headers: Headers;
  /** The serialized body; undefined without a body. */
  body: string | Uint8Array<ArrayBuffer> | undefined;
}

/**
 * Returns a path with encoded values: path`/rooms/${id}`. No value can end its segment or leave the
 * API, even if a proxy decodes the path. For a value with slashes, see `withSlashes`.
 * @throws ApiError for values that a segment cannot contain
 */
export function path(
  strings: TemplateStringsArray,
  ...values: (Scalar | PathParameter)[]
): EncodedPath {
  const encodedPath = strings.reduce(
    (prefix, text, index) => prefix + segment(values[index - 1]) + text,
  );
  const parts = decodeParameter(encodedPath).split(/[/\\]/);
  const dots = parts.find(isDots);
  if (dots !== undefined) {
    throw new ApiError('arguments', `${JSON.stringify(dots)} cannot be part of a path.`);
  }
  if (/\p{Cc}/u.test(parts.join(''))) {
    throw new ApiError('arguments', 'Control characters cannot be part of a path.');
  }
  return encodedPath as EncodedPath;
}

/** Returns whether a part is empty; parameters without a name, such as `;x`, do not fill it. */
const isEmpty = (part: string) => /^\s*(?:;|$)/.test(part);

/**
 * Returns whether servers resolve a part as this folder or its parent; also with parameters, such
 * as `..;x` (RFC 3986 section 3.3).
 */
const isDots = (part: string) => /^\s*\.{1,2}\s*(?:[;?#]|$)/.test(part);

/** Returns a URL that the API itself has sent. Requests still cannot leave the base URLs. */
export const link = (address: string): EncodedPath => address as EncodedPath;

function segment(value: Scalar | PathParameter | undefined): string {
  const text = typeof value === 'function' ? value() : encodeURIComponent(segmentText(value));
  const isNamed = text.startsWith(';'); // style `matrix`
  if (!isNamed && decodeParameter(text).split('/').every(isEmpty)) {
    throw new ApiError('arguments', 'A part of the path is empty.');
  }
  return text;
}

/** Serializes a request before it is signed. */
export async function outgoingRequest(
  baseUrl: string,
  { method, path, query = {}, headers = {}, body }: ApiRequest<string>,
): Promise<OutgoingRequest> {
  const content = await contentOf(body);
  return {
    method,
    url: urlOf(baseUrl, path, query),
    baseUrl,
    headers: headersOf({ ...(content?.type && { 'content-type': content.type }), ...headers }),
    body: content?.data,
  };
}

/** Returns the URL of a request. It must be below the base URL, because the credentials are only for that. */
function urlOf(baseUrl: string, path: string, query: NonNullable<ApiRequest['query']>): URL {
  const isWhole = /^https?:\/\//i.test(path);
  const url = new URL(isWhole ? path : new URL(baseUrl).href.replace(/\/$/, '') + path);
  if (!isBelow(url, baseUrl)) {
    throw new ApiError('arguments', 'The address leaves the API: it is not below the base URL.');
  }
  const parts = queryParts(query);
  const search = [url.search.slice(1), ...parts].filter((part) => part !== '').join('&');
  if (parts.length > 0) url.search = search;
  return url;
}

/** Returns whether a URL equals the base URL or is below it. */
export function isBelow(url: URL, baseUrl: string): boolean {
  const base = new URL(baseUrl);
  const folder = base.pathname.replace(/\/?$/, '/');
  return url.origin === base.origin && `${url.pathname}/`.startsWith(folder);
}

function headersOf(values: NonNullable<ApiRequest['headers']>): Headers {
  const headers = new Headers({ accept: 'application/json' });
  for (const [name, value] of Object.entries(values)) {
    if (value !== undefined) setHeader(headers, name, String(value));
  }
  return headers;
}

/** Sets a header. The error of `Headers` repeats the value, so it is replaced. */
function setHeader(headers: Headers, name: string, value: string): void {
  try {
    headers.set(name, value);
  } catch {
    const message = `The header "${name}" cannot contain this value. Use Latin letters, on one line.`;
    throw new ApiError('arguments', message);
  }
}

async function contentOf(
  body: unknown,
): Promise<{ type: string; data: string | Uint8Array<ArrayBuffer> } | undefined> {
  if (body === undefined) return undefined;
  if (!isContent(body)) return { type: 'application/json', data: exactJsonText(body) };
  const content = new Response(body);
  const type = content.headers.get('content-type') ?? '';
  return { type, data: new Uint8Array(await content.arrayBuffer()) };
}

type Content = FormData | URLSearchParams | Blob | Uint8Array<ArrayBuffer>;

const isContent = (body: unknown): body is Content =>
  body instanceof FormData ||
  body instanceof URLSearchParams ||
  body instanceof Blob ||
  body instanceof Uint8Array;
