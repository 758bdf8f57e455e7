import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { ReceivedRequest } from '../../provider/principal.js';
import type { Endpoint, Report } from '../../provider/sdk-line.js';
import { admission } from './admission.js';
import { bodyReader, ClientGoneError } from './body.js';
import { cors, preflight } from './cors.js';
import type { Shared } from './endpoint.js';
import { providerEndpoint } from './endpoint.js';
import { guards } from './guards.js';
import type { HttpLimits } from './limits.js';
import { metadataDocuments } from './metadata.js';
import type { Operation } from './operation.js';
import { operationPaths } from './operation.js';
import type { HttpOptions } from './options.js';
import { protectedResource } from './resource.js';
import { respondTo, RPC, rpcError } from './respond.js';
import { PUBLIC_LIMITS, routeTarget } from './route-target.js';
import type { Sessions } from './sessions.js';
import { sessionsOf } from './sessions.js';
import { streamLimits } from './streams.js';
import type { Incoming, Intake, Target } from './target.js';

/**
 * All requests of the HTTP server. Host, Origin and token are checked with the headers alone: before that, nothing of a
 * body is read.
 */
export function httpListener(
  endpoints: ReadonlyMap<string, Endpoint>,
  options: HttpOptions,
  limits: HttpLimits,
  ready: Operation['ready'],
  report: Report,
) {
  const { publicUrl, localUser, routes = [], allowedOrigins, metrics } = options;
  const onLimit = (status: number) => metrics?.record({ type: 'limit', status });
  const intakeOf = (accepted: HttpLimits): Intake => ({
    admit: admission(accepted, onLimit),
    readBody: bodyReader(accepted, onLimit),
  });
  const shared: Shared = {
    ...intakeOf(limits),
    streams: streamLimits(limits, onLimit),
    maxResultBytes: limits.maxResultBytes,
  };
  const allSessions: Sessions[] = [];
  const operation = operationPaths({ ready, metrics, publicUrl });
  const targets = new Map<string, Target>();
  for (const [name, endpoint] of endpoints) {
    const path = `/${name}/mcp`;
    const sessions = options.sessions ? sessionsOf(endpoint, limits, onLimit) : undefined;
    if (sessions) allSessions.push(sessions);
    targets.set(path, {
      resource: protectedResource(name, path, options, endpoint.scopes),
      methods: sessions ? ['POST', 'GET', 'DELETE'] : ['POST'],
      handle: providerEndpoint(endpoint, publicUrl, { ...shared, sessions }),
    });
  }
  const publicIntake = intakeOf({ ...limits, ...PUBLIC_LIMITS });
  for (const route of routes) {
    const intake = route.public === true ? publicIntake : shared;
    targets.set(route.path, routeTarget(route, options, intake));
  }
  const resources = [...targets.values()].flatMap(({ resource }) => resource ?? []);
  const documents = metadataDocuments(resources, options.verifier);
  const refusal = guards(options);
  const corsHeaders = cors(allowedOrigins);

  async function serve(request: Incoming): Promise<void> {
    const { incoming, outgoing, respond } = request;
    const { url = '/', method = 'GET', headers } = incoming;
    const [path = '/'] = url.split('?', 1);
    const operating = operation.get(path);
    if (operating) return respond(await operating(incoming));
    const refused = refusal(headers);
    if (refused) return respond(refused);
    const crossOrigin = Object.entries(corsHeaders(headers));
    for (const [name, value] of crossOrigin) outgoing.setHeader(name, value);
    const document = documents(path, incoming);
    if (document) return respond(document);
    const target = targets.get(path);
    if (!target) return respond(new Response('Not found\n', { status: 404 }));
    if (method === 'OPTIONS' && crossOrigin.length > 0)
      return respond(preflight(headers, target.methods));
    const caller = target.resource
      ? await target.resource.authenticate(received(incoming)).catch(outOfReach)
      : { principal: localUser };
    if (outgoing.closed) return; // the client left while its token was verified
    if (caller instanceof Response) return respond(caller);
    if (!target.methods.includes(method)) return respond(notAllowed(target.methods));
    return target.handle(request, caller);
  }

  /** A 401 would make clients discard good tokens. */
  function outOfReach(error: unknown): Response {
    report('error', 'token verification', error);
    return rpcError(503, RPC.internalError, 'Tokens cannot be verified', {
      'retry-after': '5',
    });
  }

  /** Those of requests in progress: an id means one of them. */
  const ids = new Set<string>();

  function handle(incoming: IncomingMessage, outgoing: ServerResponse): void {
    const { 'x-request-id': given } = incoming.headers;
    const isOurs = typeof given === 'string' && /^[\w.-]{1,64}$/.test(given) && !ids.has(given);
    const id = isOurs ? given : randomUUID();
    ids.add(id);
    outgoing.once('close', () => ids.delete(id));
    outgoing.setHeader('x-request-id', id);
    const respond = (response: Response) => respondTo(incoming, outgoing, response);
    serve({ incoming, outgoing, id, respond }).catch((error: unknown) => {
      if (!(error instanceof ClientGoneError)) report('error', 'http', error);
      if (outgoing.headersSent || outgoing.destroyed) outgoing.destroy();
      else void respond(rpcError(500, RPC.internalError, 'Internal error'));
    });
  }

  return {
    handle,
    /** What would not end by itself. */
    async endStreams() {
      await Promise.all(Array.from(endpoints.values(), (endpoint) => endpoint.endStreams()));
      shared.streams.end();
    },
    async endSessions() {
      await Promise.all(allSessions.map((sessions) => sessions.close()));
    },
  };
}

const notAllowed = (methods: readonly string[]): Response =>
  rpcError(405, RPC.refused, 'Method not allowed.', { allow: methods.join(', ') });

const received = ({ headers, socket }: IncomingMessage): ReceivedRequest => ({
  header(name) {
    const value = headers[name];
    return Array.isArray(value) ? value.join(', ') : value;
  },
  peer: socket.remoteAddress,
});
