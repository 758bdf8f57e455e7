import type { LookupAddress } from 'node:dns';
import type { LookupFunction } from 'node:net';
import { nodeModule } from '../node/node-module.js';
import type { Received } from './bounded-fetch.js';
import { httpFetch } from './http-fetch.js';
import { isPrivateAddress, isPrivateHost } from './private-addresses.js';

/**
 * Requests to addresses that a server names: its metadata, and its authorization server. They reach private addresses
 * only if the server has one, too: other servers must not choose what is requested in this network.
 */
export function referredRequest(server: URL, find: LookUp = lookUp) {
  let isPrivate: Promise<boolean> | undefined;
  return async (address: string, init: RequestInit): Promise<Received> => {
    isPrivate ??= hasPrivateAddress(server.hostname, find);
    return httpFetch(address, init, (await isPrivate) ? undefined : publicLookup(find));
  };
}

async function hasPrivateAddress(hostname: string, find: LookUp): Promise<boolean> {
  if (isPrivateHost(hostname)) return true;
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

/** The addresses of a name, for the connection itself: another look-up could have another result. */
export const publicLookup =
  (find: LookUp = lookUp): LookupFunction =>
  (hostname, options, done) =>
    find(hostname, { ...options, all: true }, (error, found = []) => {
      const inside = found.find(({ address }) => isPrivateAddress(address));
      const [first] = found;
      if (error) done(error, []);
      else if (inside)
        done(
          Object.assign(new Error(`"${hostname}" has the private address ${inside.address}`), {
            code: 'PRIVATE_ADDRESS',
          }),
          [],
        );
      else if (options.all || !first) done(null, found);
      else done(null, first.address, first.family);
    });
