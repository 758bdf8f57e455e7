import type { IncomingMessage, ServerResponse } from 'node:http';
import { isMethod } from '../../provider/message.js';
import type { Endpoint, Exchange } from '../../provider/sdk-line.js';
import type { Admitted, admission } from './admission.js';
import type { bodyReader } from './body.js';
import { isJson } from './body.js';
import { cancellations } from './cancellation.js';
import { parsedRequest } from './parsed-request.js';
import type { Caller } from './resource.js';
import { RPC, rpcError } from './respond.js';
import type { Sessions } from './sessions.js';
import type { Streams } from './streams.js';

/** What requests are accepted, and how much of them. */
export interface Intake {
  admit: ReturnType<typeof admission>;
  readBody: ReturnType<typeof bodyReader>;
}

/** Shared by the endpoints of one server. */
export interface Shared extends Intake {
  streams: Streams;
  maxResultBytes: number;
  maxCallsPerUser: number;
}

export interface Incoming {
  incoming: IncomingMessage;
  outgoing: ServerResponse;
  /** In the log and in the header `X-Request-Id`. */
  id: string;
  /** Resolves when the response has been written. */
  respond(response: Response): Promise<void>;
}

/** Runs calls; each can wait for its turn. All other messages are handled at once. */
const CALLS = new Set([
  'tools/call',
  'resources/list',
  'resources/read',
  'prompts/get',
  'completion/complete',
]);

/** The endpoint of one provider, for requests whose caller is known. */
export function providerEndpoint(
  { fetch }: Endpoint,
  publicUrl: URL,
  {
    admit,
    readBody,
    streams,
    maxResultBytes,
    maxCallsPerUser,
    sessions,
  }: Shared & { sessions: Sessions | undefined },
) {
  const { begin, take } = cancellations();

  /** What a POST gets; undefined where the client has left before its turn. */
  async function responseTo(
    { incoming, outgoing, id }: Incoming,
    caller: Caller,
    message: unknown,
    { start, endTurn }: Admitted,
  ): Promise<Response | undefined> {
    const parsed = parsedRequest(incoming, outgoing, publicUrl);
    const exchange = { ...exchangeOf(caller, id), message };
    if (isMethod(message, 'subscriptions/listen')) {
      endTurn(); // streams have limits of their own
      return streams.open(outgoing, caller) ?? fetch(parsed, exchange);
    }
    take(caller, message);
    const { done, isCancelled, ...call } = begin(caller, message);
    outgoing.once('close', done);
    const turns = callsIn(message);
    if (turns > maxCallsPerUser)
      return rpcError(400, RPC.refused, `The batch has more than ${maxCallsPerUser} calls`);
    if (turns > 0 && !(await start(turns))) return undefined;
    if (isCancelled()) return new Response(null, { status: 202 }); // while it waited
    if (sessions?.concerns(parsed, message)) return sessions.fetch(parsed, exchange, outgoing);
    return fetch(parsed, { ...exchange, ...call });
  }

  async function post(request: Incoming, caller: Caller): Promise<Response | undefined> {
    const { incoming, outgoing } = request;
    if (!isJson(incoming))
      return rpcError(415, RPC.refused, 'Content-Type must be application/json');
    const admitted = admit(caller.principal.userId);
    if (admitted instanceof Response) return admitted;
    outgoing.once('close', admitted.leave);
    const body = await readBody(incoming, outgoing, admitted.hold);
    if (body instanceof Response) return body;
    const message = parsedMessage(body);
    return message === undefined
      ? rpcError(400, RPC.parseError, 'Parse error')
      : responseTo(request, caller, message, admitted);
  }

  /** GET and DELETE: of a session only. */
  async function ofSession(
    { incoming, outgoing, id }: Incoming,
    caller: Caller,
  ): Promise<Response> {
    const parsed = parsedRequest(incoming, outgoing, publicUrl);
    const isStream = incoming.method === 'GET';
    if (!sessions?.concerns(parsed) || !(isStream || incoming.method === 'DELETE'))
      return rpcError(405, RPC.refused, 'Method not allowed.', { allow: 'POST' });
    const refused = isStream ? streams.open(outgoing, caller) : undefined;
    return refused ?? sessions.fetch(parsed, exchangeOf(caller, id), outgoing);
  }

  const exchangeOf = ({ principal, verified }: Caller, id: string): Exchange => ({
    principal,
    caller: verified,
    message: undefined,
    id,
    maxResultBytes,
  });

  return async (request: Incoming, caller: Caller): Promise<void> => {
    const handle = request.incoming.method === 'POST' ? post : ofSession;
    const response = await handle(request, caller);
    if (response) await request.respond(response);
  };
}

/** How many calls a message has: until 2025-03-26, it can be a batch. */
const callsIn = (message: unknown): number =>
  Array.isArray(message) ? message.filter(isCall).length : Number(isCall(message));

const isCall = (message: unknown): boolean =>
  typeof message === 'object' &&
  message !== null &&
  'method' in message &&
  typeof message.method === 'string' &&
  CALLS.has(message.method);

function parsedMessage(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    return undefined;
  }
}
