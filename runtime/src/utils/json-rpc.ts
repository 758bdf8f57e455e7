/** Whether a parsed JSON-RPC message is a request or a notification of this method. */
export const isMethod = (message: unknown, method: string): boolean =>
  typeof message === 'object' &&
  message !== null &&
  'method' in message &&
  message.method === method;
