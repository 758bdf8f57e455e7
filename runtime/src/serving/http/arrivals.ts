import { randomUUID } from 'node:crypto';
import { basePath } from '../../project/public-url.js';
import type { Report } from '../../provider/sdk-line.js';
import { ClientGoneError } from './body.js';
import { corsHeaders, preflight } from './cors.js';
import type { Arrival, Incoming } from './exchange.js';
import { requestGuards } from './guards.js';
import type { metadataDocuments } from './metadata.js';
import type { operationPaths } from './operation.js';
import type { HttpOptions } from './options.js';
import { respondTo, RPC, rpcError } from './respond.js';
import type { Target } from './target.js';
import { targetPath } from './web-request.js';

/** The paths that are served, and the rules for requests to them. */
interface ServedSite extends Pick<
  HttpOptions,
  'allowedHosts' | 'allowedOrigins' | 'localUser' | 'publicUrl'
> {
  documents: ReturnType<typeof metadataDocuments>;
  operation?: ReturnType<typeof operationPaths>;
  targetAt(path: string): Target | undefined;
  report: Report;
}

/**
 * Accepts all requests, of the HTTP server or of a handler. Checks Host, Origin and token with the
 * headers alone, before it reads anything of a body.
 */
export function requestHandler(site: ServedSite): (arrival: Arrival) => void {
  const { publicUrl, localUser, documents, operation, targetAt, report } = site;
  const guard = requestGuards(site);
  const base = basePath(publicUrl);

  async function serve(request: Incoming): Promise<void> {
    const { incoming, outgoing, respond } = request;
    const { url = '/', method = 'GET', headers } = incoming;
    // RFC 9112 section 3.2.2: a server must accept the absolute form, too.
    const [path = '/'] = targetPath(url).split('?', 1);
    const operationRoute = targetAt(path) ? undefined : operation?.get(path); // an own route wins
    if (operationRoute) return respond(await operationRoute(incoming));
    const pathInBase = pathIn(base, path);
    const document = documents(path, incoming) ?? documents(pathInBase, incoming);
    const target = targetAt(path) ?? targetAt(pathInBase);
    const anyOrigin = document !== undefined || target?.anyOrigin === true;
    const guardResponse = guard(headers, anyOrigin);
    if (guardResponse) return respond(guardResponse);
    const crossOrigin = Object.entries(corsHeaders(headers, anyOrigin));
    for (const [name, value] of crossOrigin) outgoing.setHeader(name, value);
    if (document) return respond(document);
    if (!target) return respond(new Response('Not found\n', { status: 404 }));
    if (method === 'OPTIONS' && crossOrigin.length > 0)
      return respond(preflight(headers, target.methods));
    const caller = target.resource
      ? await target.resource.authenticate(incoming).catch(unverifiableToken)
      : { principal: localUser };
    if (outgoing.closed) return; // the client left while its token was verified
    if (caller instanceof Response) return respond(caller);
    if (!target.methods.includes(method)) return respond(methodNotAllowed(target.methods));
    return target.handle(request, caller);
  }

  /**
   * Returns the response while the keys of the issuer are unreachable. A 401 would make clients
   * discard good tokens.
   */
  function unverifiableToken(error: unknown): Response {
    report('error', 'token verification', error);
    return rpcError(503, RPC.internalError, 'Tokens cannot be verified', {
      'retry-after': '5',
    });
  }

  /** Ids of requests in progress: an id of a client is used only while no other request has it. */
  const activeIds = new Set<string>();

  return ({ incoming, outgoing, read, isParsed = false }) => {
    const { 'x-request-id': clientId } = incoming.headers;
    const isUsable =
      typeof clientId === 'string' && /^[\w.-]{1,64}$/.test(clientId) && !activeIds.has(clientId);
    const id = isUsable ? clientId : randomUUID();
    activeIds.add(id);
    outgoing.once('close', () => activeIds.delete(id));
    outgoing.setHeader('x-request-id', id);
    const respond = (response: Response) => respondTo(incoming, outgoing, response);
    serve({ incoming, outgoing, read, isParsed, id, respond }).catch((error: unknown) => {
      if (!(error instanceof ClientGoneError)) report('error', 'http', error);
      if (outgoing.headersSent || outgoing.destroyed) outgoing.destroy();
      else void respond(rpcError(500, RPC.internalError, 'Internal error'));
    });
  };
}

/**
 * Returns the path below the base of the public URL: some proxies remove the base, others leave it.
 * In the path of metadata, the base follows the well-known part (RFC 9728 section 3.1).
 */
function pathIn(base: string, path: string): string {
  const [, wellKnown = '', rest = ''] = /^(\/\.well-known\/[^/]+)?(\/.*)$/.exec(path) ?? [];
  return rest.startsWith(`${base}/`) ? `${wellKnown}${rest.slice(base.length)}` : path;
}

const methodNotAllowed = (methods: readonly string[]): Response =>
  rpcError(405, RPC.refused, 'Method not allowed.', { allow: methods.join(', ') });
