import { createServer, type IncomingHttpHeaders } from 'node:http';
import { json } from 'node:stream/consumers';
import { isDeepStrictEqual } from 'node:util';
import type { RemoteTool } from '../../remote/catalog.js';
import { listenOnLoopback } from '../fakes/listening.js';
import type { StatedResult } from '../fixture.js';

/** A call that the stand-in has received. */
export interface RemoteCall {
  name: string;
  arguments: unknown;
  headers: IncomingHttpHeaders;
}

/** The stand-in of an MCP server. */
export type RemoteStandIn = Awaited<ReturnType<typeof startRemote>>;

interface Message {
  id?: number | string;
  method?: string;
  params?: { name?: string; arguments?: unknown };
}

/** What the server returns for a call with these arguments; an error, if there is no response. */
interface StatedResponse {
  remoteTool: string;
  arguments: unknown;
  response?: StatedResult;
}

/**
 * Starts a fake MCP server (legacy protocol, no sessions) that has these tools, as accepted, and
 * records their calls.
 */
export async function startRemote(
  tools: readonly RemoteTool[],
  responses: readonly StatedResponse[] = [],
) {
  const listedTools = tools.map(({ remoteName, confirm: _, ...tool }) => ({
    ...tool,
    name: remoteName ?? tool.name,
  }));
  const calls: RemoteCall[] = [];
  const server = createServer((request, response) => {
    void json(request).then(
      (body) => {
        const { id, method, params = {} } = body as Message;
        if (method === 'tools/call') {
          const { name = '', arguments: args } = params;
          calls.push({ name, arguments: args, headers: request.headers });
        }
        const result =
          id === undefined ? undefined : resultOf(body as Message, listedTools, responses);
        const error = { code: -32_601, message: 'Method not found' };
        response.writeHead(id === undefined ? 202 : 200, { 'content-type': 'application/json' });
        response.end(
          id === undefined
            ? undefined
            : JSON.stringify({ jsonrpc: '2.0', id, ...(result ? { result } : { error }) }),
        );
      },
      () => response.writeHead(405).end(), // a GET has no body
    );
  });
  const { origin, close } = await listenOnLoopback(server);
  return {
    url: `${origin}/mcp`,
    calls,
    close,
  };
}

/** Returns the response of the case that states this call. */
export const statedResponse = (
  cases: readonly StatedResponse[],
  remoteTool: string | undefined,
  args: unknown = {},
): StatedResult | undefined =>
  cases.find(
    (testCase) => testCase.remoteTool === remoteTool && isDeepStrictEqual(testCase.arguments, args),
  )?.response;

function resultOf(
  { method, params = {} }: Message,
  tools: readonly object[],
  responses: readonly StatedResponse[],
): object | undefined {
  switch (method) {
    case 'initialize':
      return {
        protocolVersion: '2025-11-25',
        capabilities: { tools: {} },
        serverInfo: { name: 'stand-in', version: '1.0.0' },
      };
    case 'tools/list':
      return { tools };
    case 'tools/call': {
      const response = statedResponse(responses, params.name, params.arguments);
      if (response !== undefined) return toolResult(response);
      // An error needs no structured content, whatever the output schema of the tool is.
      return { content: [{ type: 'text', text: 'An error of the MCP server' }], isError: true };
    }
    default:
      return undefined;
  }
}

/** Returns the MCP `CallToolResult`. */
function toolResult(response: StatedResult): object {
  if (typeof response === 'string') return { content: [{ type: 'text', text: response }] };
  if (Array.isArray(response)) return { content: response };
  const content = [{ type: 'text', text: JSON.stringify(response) }];
  return { content, structuredContent: response };
}
