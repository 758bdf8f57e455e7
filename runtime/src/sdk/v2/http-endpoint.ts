import {
  createMcpHandler,
  type McpServer,
  WebStandardStreamableHTTPServerTransport,
} from '@modelcontextprotocol/server';
import { authInfoOf, type Exchange, type SdkLine } from '../../provider/sdk-line.js';
import { isMethod } from '../../utils/json-rpc.js';
import { sessionOpener } from '../session.js';
import { directResponder } from './direct.js';
import { subscriptionStreams } from './subscriptions.js';
import { ToolExchange } from './tool-exchange.js';
import { type ToolRequest, toolRequest } from './tool-request.js';
import { registerSubscriptions } from './watched-resources.js';

const transportFor = (sessionId: string) =>
  new WebStandardStreamableHTTPServerTransport({ sessionIdGenerator: () => sessionId });

/** Serves protocol 2026-07-28, and 2025-11-25 or older, over HTTP. */
export const httpEndpoint: SdkLine['httpEndpoint'] = async (provider, report) => {
  const exchanges = new WeakMap<Request, Exchange>();
  function serverFor({ requestInfo }: { requestInfo?: Request }): McpServer {
    const exchange = requestInfo && exchanges.get(requestInfo);
    // Fails closed: a request that did not pass the checks has no principal.
    if (!exchange) throw new Error('An unauthenticated request reached the MCP handler.');
    return provider.create(exchange.principal, exchange) as McpServer;
  }
  // Requests that the SDK refuses are mistakes of clients; its failures have status 500, which is
  // logged as an error.
  const handler = createMcpHandler(serverFor, {
    onerror: ({ message }) => report('info', message),
  });
  const servesTools = !provider.isConfigured && provider.capabilities.tools !== undefined;

  /**
   * Handles a request for tools.
   * @returns undefined if the tool has arguments that are also in headers: the SDK compares the
   * two
   */
  async function toolExchange(
    request: ToolRequest,
    exchange: Exchange,
  ): Promise<ToolExchange | undefined> {
    const { message, classification } = request;
    const serverExchange = { ...exchange, protocolVersion: classification.revision };
    const server = provider.create(exchange.principal, serverExchange) as McpServer;
    const { name } = message.params ?? {};
    if (typeof name === 'string' && server.toolInputSchemaJson(name)) return undefined;
    const transport = new ToolExchange(request);
    await server.connect(transport);
    return transport;
  }

  const changeStreams = subscriptionStreams(provider.changes, serverFor);
  return {
    async fetch(request, exchange) {
      const fullRequest = request as Request; // with a parsed body, the SDK reads nothing else of it
      exchanges.set(fullRequest, exchange);
      const { message: parsedBody } = exchange;
      if (isMethod(parsedBody, 'subscriptions/listen'))
        return changeStreams.fetch(fullRequest, exchange);
      const authInfo = authInfoOf(exchange);
      const auth = authInfo && { authInfo };
      const toolsRequest = servesTools ? toolRequest(request, parsedBody) : undefined;
      const transport = toolsRequest && (await toolExchange(toolsRequest, exchange));
      if (transport) return transport.serve({ request: fullRequest, ...auth });
      return handler.fetch(fullRequest, { parsedBody, ...auth });
    },
    ...(servesTools && { respondDirectly: directResponder(provider) }),
    scopes: provider.scopes,
    readOnlyScopes: provider.readOnlyScopes,
    missingScopes: provider.missingScopes,
    unknownTools: provider.unknownTools,
    openSession: sessionOpener(provider, report, transportFor, registerSubscriptions),
    endStreams: changeStreams.close,
    close: handler.close,
  };
};
