import type { JSONRPCMessage, Transport } from '@modelcontextprotocol/client';
import { withoutSecrets } from '../project/without-secrets.js';
import { truncate } from '../utils/truncate.js';
import type { RpcResponse } from './requests.js';

/** The model gets it, and the log. */
const LONGEST_MESSAGE = 2_000;

/** What a server says of a failure does not repeat the credentials, and its errors are not endless. */
export function cleanFailures(transport: Transport, secrets?: () => readonly string[]): void {
  const { onmessage } = transport;
  // The client of the SDK calls it before its own, with the same message.
  transport.onmessage = (message, extra) => {
    onmessage?.(message, extra);
    cleanFailure(message, secrets);
  };
}

/** The same for one message. */
export function cleanFailure(
  received: JSONRPCMessage | RpcResponse,
  secrets: () => readonly string[] = () => [],
): void {
  if ('error' in received) {
    cleanTexts(received.error, secrets());
    received.error.message = truncate(received.error.message, LONGEST_MESSAGE);
  }
  if ('result' in received && received.result.isError === true)
    cleanTexts(received.result, secrets());
}

/** In a loop: the texts of a server can be at any depth. */
function cleanTexts(root: object, secrets: readonly string[]): void {
  const open = [root as Record<string, unknown>];
  for (const each of open) {
    for (const [key, value] of Object.entries(each)) {
      if (typeof value === 'string') each[key] = withoutSecrets(value, secrets);
      else if (typeof value === 'object' && value) open.push(value as Record<string, unknown>);
    }
  }
}
