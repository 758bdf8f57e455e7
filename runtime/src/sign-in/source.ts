import type { ReceivedRequest } from '../identity/principal.js';
import { ipAddress } from '../utils/addresses.js';

/**
 * An address of this machine or of a private network (RFC 1918, 3927, 4193, 4291 and 6598); the
 * internet has other reserved ones, too.
 */
const PRIVATE_ADDRESS =
  /^(?:10|127|169\.254|192\.168|172\.(?:1[6-9]|2\d|3[01])|100\.(?:6[4-9]|[7-9]\d|1[01]\d|12[0-7]))\.|^::1$|^f[cd]..:|^fe[89ab].:/;

/**
 * Returns the source of a request, for limits: the peer; behind a proxy in a private network, the
 * caller that the proxy names. Undefined if the host does not state the peer: any client can write
 * the headers of a proxy.
 */
export function sourceOf({ peer = '', header }: ReceivedRequest): string | undefined {
  const address = ipAddress(peer);
  if (address === undefined) return undefined;
  return networkOf(
    (PRIVATE_ADDRESS.test(address) ? callerBehindProxy(header) : undefined) ?? address,
  );
}

/**
 * Returns the last address of the header, which the proxy has added after those of clients. A proxy
 * writes one of the two headers and passes on the other one, so if they differ, one of them is the
 * caller's own.
 */
function callerBehindProxy(header: ReceivedRequest['header']): string | undefined {
  const [xForwardedFor, forwarded] = ['x-forwarded-for', 'forwarded'].map((name) =>
    header(name)?.split(',').at(-1),
  );
  const { 1: node = '' } = /(?:^|;)\s*for\s*=\s*"?([^";]*)/i.exec(forwarded ?? '') ?? []; // RFC 7239 section 4
  const addressTexts = [xForwardedFor ?? [], forwarded === undefined ? [] : node].flat();
  const addresses = new Set(addressTexts.map(ipAddress));
  return addresses.size === 1 ? [...addresses][0] : undefined;
}

/** Returns the network of an address: for IPv6, that of one subscriber, the first 64 bits. */
function networkOf(address: string): string {
  if (!address.includes(':')) return address;
  const [leadingGroups = [], trailingGroups] = address
    .split('::')
    .map((part) => part.split(':').filter(Boolean));
  const zeros = Array<string>(
    trailingGroups ? 8 - leadingGroups.length - trailingGroups.length : 0,
  ).fill('0');
  return [...leadingGroups, ...zeros, ...(trailingGroups ?? [])].slice(0, 4).join(':');
}
