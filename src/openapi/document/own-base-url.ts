import { NotSupported } from '../binding/slots.js';
import type { Obj } from '../model.js';
import { serversOf, type Server } from './servers.js';

/**
 * The base URL of an operation or path with servers of its own; undefined where they are those of the document.
 * @throws NotSupported where none of them can be used
 */
export function ownBaseUrl(own: readonly Obj[], document: readonly Server[]): string | undefined {
  const usual = document.find(isUsable)?.url;
  const servers = serversOf({ servers: own }, usual);
  if (servers.some(({ url }) => document.some((one) => one.url === url))) return undefined;
  const server = servers.find(isUsable);
  if (server) return server.url;
  const [{ url, note = 'not complete' } = { url: '' }] = servers;
  throw new NotSupported(`Its base URL ${url} is ${note}.`);
}

const isUsable = ({ needs, note }: Server) => needs === 'nothing' && note === undefined;

/**
 * Whether this base URL belongs to another deployment than the API at `base`: the credentials of the one must not reach
 * the other.
 */
export function isForeign(baseUrl: string, base: string, document: readonly Server[]): boolean {
  const origins = document.filter(isUsable).map(({ url }) => originOf(url));
  const isReplaced = origins.length > 0 && !origins.includes(originOf(base));
  return isReplaced && originOf(baseUrl) !== originOf(base);
}

const originOf = (url: string) => (URL.canParse(url) ? new URL(url).origin : '');
