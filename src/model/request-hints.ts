import type { HttpMethod } from './http.js';
import type { ToolAnnotations } from './spec.js';

/**
 * What a method means to a client (RFC 9110 section 9.2), in the terms of MCP. Clients assume that tools without
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

/** Ends of paths of POST requests that change nothing. Those with "query" also run statements, those with "read" mark as read. */
const SEARCH = /[/.:](?:search|find|lookup|count)\/?$/i;

export const requestHints = (method: HttpMethod, path: string): ToolAnnotations =>
  method === 'POST' && SEARCH.test(path) ? { readOnlyHint: true } : OF_METHOD[method];
