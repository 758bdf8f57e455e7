import type { IncomingMessage, ServerResponse } from 'node:http';
import type { ParsedRequest } from '../../provider/sdk-line.js';
import { headersOf, leaving } from './web-request.js';

/** A request whose message has been read. Making a whole `Request` takes as long as a tenth of a call. */
export function parsedRequest(
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  publicUrl: URL,
): ParsedRequest {
  const { method = 'POST', url = '/' } = incoming;
  return {
    method,
    headers: headersOf(incoming),
    signal: leaving(outgoing),
    get url() {
      return new URL(url, publicUrl).href;
    },
  };
}
