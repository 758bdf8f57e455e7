import type { HttpMethod } from './http.js';
import type { ToolAnnotations } from './spec.js';

/**
 * MCP annotations of an HTTP method (RFC 9110 section 9.2). Clients assume that tools without
 * annotations are destructive; POST and PATCH state it, so that a person decides.
 */
const OF_METHOD: Readonly<Record<HttpMethod, ToolAnnotations>> = {
  GET: { readOnlyHint: true },
  HEAD: { readOnlyHint: true },
  QUERY: { readOnlyHint: true },
  POST: { destructiveHint: true },
  PUT: { destructiveHint: true, idempotentHint: true },
  PATCH: { destructiveHint: true },
  DELETE: { destructiveHint: true, idempotentHint: true },
};

/**
 * Ends of paths of POST requests that only read. "query" is not among them because it also runs
 * statements, nor "read" because it marks as read.
 */
const SEARCH = /[/.:](?:search|find|lookup|count)\/?$/i;

/** Names of tools that change nothing that exists; "create_or_update_file" does. */
const ADDS = /^(?:add|create)(?:_(?!or_)|$)/;

/** @param name of the tool: a POST whose name begins with "add" or "create" changes nothing that exists */
export function requestHints(method: HttpMethod, path: string, name: string): ToolAnnotations {
  if (method !== 'POST') return OF_METHOD[method];
  if (SEARCH.test(path)) return { readOnlyHint: true };
  return ADDS.test(name) ? { destructiveHint: false } : OF_METHOD.POST;
}
