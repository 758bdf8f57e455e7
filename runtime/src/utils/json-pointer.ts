import { decodeOrKeep } from './percent-decoding.js';

/**
 * Returns the keys of a JSON pointer in a URI fragment, such as `#/$defs/room` (RFC 6901 section 6):
 * the percent-encoding is that of the whole pointer, so `%2F` is between two keys, as `/` is.
 */
export const pointerKeys = (pointer: string): string[] =>
  decodeOrKeep(pointer)
    .split('/')
    .slice(1)
    .map((key) => key.replaceAll('~1', '/').replaceAll('~0', '~'));

/**
 * Returns the value within a document that a reference names, such as `#` or `#/$defs/room`;
 * undefined if there is none, and for references to anchors and to other documents.
 */
export function pointerTarget(document: unknown, reference: string): unknown {
  if (!/^#(\/|$)/.test(reference)) return undefined;
  return pointerKeys(reference).reduce<unknown>(
    (parent, key) =>
      typeof parent === 'object' && parent !== null && Object.hasOwn(parent, key)
        ? (parent as Record<string, unknown>)[key] // a key or an index
        : undefined,
    document,
  );
}
