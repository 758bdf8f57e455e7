import { randomUUID } from 'node:crypto';
import { basePath } from '../../project/public-url.js';
import type { Report } from '../../provider/sdk-line.js';
import { ClientGoneError } from './body.js';
import { corsHeaders, preflight } from './cors.js';
import type { Arrival, Incoming } from './exchange.js';
import { guards } from './guards.js';
import type { metadataDocuments } from './metadata.js';
import type { operationPaths } from './operation.js';
import type { HttpOptions } from './options.js';
import { respondTo, RPC, rpcError } from './respond.js';
import type { Target } from './target.js';

/** What is served, and to whom. */
interface Site extends Pick<
  HttpOptions,
  'allowedHosts' | 'allowedOrigins' | 'localUser' | 'publicUrl'
> {
  documents: ReturnType<typeof metadataDocuments>;
  operation?: ReturnType<typeof operationPaths>;
  targetAt(path: string): Target | undefined;
  report: Report;
}

/**
 * All requests, of the HTTP server or of a handler. Host, Origin and token are checked with the headers alone: before
 * that, nothing of a body is read.
 */
export function arrivals(site: Site): (arrival: Arrival) => void {
  const { publicUrl, localUser, documents, operation, targetAt, report } = site;
  const refusal = guards(site);
  const base = basePath(publicUrl);

  async function serve(request: Incoming): Promise<void> {
    const { incoming, outgoing, respond } = request;
    const { url = '/', method = 'GET', headers } = incoming;
    // RFC 9112 section 3.2.2: a server must accept the absolute form, too.
    const [path = '/'] = url.replace(/^https?:\/\/[^/?]*/i, '').split('?', 1);
    const operating = targetAt(path) ? undefined : operation?.get(path); // an own route wins
    if (operating) return respond(await operating(incoming));
    const inBase = pathIn(base, path);
    const document = documents(path, incoming) ?? documents(inBase, incoming);
    const target = targetAt(path) ?? targetAt(inBase);
    const anyOrigin = document !== undefined || target?.anyOrigin === true;
    const refused = refusal(headers, anyOrigin);
    if (refused) return respond(refused);
    const crossOrigin = Object.entries(corsHeaders(headers, anyOrigin));
    for (const [name, value] of crossOrigin) outgoing.setHeader(name, value);
    if (document) return respond(document);
    if (!target) return respond(new Response('Not found\n', { status: 404 }));
    if (method === 'OPTIONS' && crossOrigin.length > 0)
      return respond(preflight(headers, target.methods));
    const caller = target.resource
      ? await target.resource.authenticate(incoming).catch(outOfReach)
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

  return ({ incoming, outgoing, read }) => {
    const { 'x-request-id': given } = incoming.headers;
    const isOurs = typeof given === 'string' && /^[\w.-]{1,64}$/.test(given) && !ids.has(given);
    const id = isOurs ? given : randomUUID();
    ids.add(id);
    outgoing.once('close', () => ids.delete(id));
    outgoing.setHeader('x-request-id', id);
    const respond = (response: Response) => respondTo(incoming, outgoing, response);
    serve({ incoming, outgoing, read, id, respond }).catch((error: unknown) => {
      if (!(error instanceof ClientGoneError)) report('error', 'http', error);
      if (outgoing.headersSent || outgoing.destroyed) outgoing.destroy();
      else void respond(rpcError(500, RPC.internalError, 'Internal error'));
    });
  };
}

/** Some proxies remove the path of the public URL, others leave it. RFC 9728 section 3.1 has it behind that of the metadata. */
function pathIn(base: string, path: string): string {
  const [, wellKnown = '', rest = ''] = /^(\/\.well-known\/[^/]+)?(\/.*)$/.exec(path) ?? [];
  return rest.startsWith(`${base}/`) ? `${wellKnown}${rest.slice(base.length)}` : path;
}

const notAllowed = (methods: readonly string[]): Response =>
  rpcError(405, RPC.refused, 'Method not allowed.', { allow: methods.join(', ') });
