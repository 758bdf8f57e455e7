import { nodeCrypto } from '../../node/node-module.js';
import { ACCEPTED_NAME, longestName } from '../../utils/client-limits.js';

/** Hexadecimal digits of the digest at the end of a shortened name. */
const DIGEST_LENGTH = 8;
/** Least length kept for a tool name when the server's name uses up the limit. */
const MIN_LENGTH = 16;

/**
 * Returns the name of a tool that all clients accept. A name that is too long or contains other
 * characters is shortened and ends with a digest of the original: it does not depend on other
 * tools, and different names stay different.
 * @param server name of the server that lists the tool
 */
export function acceptedName(server: string, name: string): string {
  const maxLength = Math.max(longestName(server), MIN_LENGTH);
  if (name.length <= maxLength && ACCEPTED_NAME.test(name)) return name;
  const words = name.replace(/[^A-Za-z0-9_-]+/g, '_').replace(/^_+|_+$/g, '') || 'tool';
  const digest = nodeCrypto().hash('sha256', name).slice(0, DIGEST_LENGTH);
  return `${words.slice(0, maxLength - DIGEST_LENGTH - 1)}_${digest}`;
}
