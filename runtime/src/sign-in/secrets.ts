import { nodeCrypto } from '../node/node-module.js';

/** Compares secrets in constant time, as digests, which have the same length. */
export function isSameSecret(first: string, second: string): boolean {
  const [a, b] = [first, second].map((text) =>
    nodeCrypto().createHash('sha256').update(text).digest(),
  );
  return a !== undefined && b !== undefined && nodeCrypto().timingSafeEqual(a, b);
}
