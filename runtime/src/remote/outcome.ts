import {
  isInputRequiredResult,
  ProtocolError,
  ProtocolErrorCode,
  SdkError,
  SdkErrorCode,
  SdkHttpError,
} from '@modelcontextprotocol/client';
import { isUnsent } from '../fetch/unreachable.js';
import type { Outcome } from '../provider/effects.js';
import { ToolError } from '../call/tool-error.js';
import { causes } from './causes.js';

/** What a result says of the change that its call was to make; that of an error is told in its text. */
export function outcomeOf(result: Record<string, unknown>): Outcome {
  if (isInputRequiredResult(result)) return 'unknown';
  return result.isError === true ? 'none' : 'made';
}

/** Errors of JSON-RPC about the request (section 5.1), and the one of MCP for a page that comes first. */
const ABOUT_REQUEST: ReadonlySet<number> = new Set([
  ProtocolErrorCode.ParseError,
  ProtocolErrorCode.InvalidRequest,
  ProtocolErrorCode.MethodNotFound,
  ProtocolErrorCode.InvalidParams,
  ProtocolErrorCode.UrlElicitationRequired,
]);

/** Whether the server has refused the request, or did not get it. */
export const isRefusal = (error: unknown): boolean =>
  causes(error).some(
    (one) =>
      one instanceof ToolError || // such as a sign-in that is needed
      isUnsent(one) ||
      (one instanceof ProtocolError && ABOUT_REQUEST.has(one.code)) ||
      (one instanceof SdkHttpError && one.status !== 408 && Math.trunc(one.status / 100) === 4) ||
      (one instanceof SdkError && one.code === SdkErrorCode.NotConnected),
  );
