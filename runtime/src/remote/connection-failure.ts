import {
  type Client,
  ProtocolErrorCode,
  SdkError,
  SdkErrorCode,
  SdkHttpError,
} from '@modelcontextprotocol/client';
import * as z from 'zod';
import { ToolError } from '../call/tool-error.js';
import { ResponseTooLargeError } from '../fetch/bounded-fetch.js';
import { proxyProblem } from '../fetch/unreachable.js';
import { codeOf } from '../utils/error-code.js';
import { causes } from './causes.js';
import { BusyError } from './http-transport.js';
import { RedirectedError } from './limited-fetch.js';
import { rpcErrorIn } from './outcome.js';
import { brokenOff } from './requests.js';
import { ProgramEndedError } from './stdio-transport.js';

/**
 * Failures that the model can act on; all others are for the log.
 * @param name of the server
 * @param isSent whether the server may have got the request
 */
export function failureOf(name: string, error: unknown, isSent: boolean): unknown {
  const all = causes(error);
  const explanation = all.find((one) => one instanceof ToolError);
  if (explanation) return explanation;
  const large = all.find((one) => one instanceof ResponseTooLargeError);
  if (large)
    return new ToolError(`The response of "${name}" is larger than ${large.maxBytes} bytes.`, {
      cause: error,
      advice: 'Ask for less.',
    });
  if (all.some(isInvalid))
    return new ToolError(`"${name}" sent an invalid response.`, { cause: error });
  if (all.some((one) => one instanceof RedirectedError))
    return new ToolError(`"${name}" redirects requests, which is not followed.`, { cause: error });
  const ended = all.find((one) => one instanceof ProgramEndedError);
  if (ended && !isSent)
    return new ToolError(`The program of "${name}" does not run. ${ended.reason}`, {
      cause: error,
      advice: 'Try again later.',
      evidence: ended.evidence,
    });
  if (isSent && all.some(isBrokenOff)) return new ToolError(brokenOff.message, { cause: error });
  const busy = all.find((one) => one instanceof BusyError);
  if (busy) return busyError(name, busy, isSent);
  const isOutage = all.some((one) => one instanceof SdkError || one instanceof TypeError);
  const later = { cause: error, advice: 'Try again later.' };
  const proxy = proxyProblem(error);
  const why = proxy === undefined ? '' : `: ${proxy}`;
  return isOutage ? new ToolError(`"${name}" cannot be reached${why}.`, later) : error;
}

/** The wait belongs to the facts: advice is only for calls that have surely changed nothing. */
function busyError(name: string, cause: BusyError, isSent: boolean): ToolError {
  const what = `"${name}" cannot serve requests now (HTTP ${cause.status}).`;
  if (!isSent || cause.waitMs === undefined)
    return new ToolError(what, { cause, advice: 'Try again later.' });
  return new ToolError(`${what} It asks to wait ${Math.ceil(cause.waitMs / 1000)} s.`, { cause });
}

const INVALID: ReadonlySet<SdkErrorCode> = new Set([
  SdkErrorCode.InvalidResult,
  SdkErrorCode.UnsupportedResultType,
  SdkErrorCode.ClientHttpUnexpectedContent,
]);

/** What is not JSON, no message of JSON-RPC, or no result of MCP. */
const isInvalid = (error: unknown) =>
  error instanceof SyntaxError ||
  error instanceof z.ZodError ||
  (error instanceof SdkError && INVALID.has(error.code));

/** A program that ended, or a connection that was closed, while a request waited for its response. */
const isBrokenOff = (error: unknown) =>
  [SdkErrorCode.ConnectionClosed, 'ECONNRESET', 'UND_ERR_SOCKET'].includes(codeOf(error) ?? '');

type Loss = 'nothing done' | 'perhaps done';

/** How the connection was lost; undefined where it was not, and is used again. */
export function lossOf(error: unknown, { transport }: Client): Loss | undefined {
  const all = causes(error);
  if (all.some((one) => one instanceof SdkError && one.code === SdkErrorCode.NotConnected))
    return 'nothing done'; // a program that has ended
  const http = all.find((one) => one instanceof SdkHttpError);
  if (!http || transport?.sessionId === undefined) return undefined;
  if (http.status === 404) return 'nothing done'; // MCP 2025-11-25, "Session Management"
  return http.status === 400 && saysUnknownSession(http.message) ? 'perhaps done' : undefined;
}

/** Many servers, such as those made after the examples of the SDK, have 400 in place of 404, which can also come from the code of a tool. */
const UNKNOWN_SESSION =
  /\b(no valid|not a valid|invalid|unknown|expired|missing) session\b|\bsession\b.{0,60}\b(not found|not valid|unknown|invalid|expired|not exist|no longer|terminated)\b/i;

/** The error that the SDK of MCP has for an unknown session. */
const SESSION_NOT_FOUND = -32_001;

function saysUnknownSession(message: string): boolean {
  const { code, message: text } = rpcErrorIn(message) ?? { code: undefined, message };
  if (code === ProtocolErrorCode.InvalidParams) return false; // a session that an argument names
  return code === SESSION_NOT_FOUND || UNKNOWN_SESSION.test(text);
}
