import {
  type Client,
  CLIENT_INFO_META_KEY,
  type Implementation,
  isJSONRPCNotification,
  type JSONRPCMessage,
  type JSONRPCNotification,
  type JSONRPCRequest,
  type Progress,
  PROTOCOL_VERSION_META_KEY,
  ProtocolError,
  SdkError,
  SdkErrorCode,
  SdkHttpError,
  specTypeSchemas,
  type Transport,
  withInputRequired,
} from '@modelcontextprotocol/client';
import * as z from 'zod';
import { StreamedResponse } from '../fetch/read-response.js';
import { serverSentEvents } from '../fetch/server-sent-events.js';
import { headerValue } from './param-headers.js';
import { ToolResult, withKnownBlocks } from './tool-result.js';

/** Methods of requests that are passed on. */
export type Method = 'tools/call' | 'resources/read' | 'prompts/get' | 'completion/complete';

/** What a request has beside its message. */
export interface RequestOptions {
  headers: Readonly<Record<string, string>>;
  signal: AbortSignal;
  onprogress?: (progress: Progress) => void;
}

/** A request of the protocol 2026-07-28, which needs no state of the connection. */
export interface CurrentRequest extends JSONRPCRequest {
  id: string;
  params: Record<string, unknown> & { _meta: Record<string, unknown> };
}

/** A transport that matches responses to requests itself. */
export interface RequestTransport extends Transport {
  /**
   * Sends a request and waits for its response.
   * @throws SdkError or SyntaxError if there is none, and the reason of the signal
   */
  request(message: CurrentRequest, options: RequestOptions): Promise<RpcResponse>;
}

const SCHEMAS = {
  'tools/call': withInputRequired(ToolResult),
  'resources/read': withInputRequired(specTypeSchemas.ReadResourceResult),
  'prompts/get': withInputRequired(specTypeSchemas.GetPromptResult),
  'completion/complete': withInputRequired(specTypeSchemas.CompleteResult),
};

const InputRequired = z
  .looseObject({
    resultType: z.literal('input_required'),
    inputRequests: z.record(z.string(), z.looseObject({ params: z.looseObject({}) })).optional(),
    requestState: z.string().optional(),
  })
  .refine(
    ({ inputRequests = {}, requestState }) =>
      requestState !== undefined || Object.keys(inputRequests).length > 0,
  );

const JSON_RPC = { jsonrpc: '2.0' } as const;

/** Sends requests through clients that `connect` created. */
export function requestSender(info: Implementation) {
  let lastId = 0;

  /**
   * Sends a request; the result can be questions of the server. A request of the current protocol
   * does not use the SDK client, which checks each response three times.
   * @throws ProtocolError, and the errors of the transport
   */
  return async function request(
    client: Client,
    method: Method,
    params: Record<string, unknown>,
    { timeout, ...options }: RequestOptions & { timeout: number },
  ): Promise<Record<string, unknown>> {
    if (client.getProtocolEra() === 'legacy') {
      const requestOptions = { ...options, timeout, allowInputRequired: true };
      return client.request({ method, params }, SCHEMAS[method], requestOptions);
    }
    const id = `request-${++lastId}`;
    const version = client.getNegotiatedProtocolVersion() ?? '';
    const envelope = {
      ...(params._meta as object),
      [PROTOCOL_VERSION_META_KEY]: version,
      [CLIENT_INFO_META_KEY]: info,
      ...(options.onprogress && { progressToken: id }),
    };
    const headers = {
      ...options.headers,
      'mcp-protocol-version': version,
      'mcp-method': method,
      ...(method !== 'completion/complete' && {
        'mcp-name': headerValue(String(method === 'resources/read' ? params.uri : params.name)),
      }),
    };
    const transport = client.transport as RequestTransport; // `connect` chose it
    const message = { ...JSON_RPC, id, method, params: { ...params, _meta: envelope } };
    return resultOf(method, await transport.request(message, { ...options, headers }));
  };
}

async function resultOf(method: Method, response: RpcResponse): Promise<Record<string, unknown>> {
  if ('error' in response) {
    const { code, message, data } = response.error;
    throw ProtocolError.fromError(code, message, data);
  }
  const { resultType, ...result } = response.result;
  const knownResult = method === 'tools/call' ? withKnownBlocks(result) : result;
  const isComplete = resultType === 'complete';
  const validation = await (isComplete ? SCHEMAS[method] : InputRequired)['~standard'].validate(
    isComplete ? knownResult : response.result,
  );
  if (validation.issues)
    throw new SdkError(SdkErrorCode.InvalidResult, 'The result does not conform to MCP');
  // Adds defaults of the schema, such as an empty list, and keeps members that it does not know.
  return isComplete ? { ...validation.value, ...knownResult } : response.result;
}

