import { Disconnection, type OpenCalls } from '../../call/call-limit.js';
import { acceptsTypes, wantsJson } from '../../fetch/accept.js';
import { withCallerToken } from '../../identity/caller-token.js';
import type { Endpoint, Exchange, ParsedRequest } from '../../provider/sdk-line.js';
import { isMethod, REPEATED_ID } from '../../utils/json-rpc.js';
import { addressChoice } from './address-choice.js';
import type { AdmittedRequest } from './admission.js';
import { isJson } from './body.js';
import { cancellableCalls } from './cancellation.js';
import type { Incoming } from './exchange.js';
import { eventsAsJson, sendDirectResponse } from './json-response.js';
import { callsIn, hasRepeatedId, parseMessage } from './message.js';
import { toParsedRequest } from './parsed-request.js';
import type { HttpCaller } from './protected-resource.js';
import { RPC, rpcError } from './respond.js';
import { SESSION_HEADER, type Sessions } from './sessions.js';
import type { Streams } from './streams.js';
import type { Intake } from './target.js';

/** State that the endpoints of one server share. */
export interface SharedServing extends Intake {
  calls: OpenCalls;
  streams: Streams;
  maxResultBytes: number;
}

interface EndpointState {
  endpoint: Endpoint;
  publicUrl: URL;
  shared: SharedServing & { sessions: Sessions | undefined };
  cancellable: ReturnType<typeof cancellableCalls>;
}

/** Returns the endpoint of one provider, for requests whose caller is known. */
export function providerEndpoint(
  endpoint: Endpoint,
  publicUrl: URL,
  shared: EndpointState['shared'],
  isReadOnly = false,
) {
  const state = { endpoint, publicUrl, shared, cancellable: cancellableCalls() };
  return async (request: Incoming, caller: HttpCaller): Promise<void> => {
    const { method, url = '/' } = request.incoming;
    const { choice, problem } = addressChoice(url, isReadOnly);
    const unknownText = problem ?? (choice && endpoint.unknownTools(choice, caller.principal));
    if (unknownText !== undefined)
      return request.respond(rpcError(400, RPC.refused, `"tools" in the address: ${unknownText}`));
    const handle = method === 'POST' ? handlePost : handleSessionMethod;
    const response = await withCallerToken(caller, () =>
      handle(state, { ...request, choice }, caller),
    );
    if (response) await request.respond(response);
  };
}

const EVENTS = 'text/event-stream';

/** Reads and checks a message, and responds to it; undefined if the client has left before. */
async function handlePost(
  state: EndpointState,
  request: ChosenRequest,
  caller: HttpCaller,
): Promise<Response | undefined> {
  const { incoming, outgoing } = request;
  const { admit, readBody } = state.shared;
  const isJsonOnly = wantsJson(incoming.headers.accept, EVENTS);
  if (!isJsonOnly && !acceptsTypes(incoming.headers.accept, ['application/json', EVENTS]))
    return notAcceptable(`application/json and, for streams, ${EVENTS}`);
  if (!isJson(incoming)) return rpcError(415, RPC.refused, 'Content-Type must be application/json');
  const admitted = admit(caller.principal.userId);
  if (admitted instanceof Response) return admitted;
  outgoing.once('close', admitted.leave);
  const body = await readBody(request, admitted.hold);
  if (body instanceof Response) return body;
  const message = parseMessage(body);
  if (message === undefined) return rpcError(400, RPC.parseError, 'Parse error');
  if (hasRepeatedId(message)) return Response.json(REPEATED_ID, { status: 400 });
  if (!isJsonOnly) return respondToMessage(state, { request, caller, message, admitted });
  if (isMethod(message, 'subscriptions/listen')) return notAcceptable(EVENTS);
  const response = await respondToMessage(state, {
    ...{ request, caller, message, admitted },
    isJsonOnly,
  });
  return response && (await eventsAsJson(response, Array.isArray(message)));
}

interface AdmittedMessage {
  request: ChosenRequest;
  caller: HttpCaller;
  message: unknown;
  admitted: AdmittedRequest;
  isJsonOnly?: boolean;
}

