import { isSafeUrl } from '../utils/addresses.js';
import { type Environment, setting } from '../utils/settings.js';
import { StartError } from '../utils/start-error.js';

/** `MCP_PUBLIC_URL`: the URL of this server for clients; undefined if it is not set. @throws StartError */
export function configuredUrl(env?: Environment): URL | undefined {
  const text = setting('MCP_PUBLIC_URL', env);
  if (text === undefined) return undefined;
  if (!isSafeUrl(text)) {
    throw new StartError('MCP_PUBLIC_URL must be an https URL (http only for loopback addresses).');
  }
  const url = new URL(text);
  if (url.search !== '' || url.hash !== '')
    throw new StartError('MCP_PUBLIC_URL must have no query and no fragment.');
  return url;
}

/**
 * Returns the path of a public URL, without the last slash. It has one if this server is one of
 * several behind a proxy.
 */
export const basePath = ({ pathname }: URL): string => pathname.replace(/\/+$/, '');

/** Returns the URL of a path on this server, as its clients know it. */
export const urlAt = (publicUrl: URL, path: string): URL =>
  new URL(`${basePath(publicUrl)}${path}`, publicUrl);
