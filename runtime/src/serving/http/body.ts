import type { IncomingMessage, ServerResponse } from 'node:http';
import type { HttpLimits } from './limits.js';
import { RPC, rpcError } from './respond.js';

/** Reads bodies within the limits of a server. */
export function bodyReader(
  { maxRequestBytes, maxBufferedBytes }: HttpLimits,
  onLimit: (status: number) => void = () => {},
) {
  let buffered = 0;
  const tooLarge = () => {
    onLimit(413);
    return rpcError(413, RPC.refused, `The request body is larger than ${maxRequestBytes} bytes`);
  };
  const busy = () => {
    onLimit(503);
    return rpcError(503, RPC.refused, 'The server is busy', { 'retry-after': '1' });
  };

  /** The body, or the response to a request whose body is not accepted. */
  return async (
    incoming: IncomingMessage,
    outgoing: ServerResponse,
  ): Promise<Buffer | Response> => {
    const { 'content-length': length, 'content-encoding': encoding, expect } = incoming.headers;
    if (encoding !== undefined && encoding !== 'identity')
      return rpcError(415, RPC.refused, `Unsupported Content-Encoding: ${encoding}`);
    if (Number(length) > maxRequestBytes) return tooLarge();
    if (expect !== undefined) outgoing.writeContinue();
    const chunks: Buffer[] = [];
    let size = 0;
    try {
      // Not `for await`: leaving such a loop destroys the request, and the connection with it.
      return await new Promise<Buffer | Response>((resolve, reject) => {
        incoming.on('data', (chunk: Buffer) => {
          size += chunk.byteLength;
          buffered += chunk.byteLength;
          chunks.push(chunk);
          const refusal =
            size > maxRequestBytes ? tooLarge() : buffered > maxBufferedBytes ? busy() : undefined;
          if (!refusal) return;
          incoming.removeAllListeners('data').pause();
          resolve(refusal);
        });
        const gone = () => reject(new ClientGoneError());
        incoming.once('end', () => {
          incoming.off('close', gone); // it follows, and an error takes time to make
          resolve(Buffer.concat(chunks));
        });
        incoming.once('error', gone).once('close', gone);
      });
    } finally {
      buffered -= size;
    }
  };
}

/** The client closed the connection before its request was complete. */
export class ClientGoneError extends Error {
  override name = 'ClientGoneError';
}