/** Responds to a message when its turn has come; undefined if the client has left before. */
async function respondToMessage(
  { endpoint, publicUrl, shared, cancellable }: EndpointState,
  { request, caller, message, admitted, isJsonOnly = false }: AdmittedMessage,
): Promise<Response | undefined> {
  const { incoming, outgoing } = request;
  const { headers } = incoming;
  const { streams, sessions } = shared;
  const leaving = new Disconnection();
  outgoing.once('close', () => {
    if (!outgoing.writableFinished) leaving.abort();
  });
  const exchange = newExchange(caller, request, shared, message);
  const refusal = await refusalOf(endpoint, caller, exchange, leaving);
  if (refusal) return refusal;

  let parsed: ParsedRequest | undefined;
  const fullRequest = () => (parsed ??= toParsedRequest(request, publicUrl));
  if (isMethod(message, 'subscriptions/listen')) {
    admitted.endTurn(); // streams have their own limits
    return streams.open(outgoing, caller) ?? endpoint.fetch(fullRequest(), exchange);
  }

  const session = String(headers[SESSION_HEADER] ?? '');
  cancellable.cancelFor(caller, session, message);
  const { done, ...cancellation } = cancellable.track(caller, session, message);
  outgoing.once('close', done);
  const count = callsIn(message);
  if (count > 0) {
    cancellation.onCancelled?.(admitted.endTurn); // a waiting call can be canceled
    const turn = await admitted.start(count);
    if (turn instanceof Response) return turn;
    if (!turn) return outgoing.closed ? undefined : new Response(null, { status: 202 });
    cancellation.onCancelled?.(() => {});
  }

  const onRunning = admitted.running;
  if (sessions?.concerns(headers, message))
    return sessions.fetch(fullRequest(), { ...exchange, onRunning }, outgoing);
  const callExchange = { ...exchange, ...cancellation, onRunning };
  const pending = endpoint.respondDirectly?.(
    { headers, leaving, whole: fullRequest },
    callExchange,
  );
  return pending
    ? sendDirectResponse(outgoing, pending, isJsonOnly)
    : endpoint.fetch(fullRequest(), callExchange);
}

/** Returns the response to a caller who has to sign in again, or lacks scopes that the message needs. */
async function refusalOf(
  { needsSignIn, missingScopes }: Endpoint,
  { signInAgain, challenge }: HttpCaller,
  exchange: Exchange,
  leaving: Disconnection,
): Promise<Response | undefined> {
  const { message } = exchange;
  if (signInAgain && needsSignIn && (await needsSignIn(message, exchange))) return signInAgain();
  if (!challenge) return undefined;
  const missing = (await missingScopes(message, exchange, leaving)) ?? [];
  return missing.length > 0 ? challenge(missing) : undefined;
}

/** Handles GET and DELETE, which only sessions have. */
async function handleSessionMethod(
  { publicUrl, shared }: EndpointState,
  request: ChosenRequest,
  caller: HttpCaller,
): Promise<Response> {
  const { incoming, outgoing } = request;
  const { sessions, streams } = shared;
  const webRequest = toParsedRequest(request, publicUrl);
  const isStream = incoming.method === 'GET';
  if (!sessions?.concerns(incoming.headers))
    return rpcError(405, RPC.refused, 'Method not allowed.', { allow: 'POST' });
  if (isStream && !acceptsTypes(incoming.headers.accept, ['text/event-stream']))
    return notAcceptable(EVENTS);
  const refusal = isStream ? streams.open(outgoing, caller) : undefined;
  return refusal ?? sessions.fetch(webRequest, newExchange(caller, request, shared), outgoing);
}

/** A request, with the tools that its address chooses. */
type ChosenRequest = Incoming & Pick<Exchange, 'choice'>;

const newExchange = (
  { principal, verified }: HttpCaller,
  { id, choice }: ChosenRequest,
  { maxResultBytes, calls }: Pick<SharedServing, 'maxResultBytes' | 'calls'>,
  message?: unknown,
): Exchange => ({
  principal,
  caller: verified,
  message,
  id,
  maxResultBytes,
  calls,
  choice,
});

const notAcceptable = (types: string): Response =>
  rpcError(406, RPC.refused, `Accept must admit ${types}`);
