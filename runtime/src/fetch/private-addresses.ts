import type * as net from 'node:net';
import { nodeModule } from '../node/node-module.js';
import { isSafeUrl } from '../utils/addresses.js';

const NET_REQUIRED = 'Requests to addresses that a server names need node:net.';
type AddressList = InstanceType<(typeof net)['BlockList']>;
interface AddressLists {
  /** Addresses outside the public internet (IANA special-purpose address registries). */
  reserved: AddressList;
  /** IPv6 addresses that may be public: global unicast, IPv4-mapped, and IPv4 through NAT64 (RFC 6052). */
  public6: AddressList;
}
let cachedLists: AddressLists | undefined;

/** Creates the lists on first use: a server whose API names no addresses starts without them. */
function addressLists(): AddressLists {
  if (cachedLists) return cachedLists;
  const { BlockList } = nodeModule('node:net', NET_REQUIRED);
  const [reservedAddresses, public6] = [new BlockList(), new BlockList()];
  for (const [network, prefix] of [
    ['0.0.0.0', 8],
    ['10.0.0.0', 8],
    ['100.64.0.0', 10],
    ['127.0.0.0', 8],
    ['169.254.0.0', 16],
    ['172.16.0.0', 12],
    ['192.0.0.0', 24],
    ['192.0.2.0', 24],
    ['192.88.99.0', 24],
    ['192.168.0.0', 16],
    ['198.18.0.0', 15],
    ['198.51.100.0', 24],
    ['203.0.113.0', 24],
    ['224.0.0.0', 3],
  ] as const) {
    reservedAddresses.addSubnet(network, prefix);
    reservedAddresses.addSubnet(`64:ff9b::${network}`, 96 + prefix, 'ipv6');
  }
  for (const [network, prefix] of [
    ['2001::', 23],
    ['2001:db8::', 32],
    ['2002::', 16],
    ['3fff::', 20],
  ] as const)
    reservedAddresses.addSubnet(network, prefix, 'ipv6');
  for (const [network, prefix] of [
    ['2000::', 3],
    ['::ffff:0:0', 96],
    ['64:ff9b::', 96],
  ] as const)
    public6.addSubnet(network, prefix, 'ipv6');
  return (cachedLists = { reserved: reservedAddresses, public6 });
}

/**
 * Returns whether an IP address without brackets is private; an IPv4-mapped IPv6 address counts as
 * its IPv4 address.
 */
export function isPrivateAddress(address: string): boolean {
  const { reserved, public6 } = addressLists();
  return nodeModule('node:net', NET_REQUIRED).isIP(address) === 6
    ? !public6.check(address, 'ipv6') || reserved.check(address, 'ipv6')
    : reserved.check(address, 'ipv4');
}

/** Returns whether the host of a URL is private, independently of DNS. */
export function isPrivateHost(hostname: string): boolean {
  const host = hostname.replace(/^\[|\]$|\.$/g, '');
  if (nodeModule('node:net', NET_REQUIRED).isIP(host) !== 0) return isPrivateAddress(host);
  return host === 'localhost' || host.endsWith('.localhost');
}

/**
 * Returns whether a server may name this address to its clients: only a server at a private address
 * may name private ones.
 */
export const mayNameAddress = (server: URL, address: string): boolean =>
  isSafeUrl(address) &&
  (!isPrivateHost(new URL(address).hostname) || isPrivateHost(server.hostname));
