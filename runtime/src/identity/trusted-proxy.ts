import { nodeModule } from '../node/node-module.js';
import { ipAddress } from '../utils/addresses.js';
import { StartError } from '../utils/start-error.js';
import { basedOn, type ReceivedRequest, TokenError, type TokenVerifier } from './principal.js';

/** Which proxies `trustedProxy` believes, and which header of theirs. */
export interface TrustedProxyOptions {
  /** IP addresses or networks of the proxies, such as `10.1.0.0/16`: those at the other end of a connection. */
  peers: readonly string[];
  /** The header with the id of the user, such as `x-mattermost-userid`. The proxy must remove it from what clients send. */
  header: string;
  /** Precedes the id: two proxies may use the same id for different people. Users are stored under it. */
  issuer: string;
  /** That every user of the proxy has. Default: none. */
  scopes?: readonly string[];
  /** For requests without the header. Default: they are refused. */
  otherwise?: TokenVerifier | undefined;
}

/** A header that occurs twice arrives as `ann, bob`, which this refuses. */
const USER_ID = /^[\w.@+=|~:-]{1,128}$/;
/** Node.js keeps one value of these, so that a second one would go unnoticed. */
const SINGLE =
  /^(authorization|proxy-authorization|from|host|referer|server|user-agent|cookie|content-.*)$/;

/**
 * Takes the user from a header, of listed proxies only: the header from anyone else is refused, not ignored.
 * `X-Forwarded-For` has no effect.
 * @throws StartError for a setting that cannot be used
 * @example trustedProxy({ peers: ['10.1.0.0/16'], header: 'x-mattermost-userid', issuer: 'mattermost' })
 */
export function trustedProxy(options: TrustedProxyOptions): TokenVerifier {
  const { peers, issuer, scopes = [], otherwise } = options;
  const header = options.header.toLowerCase();
  if (!/^[a-z][\w-]*$/.test(header) || SINGLE.test(header))
    throw new StartError(`trustedProxy: "${header}" cannot be the header with the user.`);
  if (issuer === '' || issuer.includes('|'))
    throw new StartError('trustedProxy: "issuer" must be a name without "|".');
  const isListed = listOf(peers);

  function identify(request: ReceivedRequest) {
    const id = request.header(header);
    if (id === undefined) return otherwise?.identify?.(request);
    if (!isListed(request.peer)) throw new TokenError(`Only listed proxies may send "${header}"`);
    if (!USER_ID.test(id)) throw new TokenError(`"${header}" is not the id of one user`);
    return { issuer, id, scopes };
  }

  return basedOn(otherwise ?? NO_TOKENS, { identify });
}

const NO_TOKENS: TokenVerifier = {
  metadata: [],
  async verify() {
    throw new TokenError('Tokens are not accepted here');
  },
};

/** @throws StartError */
function listOf(peers: readonly string[]): (peer: string | undefined) => boolean {
  const { BlockList, isIP } = nodeModule(
    'node:net',
    'trustedProxy needs Node.js, where the peer of a connection is known.',
  );
  const list = new BlockList();
  if (peers.length === 0) throw new StartError('trustedProxy: "peers" is empty.');
  for (const peer of peers) {
    const [, address = '', prefix] = /^([^/]+)(?:\/(\d+))?$/.exec(peer) ?? [];
    const isV6 = isIP(address) === 6;
    const longest = isV6 ? 128 : 32;
    const bits = prefix === undefined ? longest : Number(prefix);
    // A prefix of 0 would list everyone.
    if (isIP(address) === 0 || bits === 0 || bits > longest)
      throw new StartError(`trustedProxy: "${peer}" is not an IP address or a network.`);
    list.addSubnet(address, bits, isV6 ? 'ipv6' : 'ipv4');
  }
  return (peer = '') => {
    const address = ipAddress(peer) ?? '';
    const family = isIP(address);
    return family !== 0 && list.check(address, family === 6 ? 'ipv6' : 'ipv4');
  };
}
