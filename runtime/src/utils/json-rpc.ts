/** Returns whether a parsed JSON-RPC message is a request or a notification of this method. */
export const isMethod = (message: unknown, method: string): boolean =>
  typeof message === 'object' &&
  message !== null &&
  'method' in message &&
  message.method === method;

/** Returns the ids of the requests in a parsed message, which can be a batch until 2025-03-26. */
export const idsIn = (message: unknown): unknown[] =>
  [message].flat().flatMap((request: unknown) => {
    const isRequest =
      typeof request === 'object' && request !== null && 'method' in request && 'id' in request;
    return isRequest ? [request.id] : [];
  });

/**
 * The error for a repeated id: "The request ID MUST NOT have been previously used by the requestor
 * within the same session" (MCP, "Requests").
 */
export const REPEATED_ID = {
  jsonrpc: '2.0',
  error: {
    code: -32_600,
    message: 'Another request with the same id is in progress. Give each request an id of its own.',
  },
  id: null,
};
