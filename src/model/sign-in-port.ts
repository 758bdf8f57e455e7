import { isLoopback } from '../../runtime/src/utils/addresses.js';
import type { DataNode } from './document.js';

/** First port of local sign-in servers. Each provider has one, so that redirect URIs differ. */
export const FIRST_PORT = 8710;

/**
 * Returns the port of the local sign-in of an entry of `provider-config.yaml`, and the value that
 * states it: a `callback_url` on this computer, else `port`.
 */
export function signInPort(entry: DataNode): { port: number; node: DataNode } | undefined {
  const [callback, own] = [entry.get('callback_url'), entry.get('port')];
  const text = callback?.value;
  const url = typeof text === 'string' && URL.canParse(text) ? new URL(text) : undefined;
  if (callback && url && isLoopback(url.hostname) && url.port !== '')
    return { port: Number(url.port), node: callback };
  return own && typeof own.value === 'number' ? { port: own.value, node: own } : undefined;
}
