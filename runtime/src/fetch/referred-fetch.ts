import type { LookupAddress } from 'node:dns';
import type { LookupFunction } from 'node:net';
import { nodeModule } from '../node/node-module.js';
import type { UnreadResponse } from './bounded-fetch.js';
import { httpFetch } from './http-fetch.js';
import { isPrivateAddress, isPrivateHost } from './private-addresses.js';
import { proxyOf } from './proxy.js';

/**
 * Creates a function for requests to URLs that a server names: its metadata, and its authorization
 * server. They reach private addresses only if the server has one, too, because other servers must
 * not choose what is requested in this network.
 */
export function referredRequest(server: URL, find: LookUp = lookUp) {
  let isPrivate: Promise<boolean> | undefined;
  return async (address: string, init: RequestInit): Promise<UnreadResponse> => {
    isPrivate ??= hasPrivateAddress(server, find);
    return (await isPrivate) ? httpFetch(address, init) : publicFetch(address, init, find);
  };
}

/** Sends a request to an address of the public internet. @throws TypeError for any other address */
export async function publicFetch(
  address: string,
  init: RequestInit,
  find: LookUp = lookUp,
): Promise<UnreadResponse> {
  const { hostname } = new URL(address);
  // A proxy resolves names, but must not receive requests to private addresses.
  if (isPrivateHost(hostname))
    throw new TypeError('fetch failed', { cause: privateAddressError(hostname, hostname) });
  return httpFetch(address, init, publicLookup(find));
}

async function hasPrivateAddress(server: URL, find: LookUp): Promise<boolean> {
  const { hostname } = server;
  if (isPrivateHost(hostname)) return true;
  if (proxyOf(server)) return false; // the local network may not resolve it
  const addresses = await new Promise<LookupAddress[]>((resolve) =>
    find(hostname, { all: true }, (_error, all = []) => resolve(all)),
  );
  // A server with both private and public addresses does not count as private.
  return addresses.length > 0 && addresses.every(({ address }) => isPrivateAddress(address));
}

const lookUp: LookUp = (...request) =>
  nodeModule('node:dns', 'The addresses of a host can only be found on Node.js.').lookup(
    ...request,
  );

type LookUp = (
  hostname: string,
  options: { all: true },
  done: (error: NodeJS.ErrnoException | null, addresses?: LookupAddress[]) => void,
) => void;

const privateAddressError = (hostname: string, address: string) =>
  Object.assign(new Error(`"${hostname}" has the private address ${address}`), {
    code: 'PRIVATE_ADDRESS',
  });

/**
 * Resolves a name for the connection itself and rejects private addresses. A separate lookup could
 * have another result.
 */
export const publicLookup =
  (find: LookUp = lookUp): LookupFunction =>
  (hostname, options, done) =>
    find(hostname, { ...options, all: true }, (error, addresses = []) => {
      const privateResult = addresses.find(({ address }) => isPrivateAddress(address));
      const [first] = addresses;
      if (error) done(error, []);
      else if (privateResult) done(privateAddressError(hostname, privateResult.address), []);
      else if (options.all || !first) done(null, addresses);
      else done(null, first.address, first.family);
    });
