import type { CallRecord } from '../call/call-context.js';
import { ToolError } from '../call/tool-error.js';
import type { ApiRequest } from './request.js';

const SAFE: ReadonlySet<string> = new Set(['GET', 'HEAD', 'QUERY']);

/** Whether a request changes nothing (RFC 9110 section 9.2.1), or says so. */
export const isSafe = ({ method, safe, body }: ApiRequest<string>): boolean =>
  SAFE.has(method) || (method === 'POST' && (safe === true || isGraphqlQuery(body)));

/** Whether the operations of a document are queries: each begins with its keyword. */
function isGraphqlQuery(body: unknown): boolean {
  if (typeof body !== 'object' || body === null || !('query' in body)) return false;
  const { query } = body;
  if (typeof query !== 'string') return false;
  const bare = query.replace(/#[^\n\r]*|"""[^]*?"""|"(?:[^"\\\n]|\\.)*"/g, ' ');
  let depth = 0;
  let isBegin = true;
  for (const [part] of bare.matchAll(/[{}()]|\w+/g)) {
    if (/[{(]/.test(part)) depth++;
    else if (/[})]/.test(part)) depth--;
    else if (depth === 0 && isBegin && part !== 'query' && part !== 'fragment') return false;
    isBegin = part === '}' && depth === 0;
  }
  return /^\s*(?:query\b|fragment\b|\{)/.test(bare);
}

/** @throws ToolError where a call that was said to read would write */
export function requireSafe(
  { subject, isReadOnly }: CallRecord,
  request: ApiRequest<string>,
): void {
  if (!isReadOnly || isSafe(request)) return;
  const how =
    request.method === 'POST'
      ? ' If this POST changes nothing, state "safe: true" in the request.'
      : '';
  throw new ToolError(
    `The ${subject} is read-only and was about to send ${request.method}. Nothing was sent. Remove "readOnlyHint".${how}`,
  );
}
