/** At most `limit` characters of a text, not cut within a character. */
export const truncate = (text: string, limit: number): string =>
  text.length <= limit ? text : text.slice(0, limit).replace(/[\uD800-\uDBFF]$/, '');

const HALVES = /\p{Surrogate}/u;

/** A text of others without halves of characters, which databases and headers refuse. */
export const wellFormed = (text: string): string => text.replace(/\p{Surrogate}/gu, '\uFFFD');

/**
 * A JSON value whose texts are well-formed: parsers of other languages refuse a message with half of a surrogate pair. Objects
 * of classes are copied, so that what `JSON.stringify` reads of them are their members, and no `toJSON`.
 */
export const wellFormedJson = (value: unknown): unknown =>
  isPlainAndWellFormed(value) ? value : repaired(value);

function isPlainAndWellFormed(value: unknown): boolean {
  if (typeof value === 'string') return !HALVES.test(value);
  if (typeof value !== 'object' || value === null) return true;
  if (Array.isArray(value)) return value.every(isPlainAndWellFormed);
  if (Object.getPrototypeOf(value) !== Object.prototype) return false;
  for (const [key, item] of Object.entries(value))
    if (HALVES.test(key) || !isPlainAndWellFormed(item)) return false;
  return true;
}

function repaired(value: unknown): unknown {
  if (typeof value === 'string') return wellFormed(value);
  if (Array.isArray(value)) return value.map(repaired);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [wellFormed(key), repaired(item)]),
  );
}
