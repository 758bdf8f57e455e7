import type { ApiTool } from './spec.js';

/**
 * `check_path`: the path of the first request that can be sent without arguments and changes nothing (RFC 9110 section
 * 9.2.1). Sign-in checks a secret with it.
 */
export function checkPath(tools: readonly ApiTool[]): { check_path?: string } {
  const tool = tools.find(isHarmless);
  return tool?.request ? { check_path: tool.request.path } : {};
}

const isHarmless = ({ request, inputSchema, annotations }: ApiTool): boolean =>
  request?.method === 'GET' &&
  annotations?.readOnlyHint !== false &&
  (inputSchema.required ?? []).length === 0 &&
  !request.path.includes('{') &&
  request.headers === undefined &&
  (request.parameters ?? []).every(({ constant }) => constant === undefined);
