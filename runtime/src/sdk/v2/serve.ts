import type { AuthInfo, McpServer } from '@modelcontextprotocol/server';
import { createMcpHandler } from '@modelcontextprotocol/server';
import { serveStdio } from '@modelcontextprotocol/server/stdio';
import type { CreateServer } from '../../provider/provider.js';
import type { Exchange, SdkLine } from '../../provider/sdk-line.js';

/** Protocol 2026-07-28, and 2025-11-25 or older, side by side. */
export const line: SdkLine = {
  serveStdio(create, principal, report) {
    const options = { onerror: (error: Error) => report('error', 'stdio', error) };
    return serveStdio(() => ours(create)(principal), options);
  },

  httpEndpoint(create, report) {
    const exchanges = new WeakMap<Request, Exchange>();
    const handler = createMcpHandler(
      ({ requestInfo }) => {
        const exchange = requestInfo && exchanges.get(requestInfo);
        // Fails closed: a request that did not pass the checks has no principal.
        if (!exchange) throw new Error('An unauthenticated request reached the MCP handler.');
        return ours(create)(exchange.principal, exchange);
      },
      // What the SDK refuses is the client's mistake; its failures have status 500, which is logged as an error.
      { onerror: ({ message }) => report('info', message) },
    );
    return {
      fetch(request, exchange) {
        const whole = request as Request; // with a parsed body, the SDK reads nothing else of it
        exchanges.set(whole, exchange);
        const { caller, message: parsedBody } = exchange;
        return handler.fetch(whole, {
          parsedBody,
          ...(caller && { authInfo: authInfo(caller) }),
        });
      },
      close: handler.close,
    };
  },
};

/** `lineOf` has found that these are servers of this line. */
const ours = (create: CreateServer) => create as CreateServer<McpServer>;

/** Without the token: it is for this server only. */
const authInfo = ({
  principal: { userId },
  clientId,
  scopes,
  expiresAt,
}: NonNullable<Exchange['caller']>): AuthInfo => ({
  token: '',
  clientId,
  scopes,
  expiresAt,
  extra: { userId },
});
