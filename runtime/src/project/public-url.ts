import { isSafeUrl } from '../utils/addresses.js';
import { StartError } from '../utils/start-error.js';
import { setting } from '../utils/settings.js';

/**
 * `MCP_PUBLIC_URL`: the URL of this server for clients; undefined where it is not set.
 * @throws StartError
 */
export function configuredUrl(): URL | undefined {
  const text = setting('MCP_PUBLIC_URL');
  if (text === undefined) return undefined;
  if (!isSafeUrl(text)) {
    throw new StartError('MCP_PUBLIC_URL must be an https URL (http only for loopback addresses).');
  }
  const url = new URL(text);
  if (url.href !== `${url.origin}/`) {
    throw new StartError('MCP_PUBLIC_URL must have no path: endpoints are at /<provider>/mcp.');
  }
  return url;
}
