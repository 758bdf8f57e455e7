import { nodeCrypto } from '../node/node-module.js';
import { ALLOWED, longestName } from '../utils/client-limits.js';

/** Hexadecimal digits of the digest at the end of a shortened name. */
const DIGEST = 8;
/** Where the name of the server alone is too long. */
const SHORTEST = 16;

/**
 * The name of a tool as all clients accept it. A name that is too long, or has other characters, is shortened and ends with a
 * digest of the whole: it stays the same whatever else is listed, and two names stay two.
 * @param server that lists it
 */
export function acceptedName(server: string, name: string): string {
  const longest = Math.max(longestName(server), SHORTEST);
  if (name.length <= longest && ALLOWED.test(name)) return name;
  const words = name.replace(/[^A-Za-z0-9_-]+/g, '_').replace(/^_+|_+$/g, '') || 'tool';
  const digest = nodeCrypto().hash('sha256', name).slice(0, DIGEST);
  return `${words.slice(0, longest - DIGEST - 1)}_${digest}`;
}
