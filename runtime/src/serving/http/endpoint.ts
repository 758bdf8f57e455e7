import { Disconnection, type OpenCalls } from '../../call/call-limit.js';
import { acceptsTypes, STREAMABLE_ACCEPT, wantsJson } from '../../fetch/accept.js';
import { withCallerToken } from '../../identity/caller-token.js';
import type { Endpoint, Exchange, ParsedRequest } from '../../provider/sdk-line.js';
import { exactJson } from '../../utils/exact-json.js';
import { idsIn, isMethod, REPEATED_ID } from '../../utils/json-rpc.js';
import { addressChoice } from './address-choice.js';
import type { AdmittedRequest } from './admission.js';
import { eventsAsJson, sendAnswer } from './answer.js';
import { isJson } from './body.js';
import { cancellableCalls } from './cancellation.js';
import type { Incoming } from './exchange.js';
import type { HttpCaller } from './resource.js';
import { RPC, rpcError } from './respond.js';
import { SESSION_HEADER, type Sessions } from './sessions.js';
import type { Streams } from './streams.js';
import type { Intake } from './target.js';
import { abortOnLeave, requestHeaders, requestUrl } from './web-request.js';

/** State that the endpoints of one server share. */
export interface SharedServing extends Intake {
  calls: OpenCalls;
  streams: Streams;
  maxResultBytes: number;
}

/** Methods that run code of a provider: they can wait for their turn. All other messages are handled at once. */
const CALL_METHODS = new Set([
  'tools/call',
  'resources/list',
  'resources/read',
  'prompts/get',
  'completion/complete',
]);

