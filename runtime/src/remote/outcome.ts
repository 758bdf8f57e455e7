import {
  isInputRequiredResult,
  ProtocolError,
  ProtocolErrorCode,
  SdkError,
  SdkErrorCode,
  SdkHttpError,
} from '@modelcontextprotocol/client';
import * as z from 'zod';
import type { Outcome } from '../call/effects.js';
import { ToolError } from '../call/tool-error.js';
import { isUnsent } from '../fetch/unreachable.js';
import { causes } from './causes.js';

/** What a result says of the change that its call was to make; that of an error is told in its text. */
export function outcomeOf(result: Record<string, unknown>): Outcome {
  if (isInputRequiredResult(result)) return 'unknown';
  return result.isError === true ? 'none' : 'made';
}

/** What an error says of it: it was surely not made where the request was not sent, or the server refused it before it ran. */
export const outcomeOfError = (error: unknown): Exclude<Outcome, 'made'> =>
  causes(error).some(
    (one) =>
      one instanceof ToolError || // such as a sign-in that is needed
      isUnsent(one) ||
      (one instanceof ProtocolError && isRefusal(one)) ||
      (one instanceof SdkHttpError && isRefusedRequest(one)) ||
      (one instanceof SdkError && UNSENT.has(one.code)),
  )
    ? 'none'
    : 'unknown';

const UNSENT: ReadonlySet<SdkErrorCode> = new Set([
  SdkErrorCode.NotConnected,
  SdkErrorCode.NotInitialized,
  SdkErrorCode.CapabilityNotSupported,
  SdkErrorCode.MethodNotSupportedByProtocolVersion,
]);

/** Codes of requests that do not reach the code of a tool. All others, such as that of an internal error, can come from it. */
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

/** Servers that check results have the code of invalid arguments for those, too. */
const OF_A_RESULT = /\boutput\b|\bstructured content\b/i;

/** Whether the server has refused a request before it ran. */
export const isRefusal = ({ code, message }: Pick<ProtocolError, 'code' | 'message'>): boolean =>
  REFUSALS.has(code) && !OF_A_RESULT.test(message);

/** Errors of JSON-RPC have the status 400, whatever they are about. */
function isRefusedRequest({ status, message }: SdkHttpError): boolean {
  if (status === 408 || Math.trunc(status / 100) !== 4) return false;
  const error = status === 400 ? rpcErrorIn(message) : undefined;
  return error === undefined || isRefusal(error);
}

const RpcError = z.object({ error: z.object({ code: z.number(), message: z.string() }) });

/** The error of JSON-RPC in a response, whose text the message of the SDK ends with. */
export function rpcErrorIn(message: string): { code: number; message: string } | undefined {
  try {
    return RpcError.parse(JSON.parse(message.slice(message.indexOf('{')))).error;
  } catch {
    return undefined;
  }
}
