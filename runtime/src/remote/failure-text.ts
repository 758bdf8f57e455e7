import type { JSONRPCMessage, Transport } from '@modelcontextprotocol/client';
import { withoutSecrets } from '../project/without-secrets.js';
import { truncate } from '../utils/truncate.js';
import type { RpcResponse } from './requests.js';

/** Limit of a message, which goes to the model and the log. */
const MAX_MESSAGE_LENGTH = 2_000;

/** Removes credentials from the errors of a server, and limits the length of their messages. */
export function cleanFailures(transport: Transport, secrets?: () => readonly string[]): void {
  const { onmessage } = transport;
  // The SDK client calls this handler before its own, with the same message.
  transport.onmessage = (message, extra) => {
    onmessage?.(message, extra);
    cleanFailure(message, secrets);
  };
}

/** Cleans the failure in one message. */
export function cleanFailure(
  message: JSONRPCMessage | RpcResponse,
  secrets: () => readonly string[] = () => [],
): void {
  if ('error' in message) {
    cleanTexts(message.error, secrets());
    message.error.message = truncate(message.error.message, MAX_MESSAGE_LENGTH);
  }
  if ('result' in message && message.result.isError === true) cleanTexts(message.result, secrets());
}

/** Uses a loop, because the texts of a server can be at any depth. */
function cleanTexts(root: object, secrets: readonly string[]): void {
  const pending = [root as Record<string, unknown>];
  for (const current of pending) {
    for (const [key, value] of Object.entries(current)) {
      if (typeof value === 'string') current[key] = withoutSecrets(value, secrets);
      else if (typeof value === 'object' && value) pending.push(value as Record<string, unknown>);
    }
  }
}