/** The endpoint of one provider, for requests whose caller is known. */
export function providerEndpoint(
  { fetch, answer, missingScopes, unknownTools, needsSignIn }: Endpoint,
  publicUrl: URL,
  {
    admit,
    readBody,
    streams,
    sessions,
    ...bounds
  }: SharedServing & { sessions: Sessions | undefined },
  isReadOnly = false,
) {
  const { track, cancelFor } = cancellableCalls();

  /** Responds to a POST; undefined where the client has left before its turn. */
  async function respondToMessage(
    request: ChosenRequest,
    caller: HttpCaller,
    message: unknown,
    { start, endTurn, running, isJsonOnly = false }: AdmittedRequest & { isJsonOnly?: boolean },
  ): Promise<Response | undefined> {
    const { outgoing } = request;
    const { headers } = request.incoming;
    let parsed: ParsedRequest | undefined;
    const fullRequest = () => (parsed ??= parsedRequest(request, publicUrl));
    const clientLeaving = new Disconnection();
    outgoing.once('close', () => {
      if (!outgoing.writableFinished) clientLeaving.abort();
    });
    const exchange = newExchange(caller, request, bounds, message);
    if (caller.signInAgain && needsSignIn && (await needsSignIn(message, exchange)))
      return caller.signInAgain();
    const pendingScopes = caller.challenge && missingScopes(message, exchange, clientLeaving);
    const missing = pendingScopes ? await pendingScopes : [];
    if (caller.challenge && missing.length > 0) return caller.challenge(missing);
    if (isMethod(message, 'subscriptions/listen')) {
      endTurn(); // streams have limits of their own
      return streams.open(outgoing, caller) ?? fetch(fullRequest(), exchange);
    }
    const session = String(headers[SESSION_HEADER] ?? '');
    cancelFor(caller, session, message);
    const { done, ...cancellable } = track(caller, session, message);
    outgoing.once('close', done);
    const count = callsIn(message);
    if (count > 0) {
      cancellable.onCancelled?.(endTurn); // a waiting call can be canceled
      const turn = await start(count);
      if (turn instanceof Response) return turn;
      if (!turn) return outgoing.closed ? undefined : new Response(null, { status: 202 });
      cancellable.onCancelled?.(() => {});
    }
    if (sessions?.concerns(headers, message))
      return sessions.fetch(fullRequest(), { ...exchange, onRunning: running }, outgoing);
    const callExchange = { ...exchange, ...cancellable, onRunning: running };
    const pending = answer?.({ headers, leaving: clientLeaving, whole: fullRequest }, callExchange);
    return pending ? sendAnswer(outgoing, pending, isJsonOnly) : fetch(fullRequest(), callExchange);
  }

  async function post(request: ChosenRequest, caller: HttpCaller): Promise<Response | undefined> {
    const { incoming, outgoing } = request;
    const isJsonOnly = wantsJson(incoming.headers.accept, EVENTS);
    if (!isJsonOnly && !acceptsTypes(incoming.headers.accept, ['application/json', EVENTS]))
      return notAcceptable(`application/json and, for streams, ${EVENTS}`);
    if (!isJson(incoming))
      return rpcError(415, RPC.refused, 'Content-Type must be application/json');
    const admitted = admit(caller.principal.userId);
    if (admitted instanceof Response) return admitted;
    outgoing.once('close', admitted.leave);
    const body = await readBody(request, admitted.hold);
    if (body instanceof Response) return body;
    const message = parsedMessage(body);
    if (message === undefined) return rpcError(400, RPC.parseError, 'Parse error');
    if (hasRepeatedId(message)) return Response.json(REPEATED_ID, { status: 400 });
    if (!isJsonOnly) return respondToMessage(request, caller, message, admitted);
    if (isMethod(message, 'subscriptions/listen')) return notAcceptable(EVENTS);
    const response = await respondToMessage(request, caller, message, { ...admitted, isJsonOnly });
    return response && (await eventsAsJson(response, Array.isArray(message)));
  }

  /** Handles GET and DELETE, which only sessions have. */
  async function handleSession(request: ChosenRequest, caller: HttpCaller): Promise<Response> {
    const { incoming, outgoing } = request;
    const parsed = parsedRequest(request, publicUrl);
    const isStream = incoming.method === 'GET';
    if (!sessions?.concerns(incoming.headers))
      return rpcError(405, RPC.refused, 'Method not allowed.', { allow: 'POST' });
    if (isStream && !acceptsTypes(incoming.headers.accept, ['text/event-stream']))
      return notAcceptable(EVENTS);
    const refusal = isStream ? streams.open(outgoing, caller) : undefined;
    return refusal ?? sessions.fetch(parsed, newExchange(caller, request, bounds), outgoing);
  }

  return async (request: Incoming, caller: HttpCaller): Promise<void> => {
    const { choice, problem } = addressChoice(request.incoming.url ?? '/', isReadOnly);
    const unknownText = problem ?? (choice && unknownTools(choice, caller.principal));
    if (unknownText !== undefined)
      return request.respond(rpcError(400, RPC.refused, `"tools" in the address: ${unknownText}`));
    const handle = request.incoming.method === 'POST' ? post : handleSession;
    const response = await withCallerToken(caller, () => handle({ ...request, choice }, caller));
    if (response) await request.respond(response);
  };
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

const EVENTS = 'text/event-stream';

const notAcceptable = (types: string): Response =>
  rpcError(406, RPC.refused, `Accept must admit ${types}`);

/** Whether two requests of a batch have one id: both would get the result of one. */
function hasRepeatedId(message: unknown): boolean {
  if (!Array.isArray(message)) return false;
  const ids = idsIn(message);
  return new Set(ids).size < ids.length;
}

/** How many calls a message has: until 2025-03-26, it can be a batch. */
const callsIn = (message: unknown): number =>
  Array.isArray(message) ? message.filter(isCall).length : Number(isCall(message));

const isCall = (message: unknown): boolean =>
  typeof message === 'object' &&
  message !== null &&
  'method' in message &&
  typeof message.method === 'string' &&
  CALL_METHODS.has(message.method);

function parsedMessage(body: Buffer): unknown {
  try {
    return exactJson(body.toString('utf8'));
  } catch {
    return undefined;
  }
}

/** The request of a message that has been read. Creating a whole `Request` takes as long as a tenth of a call. */
function parsedRequest({ incoming, outgoing, id }: Incoming, publicUrl: URL): ParsedRequest {
  const { method = 'POST', url = '/' } = incoming;
  const headers = requestHeaders(incoming);
  headers.set('x-request-id', id);
  headers.set('accept', STREAMABLE_ACCEPT); // it has been checked
  return new LazyUrl(method, headers, abortOnLeave(outgoing), url, publicUrl);
}

/** A class, because a literal with a getter leaves a hidden class with each request. */
class LazyUrl implements ParsedRequest {
  readonly #url: string;
  readonly #base: URL;

  constructor(
    readonly method: string,
    readonly headers: Headers,
    readonly signal: AbortSignal,
    url: string,
    base: URL,
  ) {
    this.#url = url;
    this.#base = base;
  }

  get url(): string {
    return requestUrl(this.#url, this.#base).href;
  }
}
