import { BlockList, isIP } from 'node:net';
import { isSafeUrl } from '../provider/addresses.js';

/** Addresses that are not on the public internet (IANA special-purpose address registries). */
const PRIVATE = new BlockList();
for (const [network, prefix] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['224.0.0.0', 3],
] as const) {
  PRIVATE.addSubnet(network, prefix);
  PRIVATE.addSubnet(`64:ff9b::${network}`, 96 + prefix, 'ipv6'); // as NAT64 reaches it (RFC 6052)
}
for (const [network, prefix] of [
  ['::', 96],
  ['64:ff9b:1::', 48],
  ['2002::', 16],
  ['fc00::', 7],
  ['fe80::', 10],
  ['ff00::', 8],
] as const)
  PRIVATE.addSubnet(network, prefix, 'ipv6');

/** An IP address, without brackets; an IPv4 address in an IPv6 one is that IPv4 address. */
export const isPrivateAddress = (address: string): boolean =>
  PRIVATE.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4');

/** A host of a URL that is private whatever a name server responds. */
export function isPrivateHost(hostname: string): boolean {
  const host = hostname.replace(/^\[|\]$|\.$/g, '');
  if (isIP(host) !== 0) return isPrivateAddress(host);
  return host === 'localhost' || host.endsWith('.localhost');
}

/** Whether a server may name this address to its clients: only a server at a private address names others at one. */
export const mayRefer = (server: URL, address: string): boolean =>
  isSafeUrl(address) &&
  (!isPrivateHost(new URL(address).hostname) || isPrivateHost(server.hostname));
