import { createHash, timingSafeEqual } from 'node:crypto';

/** Compared as digests, which are of one length. */
export function isSameSecret(one: string, other: string): boolean {
  const [a, b] = [one, other].map((text) => createHash('sha256').update(text).digest());
  return a !== undefined && b !== undefined && timingSafeEqual(a, b);
}
