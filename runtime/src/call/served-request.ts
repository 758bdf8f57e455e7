import type { OpenCalls } from './call-limit.js';
import type { ToolChoice } from './lists/tool-choice.js';

/** The request for which a server was created, if there is one. */
export interface ServedRequest {
  /** ID in the log and in the header `X-Request-Id`. */
  id: string;
  /** The only protocol version to serve; absent for all versions of the SDK. */
  protocolVersion?: string | undefined;
  /** Most bytes of a result's text. */
  maxResultBytes?: number | undefined;
  calls?: OpenCalls | undefined;
  /** The tools that its address chooses; absent for all. */
  choice?: ToolChoice | undefined;
  /** Registers the function to call when the client sends `notifications/cancelled`. */
  onCancelled?(cancel: () => void): void;
  /** Registers the running code of a call, which may outlast the call. @param id ID of the request */
  onRunning?(code: Promise<unknown>, id: string): void;
}

/**
 * Returns the request of one message: the server of a session is created once, but each request has
 * its own ID in the header `X-Request-Id`.
 */
export const requestOf = (
  sessionRequest: ServedRequest | undefined,
  id: unknown,
): ServedRequest | undefined =>
  sessionRequest && { ...sessionRequest, ...(typeof id === 'string' && { id }) };
