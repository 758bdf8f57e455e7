import { type ObservedStream, observeStream } from '../fetch/observed-stream.js';
import { announce } from '../provider/announce.js';
import {
  authInfoOf,
  type Endpoint,
  type Exchange,
  type Report,
  type ServedProvider,
  type Session,
} from '../provider/sdk-line.js';
import { idsIn, isMethod, REPEATED_ID } from '../utils/json-rpc.js';

/** What both lines of the SDK have. */
interface SessionTransport<Message> {
  send(message: Message, options?: object): Promise<void>;
  handleRequest(
    request: Request,
    options: { parsedBody: unknown; authInfo?: ReturnType<typeof authInfoOf> & object },
  ): Promise<Response>;
}

/**
 * The requests of a session (MCP, "Session Management"). The SDK finds the response to send a result with by the id of its
 * request: of two requests with one id, the second would get the result of the first. So it is refused while the first
 * has no result, also after its client has closed the connection.
 */
function sessionRequests<Message extends object>(transport: SessionTransport<Message>) {
  const open = new Set<unknown>();
  let changes: ObservedStream | undefined;
  const send = transport.send.bind(transport);
  transport.send = async (message, options) => {
    try {
      await send(message, options); // fails where the client has closed the connection
    } finally {
      if (!('method' in message) && 'id' in message) open.delete(message.id);
    }
  };

  async function handled(request: Request, exchange: Exchange): Promise<Response> {
    const { message: parsedBody } = exchange;
    const ids = idsIn(parsedBody);
    if (ids.some((id) => open.has(id))) return Response.json(REPEATED_ID, { status: 400 });
    for (const id of ids) open.add(id);
    const authInfo = authInfoOf(exchange);
    const response = await transport.handleRequest(request, {
      parsedBody,
      ...(authInfo && { authInfo }),
    });
    if (!response.ok) for (const id of ids) open.delete(id);
    // The SDK sends no result of a request that is cancelled.
    for (const id of [parsedBody].flat().map(cancelledBy)) open.delete(id);
    return response;
  }

  return {
    fetch: (async (request, exchange) => {
      const response = await handled(request as Request, exchange); // with a parsed body, the SDK reads nothing else of it
      if (request.method !== 'GET' || !response.ok) return response;
      changes = observeStream(response);
      return changes.response;
    }) satisfies Session['fetch'],
    /** Resolves when the client has taken what it was told of changes. */
    isRead: async () => changes?.isRead(),
  };
}

/** What both lines of the SDK have of a server. */
interface SessionServer {
  server: Parameters<typeof announce>[0] & { onerror?: ((error: Error) => void) | undefined };
  connect(transport: never): Promise<void>;
  close(): Promise<void>;
}

/**
 * Sessions of protocol 2025-11-25 or older.
 * @param watched what the client of a server of this line subscribes to
 */
export const sessionOpener =
  (
    provider: ServedProvider,
    report: Report,
    transportFor: (sessionId: string) => SessionTransport<never>,
    watched: (server: never) => (uri: string) => boolean,
  ): Endpoint['openSession'] =>
  async (principal, request, sessionId) => {
    const server = provider.create(principal, request) as unknown as SessionServer;
    const transport = transportFor(sessionId);
    server.server.onerror = ({ message }) => report('info', message);
    const { fetch, isRead } = sessionRequests(transport);
    announce(server.server, provider, principal, watched(server as never), report, isRead);
    await server.connect(transport as never); // both are of one line
    return { fetch, close: () => server.close() };
  };

const cancelledBy = (message: unknown): unknown =>
  isMethod(message, 'notifications/cancelled')
    ? (message as { params?: { requestId?: unknown } }).params?.requestId
    : undefined;
