import type { OpenCalls } from './call-limit.js';

/** The request that a server is made for, where it is made for one. */
export interface ServedRequest {
  /** In the log, and in the header `X-Request-Id`. */
  id: string;
  /** The only one that the server is to serve. Absent: all that the line of the SDK knows. */
  protocolVersion?: string | undefined;
  /** Size of the text of a result. */
  maxResultBytes?: number | undefined;
  /** All of its server. */
  calls?: OpenCalls | undefined;
  /** Notes what to do when the client sends `notifications/cancelled`. */
  onCancelled?(cancel: () => void): void;
  /** Notes the code of a call, which can go on when the call has ended. @param id of the request */
  onRunning?(code: Promise<unknown>, id: string): void;
}

/** The server of a session is made once: each of its requests has its own id, in the header `X-Request-Id`. */
export const requestOf = (
  made: ServedRequest | undefined,
  id: unknown,
): ServedRequest | undefined => made && { ...made, ...(typeof id === 'string' && { id }) };
