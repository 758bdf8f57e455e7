import { nodeModule } from '../node/node-module.js';
import { ipAddress } from '../utils/addresses.js';
import { StartError } from '../utils/start-error.js';
import {
  overrideVerifier,
  type ReceivedRequest,
  TokenError,
  type TokenVerifier,
} from './principal.js';

/** Proxies that `trustedProxy` trusts, and their header. */
export interface TrustedProxyOptions {
  /** IP addresses or networks of the proxies, such as `10.1.0.0/16`, compared with the peer of the connection. */
  peers: readonly string[];
  /**
   * Header with the id of the user, such as `x-mattermost-userid`. The proxy must remove it from
   * requests of clients.
   */
  header: string;
  /** Prefix of the stored user id: two proxies may use the same id for different people. */
  issuer: string;
  /** Scopes of every user of the proxy; default: none. */
  scopes?: readonly string[];
  /** Verifier for requests without the header; by default they are refused. */
  otherwise?: TokenVerifier | undefined;
}

/** A single user id. A header that occurs twice arrives as `ann, bob`, which does not match. */
const USER_ID = /^[\w.@+=|~:-]{1,128}$/;
/** Headers of which Node.js keeps one value, so that a second one would go unnoticed. */
const SINGLE_VALUE_HEADERS =
  /^(authorization|proxy-authorization|from|host|referer|server|user-agent|cookie|content-.*)$/;

const NO_TOKENS: TokenVerifier = {
  metadata: [],
  async verify() {
    throw new TokenError('Tokens are not accepted here');
  },
};

/**
 * Takes the user from a header of listed proxies. The header from any other peer is refused, not
 * ignored. `X-Forwarded-For` has no effect.
 * @throws StartError for an invalid setting
 * @example trustedProxy({ peers: ['10.1.0.0/16'], header: 'x-mattermost-userid', issuer: 'mattermost' })
 */
export function trustedProxy(options: TrustedProxyOptions): TokenVerifier {
  const { peers, issuer, scopes = [], otherwise } = options;
  const header = options.header.toLowerCase();
  if (!/^[a-z][\w-]*$/.test(header) || SINGLE_VALUE_HEADERS.test(header))
    throw new StartError(`trustedProxy: "${header}" cannot be the header with the user.`);
  if (issuer === '' || issuer.includes('|'))
    throw new StartError('trustedProxy: "issuer" must be a name without "|".');
  const isListed = peerCheck(peers);

  function identify(request: ReceivedRequest) {
    const id = request.header(header);
    if (id === undefined) return otherwise?.identify?.(request);
    if (!isListed(request.peer)) throw new TokenError(`Only listed proxies may send "${header}"`);
    if (!USER_ID.test(id)) throw new TokenError(`"${header}" is not the id of one user`);
    return { issuer, id, scopes };
  }

  return overrideVerifier(otherwise ?? NO_TOKENS, { identify });
}

/** Returns whether a peer is in a list of addresses and networks. @throws StartError for an invalid entry */
function peerCheck(peers: readonly string[]): (peer: string | undefined) => boolean {
  const { BlockList, isIP } = nodeModule(
    'node:net',
    'trustedProxy needs Node.js, where the peer of a connection is known.',
  );
  const list = new BlockList();
  if (peers.length === 0) throw new StartError('trustedProxy: "peers" is empty.');
  for (const peer of peers) {
    const [, address = '', prefix] = /^([^/]+)(?:\/(\d+))?$/.exec(peer) ?? [];
    const isV6 = isIP(address) === 6;
    const maxBits = isV6 ? 128 : 32;
    const bits = prefix === undefined ? maxBits : Number(prefix);
    // A prefix of 0 bits would list every address.
    if (isIP(address) === 0 || bits === 0 || bits > maxBits)
      throw new StartError(`trustedProxy: "${peer}" is not an IP address or a network.`);
    list.addSubnet(address, bits, isV6 ? 'ipv6' : 'ipv4');
  }
  return (peer = '') => {
    const address = ipAddress(peer) ?? '';
    const family = isIP(address);
    return family !== 0 && list.check(address, family === 6 ? 'ipv6' : 'ipv4');
  };
}
