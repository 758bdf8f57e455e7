import type { ToolAnnotations } from '../../model/spec.js';
import type { HttpMethod } from '../../model/http.js';
import type { ApiTool } from './spec.js';

/**
 * What a method means to a client (RFC 9110 section 9.2), in the terms of MCP. Clients assume that tools without
 * annotations are destructive; POST and PATCH state it, so that a person decides.
 */
const OF_METHOD: Readonly<Record<HttpMethod, ToolAnnotations>> = {
  GET: { readOnlyHint: true },
  HEAD: { readOnlyHint: true },
  QUERY: { readOnlyHint: true },
  POST: { destructiveHint: true },
  PUT: { idempotentHint: true },
  PATCH: { destructiveHint: true },
  DELETE: { destructiveHint: true, idempotentHint: true },
};

export const methodAnnotations = ({ request }: Pick<ApiTool, 'request'>): ToolAnnotations =>
  request ? OF_METHOD[request.method] : {};
