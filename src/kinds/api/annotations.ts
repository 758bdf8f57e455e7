import { requestHints } from '../../model/request-hints.js';
import type { ToolAnnotations } from '../../model/spec.js';
import { operationOf } from './graphql.js';
import type { ApiTool } from './spec.js';

/** Hints for the tool of a request; a query of GraphQL changes nothing. */
export function methodAnnotations({
  name,
  request,
}: Pick<ApiTool, 'name' | 'request'>): ToolAnnotations {
  if (!request) return {};
  const { method, path, graphql } = request;
  if (graphql !== undefined && /^(?:query|\{)/.test(operationOf(graphql)))
    return { readOnlyHint: true };
  // Whoever calls it so says that it changes nothing that exists.
  if (method === 'POST' && ADDS.test(name)) return { destructiveHint: false };
  return requestHints(method, path);
}

const ADDS = /^(?:add|create)(?:_|$)/;
