import { jsonOf } from '../utils/exact-json.js';
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

/** A request as an API module states it. */
export interface ApiRequest<Path extends string = ApiPath> {
  method: HttpMethod;
  /** One of `base_urls` in provider-config.yaml, as a literal; `base_url`, unless stated. */
  baseUrl?: string;
  /** Below the base URL: a literal, or path`/rooms/${id}`. For a whole URL, such as that of the next page, see `link`. */
  path: Path;
  /** A list repeats its name; `undefined` is left out. Other ways: `list`, `deepObject`, `json`, `reserved`. */
  query?: QueryParameters;
  /** `undefined` is left out. See also `headerList` and `cookies`. */
  headers?: Record<string, Scalar | undefined>;
  /** See `form`, `multipart`, `text` and `binary`. `FormData`, `URLSearchParams`, `Blob` and `Uint8Array` are sent as they are, anything else as JSON. */
  body?: unknown;
  /** The API may redirect to another host for the content, such as with a presigned URL: that gets no credentials. */
  download?: boolean;
  /** `none`: sent without credentials. `optional`: also where the caller has none. */
  signIn?: 'none' | 'optional';
  /** A POST that changes nothing, such as a search: a tool with `readOnlyHint` may send it. GraphQL queries need no mark. */
  safe?: boolean;
}

/** A request as it is sent. Signing changes its headers, the query of its URL, or its body. */
export interface OutgoingRequest {
  readonly method: HttpMethod;
  readonly url: URL;
  /** The one that the URL was made below; absent for requests that do not state one. */
  readonly baseUrl?: string;
  readonly headers: Headers;
  /** As it is sent; undefined where the request has no body. */
  body: string | Uint8Array<ArrayBuffer> | undefined;
}

/**
 * A path whose values are encoded: path`/rooms/${id}`. None of them can end its segment or leave the API, also where a
 * proxy decodes the path before it reads it. For a value that has slashes, see `withSlashes`.
 * @throws ApiError for values that a segment cannot have
 */
export function path(
  strings: TemplateStringsArray,
  ...values: (Scalar | PathParameter)[]
): EncodedPath {
  const joined = strings.reduce((done, text, index) => done + segment(values[index - 1]) + text);
  const parts = decodeParameter(joined).split(/[/\\]/);
  const dots = parts.find(isDots);
  if (dots !== undefined) {
    throw new ApiError('arguments', `${JSON.stringify(dots)} cannot be part of a path.`);
  }
  if (/\p{Cc}/u.test(parts.join(''))) {
    throw new ApiError('arguments', 'Control characters cannot be part of a path.');
  }
  return joined as EncodedPath;
}

/** Parameters alone, such as `;x`, are of an empty part. */
const isEmpty = (part: string) => /^\s*(?:;|$)/.test(part);

/** What servers resolve as this folder or the one above; also with parameters, such as `..;x` (RFC 3986 section 3.3). */
const isDots = (part: string) => /^\s*\.{1,2}\s*(?:[;?#]|$)/.test(part);

/** An address that the API itself has sent. Requests leave the base URLs for none. */
export const link = (address: string): EncodedPath => address as EncodedPath;

function segment(value: Scalar | PathParameter | undefined): string {
  const text = typeof value === 'function' ? value() : encodeURIComponent(segmentText(value));
  const isNamed = text.startsWith(';'); // of the style `matrix`
  if (!isNamed && decodeParameter(text).split('/').every(isEmpty)) {
    throw new ApiError('arguments', 'A part of the path is empty.');
  }
  return text;
}

/** The request with its final URL and serialized body, before it is signed. */
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

/** Credentials are for the base URL alone: an address that leads elsewhere is refused. */
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

/** Whether the address is that of the base URL, or begins with it. */
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

/** The error of `Headers` repeats the value: it is left out. */
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
  if (!isContent(body)) return { type: 'application/json', data: jsonOf(body) };
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
