import { isDeepStrictEqual } from 'node:util';
import { encodeParameter } from '../api/parameters.js';
import type { HttpMethod, OutgoingRequest } from '../api/request.js';

/** Methods that usually have no body (RFC 9110 section 9.3). */
export const BODYLESS_METHODS: ReadonlySet<HttpMethod> = new Set(['GET', 'HEAD', 'DELETE']);

/**
 * Adds a member to the body of a request: to a JSON object, a form or a multipart form, whose other
 * content does not change. A request that could have a body but has none gets a JSON object; in all
 * others, the member goes into the query, as in HTML forms.
 */
export function putInBody(request: OutgoingRequest, name: string, value: string): void {
  const { method, headers, url } = request;
  let { body } = request;
  if (body === undefined && !BODYLESS_METHODS.has(method)) {
    headers.set('content-type', 'application/json');
    body = '{}';
  }
  const type = headers.get('content-type') ?? '';
  if (body !== undefined) body = bodyWith(name, value, body, type);
  if (body === undefined) url.search = withField(url.search.slice(1), name, value);
  else request.body = body;
}

/** Sets a field of a query or a form and replaces others of its name; the other content does not change. */
export function withField(text: string, name: string, value: string): string {
  if (isDeepStrictEqual(new URLSearchParams(text).getAll(name), [value])) return text;
  const parts = text === '' ? [] : text.split('&');
  const others = parts.filter((part) => !new URLSearchParams(part).has(name));
  return [...others, `${encodeParameter(name)}=${encodeParameter(value)}`].join('&');
}

type Body = NonNullable<OutgoingRequest['body']>;

function bodyWith(name: string, value: string, body: Body, type: string): Body | undefined {
  if (/^multipart\/form-data\b/i.test(type)) return withPart(name, value, body, type);
  const text = typeof body === 'string' ? body : new TextDecoder().decode(body);
  if (/^application\/x-www-form-urlencoded\b/i.test(type)) return withField(text, name, value);
  return /\bjson\b/i.test(type) ? withMember(text, name, value) : undefined;
}

/** Adds a member without parsing, which would round large numbers. The last of several members with one name counts. */
function withMember(text: string, name: string, value: string): string | undefined {
  const [, start] = /^(\s*\{[^]*)\}\s*$/.exec(text) ?? [];
  if (start === undefined) return undefined;
  const comma = start.trim() === '{' ? '' : ',';
  return `${start}${comma}${JSON.stringify(name)}:${JSON.stringify(value)}}`;
}

/** Adds a part (RFC 7578). Names and values of keys need no escapes. */
function withPart(name: string, value: string, body: Body, type: string): Body {
  const boundary = /boundary="?([^";]+)/i.exec(type)?.[1] ?? '';
  const part = `--${boundary}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`;
  return new Uint8Array(Buffer.concat([Buffer.from(part), Buffer.from(body)]));
}
