import type { JSONRPCMessage, Transport, TransportSendOptions } from '@modelcontextprotocol/client';
import { isJSONRPCRequest, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';

/** A code that JSON-RPC leaves to implementations. */
const BROKEN_OFF = -32_000;
const message =
  'The server ended the connection before its response was complete. The request may have had its effect.';

/** A request whose stream breaks off fails at once; the client of the SDK would wait for the end of its time. */
export class HttpTransport extends StreamableHTTPClientTransport implements Transport {
  override send(sent: JSONRPCMessage, options?: TransportSendOptions): Promise<void> {
    if (!isJSONRPCRequest(sent)) return super.send(sent, options);
    const { id } = sent;
    // Also after its response, where the client ignores it.
    const onRequestStreamEnd = () =>
      this.onmessage?.({ jsonrpc: '2.0', id, error: { code: BROKEN_OFF, message } });
    return super.send(sent, { onRequestStreamEnd, ...options });
  }
}
