import { isUtf8 } from 'node:buffer';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { isJsonType } from '../../fetch/json-type.js';
import { MAX_DEPTH } from '../../utils/json-depth.js';
import { DeadlineError, withDeadline } from '../../utils/time.js';
import type { AdmittedRequest } from './admission.js';
import type { Arrival, Head, ReadChunks } from './exchange.js';
import { measureJson } from './json-text.js';
import type { HttpLimits } from './limits.js';
import { RPC, rpcError } from './respond.js';

/** Returns whether a request states that its body is JSON. */
export const isJson = ({ headers }: Pick<Head, 'headers'>): boolean =>
  isJsonType(headers['content-type']);

type Request = Pick<Arrival, 'incoming' | 'read'>;

/**
 * Returns a reader of bodies of up to `maxRequestBytes`, which returns the body, or the response to a
 * request whose body is not accepted. Bodies of JSON are safe to parse.
 */
export function bodyReader(
  limits: Pick<HttpLimits, 'maxRequestBytes'>,
  onLimit: (status: number) => void,
) {
  const readBytes = bytesReader(limits, onLimit);

  /** Returns the response to JSON that is not UTF-8, or whose value would use too much memory; undefined for JSON that may be parsed. */
  function refuseJson(body: Buffer, hold: AdmittedRequest['hold']): Response | undefined {
    if (!isUtf8(body)) return rpcError(400, RPC.parseError, 'The message is not UTF-8');
    const { bytes, depth } = measureJson(body);
    return depth > MAX_DEPTH
      ? rpcError(400, RPC.parseError, `The message has more than ${MAX_DEPTH} levels`)
      : hold(bytes);
  }

  return async (request: Request, hold: AdmittedRequest['hold']): Promise<Buffer | Response> => {
    const body = await readBytes(request, hold);
    if (body instanceof Response || !isJson(request.incoming)) return body;
    return refuseJson(body, hold) ?? body;
  };
}

/**
 * Returns a reader of bodies of up to `maxRequestBytes`, which returns the bytes, or the response to a
 * request whose body is not accepted.
 */
export function bytesReader(
  { maxRequestBytes }: Pick<HttpLimits, 'maxRequestBytes'>,
  onLimit: (status: number) => void,
) {
  const tooLarge = () => {
    onLimit(413);
    return rpcError(413, RPC.refused, `The request body is larger than ${maxRequestBytes} bytes`);
  };

  return async (
    { incoming, read }: Request,
    hold: AdmittedRequest['hold'],
  ): Promise<Buffer | Response> => {
    const { 'content-length': length, 'content-encoding': encoding } = incoming.headers;
    const { 'transfer-encoding': transfer = 'chunked' } = incoming.headers;
    // RFC 9112 section 6.1; Node.js accepts "gzip, chunked", and decodes the chunks only.
    if (transfer.toLowerCase() !== 'chunked')
      return rpcError(501, RPC.refused, `Unsupported Transfer-Encoding: ${transfer}`);
    if (encoding !== undefined && encoding !== 'identity')
      return rpcError(415, RPC.refused, `Unsupported Content-Encoding: ${encoding}`);
    if (Number(length) > maxRequestBytes) return tooLarge();
    const chunks: Uint8Array[] = [];
    let size = 0;
    const refusal = await read((chunk) => {
      size += chunk.byteLength;
      chunks.push(chunk);
      return size > maxRequestBytes ? tooLarge() : hold(chunk.byteLength);
    });
    if (refusal) return refusal;
    const [first] = chunks;
    return chunks.length === 1 && Buffer.isBuffer(first) ? first : Buffer.concat(chunks);
  };
}

/** Returns the function that reads the body of a request of Node.js. @param outgoing asks for the body if the server has not done so ("checkContinue") */
export const chunksOf =
  (incoming: IncomingMessage, outgoing?: ServerResponse): ReadChunks =>
  (accept) =>
    // Not `for await`: leaving such a loop destroys the request, and the connection with it.
    new Promise((resolve, reject) => {
      const onGone = () => reject(new ClientGoneError());
      if (incoming.destroyed) return onGone();
      if (incoming.headers.expect !== undefined) outgoing?.writeContinue();
      incoming.on('data', (chunk: Buffer) => {
        const refusal = accept(chunk);
        if (!refusal) return;
        incoming.removeAllListeners('data').pause();
        resolve(refusal);
      });
      incoming.once('end', () => {
        incoming.off('close', onGone); // "close" follows "end", and an error takes time to create
        resolve(undefined);
      });
      incoming.once('error', onGone).once('close', onGone);
    });

/** Reads a body within a time, for servers that do not limit it themselves. Later chunks are not accepted. */
export const readWithin =
  (read: ReadChunks, timeoutMs: number): ReadChunks =>
  async (accept) => {
    let refusal: Response | undefined;
    try {
      return await withDeadline(
        timeoutMs,
        read((chunk) => refusal ?? accept(chunk)),
      );
    } catch (error) {
      if (!(error instanceof DeadlineError)) throw error;
      return (refusal = rpcError(408, RPC.refused, 'The body did not arrive in time'));
    }
  };

/** Message for the log only: the client can do nothing about it. */
export const BODY_READ =
  'The application has read the body of the request. Give the request to the MCP handler before it is parsed.';

/** The client closed the connection before its request was complete. */
export class ClientGoneError extends Error {
  override name = 'ClientGoneError';
}
