/** Whether a parsed JSON-RPC message is a request or a notification of this method. */
export const isMethod = (message: unknown, method: string): boolean =>
  typeof message === 'object' &&
  message !== null &&
  'method' in message &&
  message.method === method;

/** The ids of the requests in a parsed message, which can be a batch until 2025-03-26. */
export const idsIn = (message: unknown): unknown[] =>
  [message].flat().flatMap((one: unknown) => {
    const isRequest = typeof one === 'object' && one !== null && 'method' in one && 'id' in one;
    return isRequest ? [one.id] : [];
  });

/** "The request ID MUST NOT have been previously used by the requestor within the same session" (MCP, "Requests"). */
export const REPEATED_ID = {
  jsonrpc: '2.0',
  error: {
    code: -32_600,
    message: 'Another request with the same id is in progress. Give each request an id of its own.',
  },
  id: null,
};
