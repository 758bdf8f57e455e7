import type { CallRecord } from '../call/call-context.js';
import { ToolError } from '../call/result/tool-error.js';
import type { ApiRequest } from './request.js';

const SAFE_METHODS: ReadonlySet<string> = new Set(['GET', 'HEAD', 'QUERY']);

/** Returns whether a request changes nothing: by its method (RFC 9110 section 9.2.1) or its `safe` mark. */
export const isSafe = ({ method, safe }: ApiRequest<string>): boolean =>
  SAFE_METHODS.has(method) || (method === 'POST' && safe === true);

/** @throws ToolError if a call that is declared read-only would write */
export function requireSafe(
  { subject, isReadOnly }: CallRecord,
  request: ApiRequest<string>,
): void {
  if (!isReadOnly || isSafe(request)) return;
  const advice =
    request.method === 'POST'
      ? ' If this POST changes nothing, state "safe: true" in the request.'
      : '';
  throw new ToolError(
    `The ${subject} is read-only and was about to send ${request.method}. Nothing was sent. Remove "readOnlyHint".${advice}`,
  );
}
