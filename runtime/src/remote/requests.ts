import type {
  Client,
  Implementation,
  JSONRPCRequest,
  Progress,
  Transport,
} from '@modelcontextprotocol/client';
import {
  CLIENT_INFO_META_KEY,
  PROTOCOL_VERSION_META_KEY,
  ProtocolError,
  SdkError,
  SdkErrorCode,
  specTypeSchemas,
  withInputRequired,
} from '@modelcontextprotocol/client';
import * as z from 'zod';
import type { RpcResponse } from './rpc-response.js';
import { headerValue } from './param-headers.js';

/** Methods whose results are passed on. */
export type Method = 'tools/call' | 'resources/read' | 'prompts/get';

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
  'tools/call': withInputRequired(specTypeSchemas.CallToolResult),
  'resources/read': withInputRequired(specTypeSchemas.ReadResourceResult),
  'prompts/get': withInputRequired(specTypeSchemas.GetPromptResult),
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
      'mcp-name': headerValue(String(method === 'resources/read' ? params.uri : params.name)),
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
  const { resultType, ...complete } = response.result;
  const isWhole = resultType === 'complete';
  const checked = await (isWhole ? SCHEMAS[method] : InputRequired)['~standard'].validate(
    isWhole ? complete : response.result,
  );
  if (checked.issues)
    throw new SdkError(SdkErrorCode.InvalidResult, 'The result does not conform to MCP');
  // With what the schema adds, such as an empty list, and what it does not know.
  return isWhole ? { ...checked.value, ...complete } : response.result;
}
