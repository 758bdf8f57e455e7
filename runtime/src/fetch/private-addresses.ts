import type * as net from 'node:net';
import { nodeModule } from '../node/node-module.js';
import { isSafeUrl } from '../utils/addresses.js';

const NEED = 'Requests to addresses that a server names need node:net.';
type AddressList = InstanceType<(typeof net)['BlockList']>;
interface Lists {
  /** Addresses that are not on the public internet (IANA special-purpose address registries). */
  reserved: AddressList;
  /** The IPv6 addresses that can be on it: global unicast, IPv4, and IPv4 as NAT64 reaches it (RFC 6052). */
  public6: AddressList;
}
let lists: Lists | undefined;

/** Made when they are needed: a server whose API names no addresses starts without them. */
function addressLists(): Lists {
  if (lists) return lists;
  const { BlockList } = nodeModule('node:net', NEED);
  const [reserved, public6] = [new BlockList(), new BlockList()];
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
    reserved.addSubnet(network, prefix);
    reserved.addSubnet(`64:ff9b::${network}`, 96 + prefix, 'ipv6');
  }
  for (const [network, prefix] of [
    ['2001::', 23],
    ['2001:db8::', 32],
    ['2002::', 16],
    ['3fff::', 20],
  ] as const)
    reserved.addSubnet(network, prefix, 'ipv6');
  for (const [network, prefix] of [
    ['2000::', 3],
    ['::ffff:0:0', 96],
    ['64:ff9b::', 96],
  ] as const)
    public6.addSubnet(network, prefix, 'ipv6');
  return (lists = { reserved, public6 });
}

/** An IP address, without brackets; an IPv4 address in an IPv6 one is that IPv4 address. */
export function isPrivateAddress(address: string): boolean {
  const { reserved, public6 } = addressLists();
  return nodeModule('node:net', NEED).isIP(address) === 6
    ? !public6.check(address, 'ipv6') || reserved.check(address, 'ipv6')
    : reserved.check(address, 'ipv4');
}

/** A host of a URL that is private whatever a name server responds. */
export function isPrivateHost(hostname: string): boolean {
  const host = hostname.replace(/^\[|\]$|\.$/g, '');
  if (nodeModule('node:net', NEED).isIP(host) !== 0) return isPrivateAddress(host);
  return host === 'localhost' || host.endsWith('.localhost');
}

/** Whether a server may name this address to its clients: only a server at a private address names others at one. */
export const mayRefer = (server: URL, address: string): boolean =>
  isSafeUrl(address) &&
  (!isPrivateHost(new URL(address).hostname) || isPrivateHost(server.hostname));
