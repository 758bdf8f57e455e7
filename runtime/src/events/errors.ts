import { ToolError } from '../call/result/tool-error.js';

/** Codes of JSON-RPC errors, as ChatGPT expects them. */
export const INVALID_PARAMS = -32_602;
export const NOT_FOUND = -32_011;
export const FORBIDDEN = -32_012;
export const EXHAUSTED = -32_013;
export const UNSUPPORTED = -32_014;
export const CALLBACK_FAILED = -32_015;

/** An occurrence that does not fit its event: it would not fit the next time either. */
export class OccurrenceError extends Error {
  override name = 'OccurrenceError';
}

/** Returns an error with a code that only events have. */
export const eventError = (code: number, message: string, data?: Record<string, unknown>) =>
  new ToolError(message, { rpc: { code, ...(data && { data }) } });
