import type { ToolAnnotations } from '../../model/spec.js';
import type { SqlTool } from './spec.js';
import { parsed, queryOf } from './statement.js';

/** What a statement means to a client. Clients assume that tools without annotations are destructive. */
export function annotationsOf(tool: Partial<SqlTool>): ToolAnnotations {
  const query = queryOf(tool);
  if (!query) return {};
  const found = parsed(query.statement);
  if ('fault' in found) return {};
  if (found.reads) return { readOnlyHint: true };
  return { destructiveHint: !/^\s*insert\b/i.test(query.statement) };
}
