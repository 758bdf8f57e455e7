import type { ApiRequest } from '../api-server.js';
import type { ExpectedRequest } from '../fixture.js';

/** What is compared of a request: of its headers, those that are expected. */
export const compared = (
  { method, baseUrl, path, query, headers, body }: ApiRequest,
  expected: Readonly<Record<string, string>>,
) => ({
  method,
  baseUrl,
  path,
  query,
  headers: Object.fromEntries(Object.keys(expected).map((name) => [name, headers[name]])),
  body,
});

/** In lower case; the credentials may be one of several cookies. */
export function expectedHeaders(
  stated: ExpectedRequest['headers'] = {},
  credentials: Readonly<Record<string, string>> = {},
): Record<string, string> {
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(stated)) headers[name.toLowerCase()] = value;
  Object.assign(headers, credentials);
  const cookies = [stated.cookie, credentials.cookie].filter((cookie) => cookie !== undefined);
  return cookies.length > 1 ? { ...headers, cookie: cookies.join('; ') } : headers;
}

/** Whether a body is a JSON object or a form. */
export const hasMembers = (body: unknown): body is Readonly<Record<string, unknown>> =>
  typeof body === 'object' && body !== null && !Array.isArray(body);