const ResultResponse = z.object({ id: z.string(), result: z.looseObject({}) });
const ErrorResponse = z.object({
  id: z.string(),
  error: z.object({ code: z.int(), message: z.string(), data: z.unknown().optional() }),
});
const AnyResponse = z.union([ResultResponse, ErrorResponse]);
const ProgressNotification = z.object({
  method: z.literal('notifications/progress'),
  params: z.looseObject({ progressToken: z.string(), progress: z.number() }),
});

/** The JSON-RPC response to a request. */
export type RpcResponse = z.infer<typeof AnyResponse>;

/** The error of a request whose stream ends before the response. JSON-RPC leaves the code to implementations. */
export const lostResponse = {
  code: -32_000,
  message: 'The connection ended before the response was complete, or the response is too large.',
};

/**
 * Reads the response to a request of the protocol 2026-07-28 over HTTP: JSON, or a stream that ends
 * with it.
 * @param notify gets notifications before the response
 * @throws SdkError, SdkHttpError or SyntaxError if the server sends none
 */
export async function rpcResponseOf(
  id: string,
  response: Response,
  notify: (notification: JSONRPCNotification) => void,
): Promise<RpcResponse> {
  if (!response.ok) return failedResponse(id, response);
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
  return { id, error: { ...lostResponse } };
}

/** Returns the message of an event; undefined for events that only keep the connection or allow to resume it. */
function messageIn(data: string): unknown {
  try {
    return JSON.parse(data);
  } catch {
    return undefined;
  }
}

/** Returns the response of a failed HTTP request. JSON-RPC errors have the status 400. */
async function failedResponse(id: string, response: Response): Promise<RpcResponse> {
  const { status, statusText } = response;
  const text = await response.text();
  if (status === 400)
    try {
      return responseIn(JSON.parse(text), id);
    } catch {
      // It is not a response to this request.
    }
  const code = SdkErrorCode.ClientHttpNotImplemented;
  throw new SdkHttpError(code, `HTTP ${status}: ${text}`, { status, statusText, text });
}

/** @throws SdkError if the message is not the response to this request */
function responseIn(message: unknown, id: string): RpcResponse {
  const { data } = AnyResponse.safeParse(message);
  if (data?.id === id) return data;
  throw new SdkError(SdkErrorCode.InvalidResult, 'This is not the response to the request');
}

/** Returns the progress of this request in a notification. */
export function progressIn(message: JSONRPCMessage, id: string): Progress | undefined {
  const { params } = ProgressNotification.safeParse(message).data ?? {};
  return params?.progressToken === id ? params : undefined;
}

interface OpenRequest {
  resolve(response: RpcResponse): void;
  reject(reason: unknown): void;
  onprogress: RequestOptions['onprogress'];
}

/** Requests on one stream, whose responses arrive in any order. */
export class OpenRequests {
  readonly #open = new Map<unknown, OpenRequest>();

  /**
   * Sends a request. If the signal aborts, sends the notification that the request is canceled
   * (MCP, "Cancellation").
   */
  async add(
    message: CurrentRequest,
    send: (message: JSONRPCMessage) => Promise<void>,
    { signal, onprogress }: RequestOptions,
  ): Promise<RpcResponse> {
    signal.throwIfAborted();
    const { id, params } = message;
    let cancel = () => {};
    const response = new Promise<RpcResponse>((resolve, reject) => {
      this.#open.set(id, { resolve, reject, onprogress });
      cancel = () => {
        reject(signal.reason as Error);
        const cancellation = { requestId: id, reason: String(signal.reason), _meta: params._meta };
        const notification = { method: 'notifications/cancelled', params: cancellation };
        send({ jsonrpc: '2.0', ...notification }).catch(() => {}); // the stream has ended
      };
    });
    signal.addEventListener('abort', cancel, { once: true });
    try {
      return (await Promise.all([response, send(message)]))[0];
    } finally {
      this.#open.delete(id);
      signal.removeEventListener('abort', cancel);
    }
  }

  /** Delivers a message. @returns whether it is for one of these requests */
  deliver(message: JSONRPCMessage): boolean {
    if ('method' in message) {
      const id = message.params?.progressToken;
      const progress = progressIn(message, String(id));
      if (progress) this.#open.get(id)?.onprogress?.(progress);
      return progress !== undefined && this.#open.has(id);
    }
    const request = this.#open.get(message.id);
    try {
      request?.resolve(responseIn(message, String(message.id)));
    } catch (error) {
      request?.reject(error);
    }
    return request !== undefined;
  }

  /** Ends all requests, because no more responses arrive. */
  rejectAll(reason: Error): void {
    for (const { reject } of this.#open.values()) reject(reason);
  }
}
