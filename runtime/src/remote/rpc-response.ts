import type { JSONRPCMessage, JSONRPCNotification, Progress } from '@modelcontextprotocol/client';
import {
  isJSONRPCNotification,
  SdkError,
  SdkErrorCode,
  SdkHttpError,
} from '@modelcontextprotocol/client';
import * as z from 'zod';
import { StreamedResponse } from '../http/read-response.js';
import { serverSentEvents } from '../http/server-sent-events.js';

const Result = z.object({ id: z.string(), result: z.looseObject({}) });
const Failed = z.object({
  id: z.string(),
  error: z.object({ code: z.int(), message: z.string(), data: z.unknown().optional() }),
});
const Responded = z.union([Result, Failed]);
const Progressed = z.object({
  method: z.literal('notifications/progress'),
  params: z.looseObject({ progressToken: z.string(), progress: z.number() }),
});

/** The response of JSON-RPC to a request. */
export type RpcResponse = z.infer<typeof Responded>;

/** What becomes of a request whose stream ends before the response. JSON-RPC leaves the code to implementations. */
export const brokenOff = {
  code: -32_000,
  message:
    'The connection ended before the response was complete, or the response is too large. The request may have had its effect.',
};

/**
 * The response to a request of the protocol 2026-07-28 over HTTP: JSON, or a stream that ends with it.
 * @param notify gets what comes before it
 * @throws SdkError, SdkHttpError or SyntaxError where the server sends none
 */
export async function rpcResponseOf(
  id: string,
  response: Response,
  notify: (notification: JSONRPCNotification) => void,
): Promise<RpcResponse> {
  if (!response.ok) return failureOf(id, response);
  if (!(response instanceof StreamedResponse)) return responseIn(await response.json(), id);
  try {
    for await (const { type, data } of serverSentEvents(response.chunks)) {
      if (type !== '' && type !== 'message') continue;
      const message = messageIn(data);
      if (message === undefined) continue;
      if (!isJSONRPCNotification(message)) return responseIn(message, id);
      notify(message);
    }
  } catch (error) {
    if (error instanceof SdkError) throw error;
  }
  return { id, error: { ...brokenOff } };
}

/** Undefined for events that are no message: they keep the connection, or can be resumed from. */
function messageIn(data: string): unknown {
  try {
    return JSON.parse(data);
  } catch {
    return undefined;
  }
}

/** Errors of JSON-RPC have the status 400. */
async function failureOf(id: string, response: Response): Promise<RpcResponse> {
  const { status, statusText } = response;
  const text = await response.text();
  if (status === 400)
    try {
      return responseIn(JSON.parse(text), id);
    } catch {
      // It is no response to this request.
    }
  const code = SdkErrorCode.ClientHttpNotImplemented;
  throw new SdkHttpError(code, `HTTP ${status}: ${text}`, { status, statusText, text });
}

/** @throws SdkError where the message is not the response to this request */
export function responseIn(message: unknown, id: string): RpcResponse {
  const { data } = Responded.safeParse(message);
  if (data?.id === id) return data;
  throw new SdkError(SdkErrorCode.InvalidResult, 'This is not the response to the request');
}

/** What the notification says of the progress of this request. */
export function progressIn(message: JSONRPCMessage, id: string): Progress | undefined {
  const { params } = Progressed.safeParse(message).data ?? {};
  return params?.progressToken === id ? params : undefined;
}
