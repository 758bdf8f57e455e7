import type { Principal } from '../../identity/principal.js';
import { isLoopback } from '../../utils/addresses.js';
import type { Head } from './exchange.js';
import type { HttpCaller } from './protected-resource.js';
import { RPC, rpcError } from './respond.js';

/**
 * Headers that proxies, tunnels, load balancers and content delivery networks add to requests; a
 * dash at the end marks the beginning of a name.
 */
const PROXY_HEADERS = `
  via forwarded cdn-loop max-forwards proxy-
  x-forwarded x-forwarded- forwarded-for x-original- x-proxy- x-request-start x-scheme
  x-real- x-client-ip client-ip true-client- x-cluster-client-ip x-remote-
  x-envoy- x-varnish x-arr- wl-proxy- tailscale- ngrok-
  cf- fly- fastly- akamai- x-akamai- incap- x-sucuri- x-nf- x-vercel-
  x-amzn- x-amz-cf- cloudfront- x-azure- x-appengine- x-cloud-trace-context
`
  .trim()
  .split(/\s+/);

/** One pattern, because each request of a local program is compared with all of them. */
const PROXY_HEADER = new RegExp(
  `^(${PROXY_HEADERS.map((name) => (name.endsWith('-') ? name : `${name}$`)).join('|')})`,
);

/**
 * Returns whether a program on this machine has sent a request itself, as far as this can be determined. No client of MCP speaks
 * HTTP/1.0, which nginx does by default, without any header of its own.
 */
export const isFromThisMachine = ({ headers, socket, httpVersion }: Head): boolean =>
  isLoopback(socket.remoteAddress ?? '') &&
  httpVersion !== '1.0' &&
  !Object.keys(headers).some((name) => PROXY_HEADER.test(name));

/**
 * Accepts only the local user, if no verifier is configured. "Host: localhost" proves nothing,
 * because anyone can send it; the address of the peer does, unless the peer is a proxy.
 * @param advice tells the operator how to serve others
 */
export const localCaller =
  (localUser: Principal, advice: string) =>
  async (incoming: Head): Promise<HttpCaller | Response> =>
    isFromThisMachine(incoming)
      ? { principal: localUser }
      : rpcError(
          403,
          RPC.refused,
          `This endpoint serves programs on its own machine only, and this request is from elsewhere or has come through a proxy. ${advice}`,
        );
