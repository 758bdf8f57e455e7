import { type Client, SdkHttpError } from '@modelcontextprotocol/client';
import { StreamedResponse } from '../../runtime/src/fetch/read-response.js';
import { causesOf } from '../../runtime/src/remote/causes.js';
import { connectToServer, type ServerConnectOptions } from '../../runtime/src/remote/connect.js';
import { limitedFetch } from '../../runtime/src/remote/limited-fetch.js';
import { isHttp, type RemoteTarget } from '../../runtime/src/remote/target.js';

export const HTTP_SSE_FOUND =
  'The server uses HTTP+SSE, the transport of MCP 2024-11-05, which is deprecated and not supported.';
export const HTTP_SSE_FIX = 'Use its URL for Streamable HTTP, or update the server.';

/** The server uses HTTP+SSE, which is not supported. */
export class HttpSseError extends Error {}

const EVENT_MS = 5_000;
/** Maximum length of the first event, which is usually much shorter. */
const MAX_EVENT_LENGTH = 10_000;

/** Returns whether such a server rejects a POST with this status (MCP 2026-07-28, "HTTP+SSE Transport"). */
export const isHttpSseStatus = (status: number | undefined): boolean =>
  status === 400 || status === 404 || status === 405;

/** Calls `connect` of the runtime. @throws HttpSseError, and errors of `connect` */
export async function connectTo(
  target: RemoteTarget,
  options: ServerConnectOptions,
): Promise<Client> {
  try {
    return await connectToServer(target, options);
  } catch (error) {
    const isRefused = causesOf(error).some(
      (cause) => cause instanceof SdkHttpError && isHttpSseStatus(cause.status),
    );
    if (isRefused && isHttp(target) && (await usesHttpSse(target.url, target.headers)))
      throw new HttpSseError(HTTP_SSE_FOUND, { cause: error });
    throw error;
  }
}

/** Returns whether a GET opens a stream whose first event is `endpoint` (MCP 2024-11-05, "HTTP with SSE"). */
export async function usesHttpSse(
  url: URL,
  headers: Readonly<Record<string, string>> = {},
): Promise<boolean> {
  const control = new AbortController();
  const timer = setTimeout(() => control.abort(), EVENT_MS);
  try {
    const response = await limitedFetch()(url, {
      headers: { ...headers, accept: 'text/event-stream' },
      signal: control.signal,
    });
    return (
      response.ok &&
      response instanceof StreamedResponse &&
      /^event: ?endpoint\r?$/m.test(await firstEvent(response.chunks))
    );
  } catch {
    return false;
  } finally {
    clearTimeout(timer);
    control.abort(); // the stream would not end
  }
}

async function firstEvent(chunks: AsyncIterable<Uint8Array>): Promise<string> {
  const decoder = new TextDecoder();
  let text = '';
  for await (const chunk of chunks) {
    text += decoder.decode(chunk, { stream: true });
    if (/\r?\n\r?\n/.test(text) || text.length > MAX_EVENT_LENGTH) break;
  }
  return text;
}
