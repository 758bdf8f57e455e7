import type { ReceivedRequest } from '../identity/principal.js';
import { ipAddress } from '../utils/addresses.js';

/** Of this machine or a network of its own (RFC 1918, 3927, 4193, 4291 and 6598); the internet has other reserved ones, too. */
const PRIVATE =
  /^(?:10|127|169\.254|192\.168|172\.(?:1[6-9]|2\d|3[01])|100\.(?:6[4-9]|[7-9]\d|1[01]\d|12[0-7]))\.|^::1$|^f[cd]..:|^fe[89ab].:/;

/**
 * Who sends a request, for limits: the peer; behind a proxy in a private network, whom that proxy names. Undefined where the
 * host does not tell the peer: anybody can write the headers of a proxy.
 */
export function sourceOf({ peer = '', header }: ReceivedRequest): string | undefined {
  const address = ipAddress(peer);
  if (address === undefined) return undefined;
  return networkOf((PRIVATE.test(address) ? callerBehindProxy(header) : undefined) ?? address);
}

/**
 * The last address of the header, which the proxy has added: what clients have written stands before it. A proxy writes one of
 * the two headers and passes on the other one, so where they differ, one of them is the caller's own.
 */
function callerBehindProxy(header: ReceivedRequest['header']): string | undefined {
  const [last, forwarded] = ['x-forwarded-for', 'forwarded'].map((name) =>
    header(name)?.split(',').at(-1),
  );
  const { 1: node = '' } = /(?:^|;)\s*for\s*=\s*"?([^";]*)/i.exec(forwarded ?? '') ?? []; // RFC 7239 section 4
  const names = [last ?? [], forwarded === undefined ? [] : node].flat();
  const addresses = new Set(names.map(ipAddress));
  return addresses.size === 1 ? [...addresses][0] : undefined;
}

/** Of IPv6, the network of one subscriber: its first 64 bits. */
function networkOf(address: string): string {
  if (!address.includes(':')) return address;
  const [front = [], back] = address.split('::').map((part) => part.split(':').filter(Boolean));
  const zeros = Array<string>(back ? 8 - front.length - back.length : 0).fill('0');
  return [...front, ...zeros, ...(back ?? [])].slice(0, 4).join(':');
}
