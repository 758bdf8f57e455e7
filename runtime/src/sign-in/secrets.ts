import { nodeCrypto } from '../node/node-module.js';

/** Compared as digests, which are of one length. */
export function isSameSecret(one: string, other: string): boolean {
  const [a, b] = [one, other].map((text) =>
    nodeCrypto().createHash('sha256').update(text).digest(),
  );
  return a !== undefined && b !== undefined && nodeCrypto().timingSafeEqual(a, b);
}
