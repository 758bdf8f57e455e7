import type { JSONRPCMessage, Transport } from '@modelcontextprotocol/client';
import * as z from 'zod';
import { withoutSecrets } from '../api/error/sanitized.js';
import { shortened } from '../provider/shortened.js';

/** The model gets it, and the log. */
const LONGEST_MESSAGE = 2_000;
const Text = z.object({ text: z.string() });

/** What a server says of a failure does not repeat the credentials, and its errors are not endless. */
export function cleanFailures(transport: Transport, secrets: () => readonly string[]): void {
  const { onmessage } = transport;
  // The client of the SDK calls it before its own, with the same message.
  transport.onmessage = (message, extra) => {
    onmessage?.(message, extra);
    clean(message, secrets);
  };
}

function clean(received: JSONRPCMessage, secrets: () => readonly string[]): void {
  if ('error' in received) {
    const message = withoutSecrets(received.error.message, secrets());
    received.error.message = shortened(message, LONGEST_MESSAGE);
  }
  if (!('result' in received) || received.result.isError !== true) return;
  const { content } = received.result;
  for (const block of Array.isArray(content) ? (content as unknown[]) : []) {
    const { data } = Text.safeParse(block);
    if (data) Object.assign(block as object, { text: withoutSecrets(data.text, secrets()) });
  }
}
