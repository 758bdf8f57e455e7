import {
  isInputRequiredResult,
  ProtocolError,
  ProtocolErrorCode,
  SdkError,
  SdkErrorCode,
  SdkHttpError,
} from '@modelcontextprotocol/client';
import * as z from 'zod';
import type { ChangeOutcome } from '../call/effects.js';
import { ToolError } from '../call/result/tool-error.js';
import { isUnsent } from '../fetch/unreachable.js';
import { causesOf } from './causes.js';

/** Returns the outcome of a change by the result of its call. The text of an error describes it. */
export function outcomeOf(result: Record<string, unknown>): ChangeOutcome {
  if (isInputRequiredResult(result)) return 'unknown';
  return result.isError === true ? 'none' : 'made';
}

const UNSENT: ReadonlySet<SdkErrorCode> = new Set([
  SdkErrorCode.NotConnected,
  SdkErrorCode.NotInitialized,
  SdkErrorCode.CapabilityNotSupported,
  SdkErrorCode.MethodNotSupportedByProtocolVersion,
]);

/**
 * Returns the outcome of a change by an error: there was none if the request was not sent, or the
 * server refused it before it ran.
 */
export const outcomeOfError = (error: unknown): Exclude<ChangeOutcome, 'made'> =>
  causesOf(error).some(
    (cause) =>
      cause instanceof ToolError || // such as a sign-in that is needed
      isUnsent(cause) ||
      (cause instanceof ProtocolError && isRefusal(cause)) ||
      (cause instanceof SdkHttpError && isRefusedRequest(cause)) ||
      (cause instanceof SdkError && UNSENT.has(cause.code)),
  )
    ? 'none'
    : 'unknown';

/**
 * Codes of requests that do not reach the code of a tool. Other codes, such as that of an internal
 * error, can come from it.
 */
const REFUSALS: ReadonlySet<number> = new Set([
  ProtocolErrorCode.ParseError,
  ProtocolErrorCode.InvalidRequest,
  ProtocolErrorCode.MethodNotFound,
  ProtocolErrorCode.InvalidParams,
  ProtocolErrorCode.ResourceNotFound,
  ProtocolErrorCode.MissingRequiredClientCapability,
  ProtocolErrorCode.UnsupportedProtocolVersion,
  ProtocolErrorCode.UrlElicitationRequired,
  -32_020, // a header does not match the arguments (MCP 2026-07-28, "Custom Headers")
]);

/** Texts about a result: servers that check results use the code of invalid arguments for them, too. */
const ABOUT_RESULT = /\boutput\b|\bstructured content\b/i;

/** Returns whether the server has refused a request before it ran. */
export const isRefusal = ({ code, message }: Pick<ProtocolError, 'code' | 'message'>): boolean =>
  REFUSALS.has(code) && !ABOUT_RESULT.test(message);

/** Returns whether the server has refused an HTTP request. Status 400 has the JSON-RPC error, whatever it is about. */
function isRefusedRequest({ status, message }: SdkHttpError): boolean {
  if (status === 408 || Math.trunc(status / 100) !== 4) return false;
  const error = status === 400 ? rpcErrorIn(message) : undefined;
  return error === undefined || isRefusal(error);
}

const RpcError = z.object({ error: z.object({ code: z.number(), message: z.string() }) });

/** Returns the JSON-RPC error at the end of an SDK message, which contains the response text. */
export function rpcErrorIn(message: string): { code: number; message: string } | undefined {
  try {
    return RpcError.parse(JSON.parse(message.slice(message.indexOf('{')))).error;
  } catch {
    return undefined;
  }
}
