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

/** Methods whose results are passed on. */
export type Method = 'tools/call' | 'resources/read' | 'prompts/get' | 'completion/complete';

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

export interface RequestTransport extends Transport {
  /**
   * Sends a request and waits for its response.
   * @throws SdkError or SyntaxError where there is none, and the reason of the signal
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

/** Requests through clients that `connect` made. */
export function requestsOf(info: Implementation) {
  let last = 0;

  /**
   * The result, or what the server asks before. A request of the current protocol needs nothing of the client of the SDK,
   * which checks each response three times.
   * @throws ProtocolError, and what the transport throws
   */
  return async function request(
    client: Client,
    method: Method,
    params: Record<string, unknown>,
    { timeout, ...options }: RequestOptions & { timeout: number },
  ): Promise<Record<string, unknown>> {
    if (client.getProtocolEra() === 'legacy') {
      const waiting = { ...options, timeout, allowInputRequired: true };
      return client.request({ method, params }, SCHEMAS[method], waiting);
    }
    const id = `request-${++last}`;
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

const JSON_RPC = { jsonrpc: '2.0' } as const;

async function resultOf(method: Method, response: RpcResponse): Promise<Record<string, unknown>> {
  if ('error' in response) {
    const { code, message, data } = response.error;
    throw ProtocolError.fromError(code, message, data);
  }
  const { resultType, ...whole } = response.result;
  const complete = method === 'tools/call' ? withKnownBlocks(whole) : whole;
  const isWhole = resultType === 'complete';
  const checked = await (isWhole ? SCHEMAS[method] : InputRequired)['~standard'].validate(
    isWhole ? complete : response.result,
  );
  if (checked.issues)
    throw new SdkError(SdkErrorCode.InvalidResult, 'The result does not conform to MCP');
  // With what the schema adds, such as an empty list, and what it does not know.
  return isWhole ? { ...checked.value, ...complete } : response.result;
}

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
  message: 'The connection ended before the response was complete, or the response is too large.',
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
function responseIn(message: unknown, id: string): RpcResponse {
  const { data } = Responded.safeParse(message);
  if (data?.id === id) return data;
  throw new SdkError(SdkErrorCode.InvalidResult, 'This is not the response to the request');
}

/** What the notification says of the progress of this request. */
export function progressIn(message: JSONRPCMessage, id: string): Progress | undefined {
  const { params } = Progressed.safeParse(message).data ?? {};
  return params?.progressToken === id ? params : undefined;
}

interface Open {
  resolve(response: RpcResponse): void;
  reject(reason: unknown): void;
  onprogress: RequestOptions['onprogress'];
}

/** Requests on one stream, with responses in any order. */
export class OpenRequests {
  readonly #all = new Map<unknown, Open>();

  /** Sends a request, and the notification that it is cancelled where the signal aborts (MCP, "Cancellation"). */
  async add(
    message: CurrentRequest,
    send: (message: JSONRPCMessage) => Promise<void>,
    { signal, onprogress }: RequestOptions,
  ): Promise<RpcResponse> {
    signal.throwIfAborted();
    const { id, params } = message;
    let cancel = () => {};
    const response = new Promise<RpcResponse>((resolve, reject) => {
      this.#all.set(id, { resolve, reject, onprogress });
      cancel = () => {
        reject(signal.reason as Error);
        const cancelled = { requestId: id, reason: String(signal.reason), _meta: params._meta };
        const notification = { method: 'notifications/cancelled', params: cancelled };
        send({ jsonrpc: '2.0', ...notification }).catch(() => {}); // the stream has ended
      };
    });
    signal.addEventListener('abort', cancel, { once: true });
    try {
      return (await Promise.all([response, send(message)]))[0];
    } finally {
      this.#all.delete(id);
      signal.removeEventListener('abort', cancel);
    }
  }

  /** Whether a message is for one of these requests. */
  take(message: JSONRPCMessage): boolean {
    if ('method' in message) {
      const id = message.params?.progressToken;
      const progress = progressIn(message, String(id));
      if (progress) this.#all.get(id)?.onprogress?.(progress);
      return progress !== undefined && this.#all.has(id);
    }
    const open = this.#all.get(message.id);
    try {
      open?.resolve(responseIn(message, String(message.id)));
    } catch (error) {
      open?.reject(error);
    }
    return open !== undefined;
  }

  /** No more responses come. */
  end(reason: Error): void {
    for (const { reject } of this.#all.values()) reject(reason);
  }
}
