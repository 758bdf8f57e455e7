import { STREAMABLE_ACCEPT } from '../../fetch/accept.js';
import type { ParsedRequest } from '../../provider/sdk-line.js';
import type { Incoming } from './exchange.js';
import { abortOnLeave, requestHeaders, requestUrl } from './web-request.js';

/**
 * Returns the request of a message that has been read. It is not a whole `Request`, because creating one takes as
 * long as a tenth of a call.
 */
export function toParsedRequest(
  { incoming, outgoing, id }: Incoming,
  publicUrl: URL,
): ParsedRequest {
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
