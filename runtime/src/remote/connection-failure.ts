import {
  type Client,
  ProtocolErrorCode,
  SdkError,
  SdkErrorCode,
  SdkHttpError,
} from '@modelcontextprotocol/client';
import * as z from 'zod';
import { ToolError } from '../call/result/tool-error.js';
import { ResponseTooLargeError } from '../fetch/bounded-fetch.js';
import { proxyProblem } from '../fetch/unreachable.js';
import { codeOf } from '../utils/error-code.js';
import { causesOf } from './causes.js';
import { BusyError } from './http-transport.js';
import { RedirectedError } from './limited-fetch.js';
import { rpcErrorIn } from './outcome.js';
import { lostResponse } from './requests.js';
import { ProgramEndedError } from './stdio-transport.js';

/**
 * Converts failures that the model can act on; all others are for the log.
 * @param name of the server
 * @param isSent whether the server may have received the request
 */
export function serverFailure(name: string, error: unknown, isSent: boolean): unknown {
  const errorChain = causesOf(error);
  const explanation = errorChain.find((cause) => cause instanceof ToolError);
  if (explanation) return explanation;
  const tooLarge = errorChain.find((cause) => cause instanceof ResponseTooLargeError);
  if (tooLarge)
    return new ToolError(`The response of "${name}" is larger than ${tooLarge.maxBytes} bytes.`, {
      cause: error,
      advice: 'Ask for less.',
    });
  if (errorChain.some(isInvalid))
    return new ToolError(`"${name}" sent an invalid response.`, { cause: error });
  if (errorChain.some((cause) => cause instanceof RedirectedError))
    return new ToolError(`"${name}" redirects requests, which is not followed.`, { cause: error });
  const programEnd = errorChain.find((cause) => cause instanceof ProgramEndedError);
  if (programEnd && !isSent)
    return new ToolError(`The program of "${name}" does not run. ${programEnd.reason}`, {
      cause: error,
      advice: 'Try again later.',
      evidence: programEnd.evidence,
    });
  if (isSent && errorChain.some(isLostResponse))
    return new ToolError(lostResponse.message, { cause: error });
  const busy = errorChain.find((cause) => cause instanceof BusyError);
  if (busy) return busyError(name, busy, isSent);
  const isOutage = errorChain.some(
    (cause) => cause instanceof SdkError || cause instanceof TypeError,
  );
  const options = { cause: error, advice: 'Try again later.' };
  const proxy = proxyProblem(error);
  const reason = proxy === undefined ? '' : `: ${proxy}`;
  return isOutage ? new ToolError(`"${name}" cannot be reached${reason}.`, options) : error;
}

/**
 * Returns the error of a busy server. The wait is a fact, not advice: advice is only for calls that
 * have surely changed nothing.
 */
function busyError(name: string, cause: BusyError, isSent: boolean): ToolError {
  const problem = `"${name}" cannot serve requests now (HTTP ${cause.status}).`;
  if (!isSent || cause.waitMs === undefined)
    return new ToolError(problem, { cause, advice: 'Try again later.' });
  return new ToolError(`${problem} It asks to wait ${Math.ceil(cause.waitMs / 1000)} s.`, {
    cause,
  });
}

const INVALID: ReadonlySet<SdkErrorCode> = new Set([
  SdkErrorCode.InvalidResult,
  SdkErrorCode.UnsupportedResultType,
  SdkErrorCode.ClientHttpUnexpectedContent,
]);

/** Returns whether a response is not JSON, no JSON-RPC message, or no MCP result. */
const isInvalid = (error: unknown) =>
  error instanceof SyntaxError ||
  error instanceof z.ZodError ||
  (error instanceof SdkError && INVALID.has(error.code));

/** Returns whether a program ended, or a connection was closed, while a request waited for its response. */
const isLostResponse = (error: unknown) =>
  [SdkErrorCode.ConnectionClosed, 'ECONNRESET', 'UND_ERR_SOCKET'].includes(codeOf(error) ?? '');

type Loss = 'nothing done' | 'perhaps done';

/** Returns the effect of a call whose connection was lost; undefined if the connection can be used again. */
export function lossOf(error: unknown, { transport }: Client): Loss | undefined {
  const all = causesOf(error);
  if (all.some((cause) => cause instanceof SdkError && cause.code === SdkErrorCode.NotConnected))
    return 'nothing done'; // a program that has ended
  const httpError = all.find((cause) => cause instanceof SdkHttpError);
  if (!httpError || transport?.sessionId === undefined) return undefined;
  if (httpError.status === 404) return 'nothing done'; // MCP 2025-11-25, "Session Management"
  return httpError.status === 400 && isUnknownSession(httpError.message)
    ? 'perhaps done'
    : undefined;
}

const LACK = '(?:no|not|invalid|unknown|unrecognized|expired|missing|stale|closed)';
const SESSION = '(?:mcp[ -])?session(?!s)(?:[ _-]?id)?(?: header)?';
/** An id is in quotes or has a digit, so that no other word is taken for an id. */
const SESSION_ID = String.raw`(?:"[^"]*"|'[^']*'|(?=\S*\d)[\w-]{8,})`;

/**
 * Texts of an unknown session. Many servers, such as those based on examples of the SDK, respond
 * with 400 instead of 404, and 400 can also come from the code of a tool: it may mention a session
 * of its own. So the session must be the subject, at the start or after a colon, as in "Bad
 * Request: No valid session ID provided". A server of the SDK that has one session says after a
 * restart that it is not initialized.
 */
const UNKNOWN_SESSION = new RegExp(
  String.raw`(?:^|:\s*"?)(?:${[
    `${LACK}(?: (?:an?|or|valid|active|existing|such|${LACK}))* ${SESSION}`,
    `(?:no (?:active )?)?transport(?: not)?(?: found)? for ${SESSION}`,
    `(?:the )?${SESSION}:?(?: with id)?(?: ${SESSION_ID})?(?: (?:is|was|has|been|does))*` +
      ' (?:not (?:found|valid|exist|initialized|provided)|no longer|unknown|invalid|expired|terminated|closed|missing|required)',
    'server not initialized',
  ].join('|')})\b`,
  'i',
);

/** The JSON-RPC error of the MCP SDK for an unknown session. */
const SESSION_NOT_FOUND = -32_001;

function isUnknownSession(message: string): boolean {
  const { code, message: text } = rpcErrorIn(message) ?? { code: undefined, message };
  if (code === ProtocolErrorCode.InvalidParams) return false; // a session that an argument names
  return code === SESSION_NOT_FOUND || UNKNOWN_SESSION.test(text);
}
