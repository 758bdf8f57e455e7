import { requestHints } from '../../model/request-hints.js';
import type { ToolAnnotations } from '../../model/spec.js';
import { operationHeading } from './graphql.js';
import type { ApiTool } from './spec.js';

/** Returns the annotations of a tool that sends a request; a GraphQL query counts as read-only. */
export function methodAnnotations({
  name,
  request,
}: Pick<ApiTool, 'name' | 'request'>): ToolAnnotations {
  if (!request) return {};
  const { method, path, graphql } = request;
  if (graphql !== undefined && /^(?:query|\{)/.test(operationHeading(graphql)))
    return { readOnlyHint: true };
  return requestHints(method, path, name, { hasBody: request.body !== undefined });
}
