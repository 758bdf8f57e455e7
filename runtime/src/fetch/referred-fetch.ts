import type { LookupAddress } from 'node:dns';
import type { LookupFunction } from 'node:net';
import { nodeModule } from '../node/node-module.js';
import type { Received } from './bounded-fetch.js';
import { httpFetch } from './http-fetch.js';
import { isPrivateAddress, isPrivateHost } from './private-addresses.js';
import { proxyOf } from './proxy.js';

/**
 * Requests to addresses that a server names: its metadata, and its authorization server. They reach private addresses
 * only if the server has one, too: other servers must not choose what is requested in this network.
 */
export function referredRequest(server: URL, find: LookUp = lookUp) {
  let isPrivate: Promise<boolean> | undefined;
  return async (address: string, init: RequestInit): Promise<Received> => {
    isPrivate ??= hasPrivateAddress(server, find);
    if (await isPrivate) return httpFetch(address, init);
    const { hostname } = new URL(address);
    // A proxy resolves names, but gets no request to an address of this network.
    if (isPrivateHost(hostname))
      throw new TypeError('fetch failed', { cause: privateAddress(hostname, hostname) });
    return httpFetch(address, init, publicLookup(find));
  };
}

async function hasPrivateAddress(server: URL, find: LookUp): Promise<boolean> {
  const { hostname } = server;
  if (isPrivateHost(hostname)) return true;
  if (proxyOf(server)) return false; // its names may be unknown here
  const addresses = await new Promise<LookupAddress[]>((resolve) =>
    find(hostname, { all: true }, (_error, all = []) => resolve(all)),
  );
  // One private address among public ones does not make a server one of this network.
  return addresses.length > 0 && addresses.every(({ address }) => isPrivateAddress(address));
}

const lookUp: LookUp = (...request) =>
  nodeModule('node:dns', 'The addresses of a host can only be found on Node.js.').lookup(
    ...request,
  );

type LookUp = (
  hostname: string,
  options: { all: true },
  done: (error: NodeJS.ErrnoException | null, found?: LookupAddress[]) => void,
) => void;

const privateAddress = (hostname: string, address: string) =>
  Object.assign(new Error(`"${hostname}" has the private address ${address}`), {
    code: 'PRIVATE_ADDRESS',
  });

/** The addresses of a name, for the connection itself: another look-up could have another result. */
export const publicLookup =
  (find: LookUp = lookUp): LookupFunction =>
  (hostname, options, done) =>
    find(hostname, { ...options, all: true }, (error, found = []) => {
      const inside = found.find(({ address }) => isPrivateAddress(address));
      const [first] = found;
      if (error) done(error, []);
      else if (inside) done(privateAddress(hostname, inside.address), []);
      else if (options.all || !first) done(null, found);
      else done(null, first.address, first.family);
    });
