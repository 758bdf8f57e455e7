import { type ObservedStream, observeStream } from '../fetch/observed-stream.js';
import { announceChanges } from '../provider/announce.js';
import {
  authInfoOf,
  type Endpoint,
  type Exchange,
  type Report,
  type ServedProvider,
  type Session,
} from '../provider/sdk-line.js';
import { idsIn, isMethod, REPEATED_ID } from '../utils/json-rpc.js';

/** Status of the SDK for a second stream of a session, and what it reports. */
const CONFLICT = 409;
const CONFLICT_REPORT = 'Conflict: Only one SSE stream is allowed per session';

/** The part of a transport that both lines of the SDK have. */
interface SessionTransport<Message> {
  send(message: Message, options?: object): Promise<void>;
  handleRequest(
    request: Request,
    options: { parsedBody: unknown; authInfo?: ReturnType<typeof authInfoOf> & object },
  ): Promise<Response>;
  closeStandaloneSSEStream(): void;
}

/**
 * Handles the requests of a session (MCP, "Session Management"). The SDK finds the response for a
 * result by the id of the request: of two requests with one id, the second would get the result of
 * the first. So the second is refused while the first has no result, even after its client has
 * closed the connection.
 */
function sessionRequests<Message extends object>(transport: SessionTransport<Message>) {
  const openIds = new Set<unknown>();
  let changeStream: ObservedStream | undefined;
  const send = transport.send.bind(transport);
  transport.send = async (message, options) => {
    try {
      await send(message, options); // fails if the client has closed the connection
    } finally {
      if (!('method' in message) && 'id' in message) openIds.delete(message.id);
    }
  };

  async function handleRequest(request: Request, exchange: Exchange): Promise<Response> {
    const { message: parsedBody } = exchange;
    const ids = idsIn(parsedBody);
    if (ids.some((id) => openIds.has(id))) return Response.json(REPEATED_ID, { status: 400 });
    for (const id of ids) openIds.add(id);
    const authInfo = authInfoOf(exchange);
    const options = { parsedBody, ...(authInfo && { authInfo }) };
    const handle = () => transport.handleRequest(request, options);
    let response = await handle();
    if (request.method === 'GET' && response.status === CONFLICT) {
      // The client has lost its stream, and a proxy still holds it open: notifications would not reach the client.
      transport.closeStandaloneSSEStream();
      response = await handle();
    }
    if (!response.ok) for (const id of ids) openIds.delete(id);
    // The SDK sends no result of a canceled request.
    for (const id of [parsedBody].flat().map(cancelledId)) openIds.delete(id);
    return response;
  }

  return {
    fetch: (async (request, exchange) => {
      const response = await handleRequest(request as Request, exchange); // with a parsed body, the SDK reads nothing else of it
      if (request.method !== 'GET' || !response.ok) return response;
      changeStream?.release(); // else a change that its client has not read would delay all others
      changeStream = observeStream(response);
      return changeStream.response;
    }) satisfies Session['fetch'],
    /** Resolves when the client has read the changes that were sent. */
    isRead: async () => changeStream?.isRead(),
  };
}

/** The part of a server that both lines of the SDK have. */
interface SessionServer {
  server: Parameters<typeof announceChanges>[0] & {
    onerror?: ((error: Error) => void) | undefined;
  };
  connect(transport: never): Promise<void>;
  close(): Promise<void>;
}

/**
 * Returns the sessions of protocol 2025-11-25 or older.
 * @param watchCheck what the client of a server of this line subscribes to
 */
export const sessionOpener =
  (
    provider: ServedProvider,
    report: Report,
    transportFor: (sessionId: string) => SessionTransport<never>,
    watchCheck: (server: never) => (uri: string) => boolean,
  ): Endpoint['openSession'] =>
  async (principal, request, sessionId) => {
    const server = provider.create(principal, request) as unknown as SessionServer;
    const transport = transportFor(sessionId);
    server.server.onerror = ({ message }) => {
      if (message !== CONFLICT_REPORT) report('info', message); // the second stream replaces the first
    };
    const { fetch, isRead } = sessionRequests(transport);
    announceChanges(
      server.server,
      provider,
      principal,
      watchCheck(server as never),
      report,
      isRead,
    );
    await server.connect(transport as never); // both are of one line
    return { fetch, close: () => server.close() };
  };

const cancelledId = (message: unknown): unknown =>
  isMethod(message, 'notifications/cancelled')
    ? (message as { params?: { requestId?: unknown } }).params?.requestId
    : undefined;
