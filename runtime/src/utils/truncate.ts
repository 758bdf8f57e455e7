/** At most `limit` characters of a text, not cut within a character. */
export const truncate = (text: string, limit: number): string =>
  text.length <= limit ? text : text.slice(0, limit).replace(/[\uD800-\uDBFF]$/, '');

const LONE_SURROGATES = /\p{Surrogate}/u;

/** Returns the text with replacement characters for lone surrogates, which databases and headers refuse. */
export const wellFormed = (text: string): string => text.replace(/\p{Surrogate}/gu, '\uFFFD');

/**
 * Returns the JSON value with well-formed texts: parsers of other languages refuse a message with a
 * lone surrogate. Objects of classes are copied, so that `JSON.stringify` reads their members, and
 * no `toJSON`.
 */
export const wellFormedJson = (value: unknown): unknown =>
  isPlainAndWellFormed(value) ? value : withWellFormedTexts(value);

function isPlainAndWellFormed(value: unknown): boolean {
  if (typeof value === 'string') return !LONE_SURROGATES.test(value);
  if (typeof value !== 'object' || value === null) return true;
  if (Array.isArray(value)) return value.every(isPlainAndWellFormed);
  if (Object.getPrototypeOf(value) !== Object.prototype) return false;
  for (const [key, item] of Object.entries(value))
    if (LONE_SURROGATES.test(key) || !isPlainAndWellFormed(item)) return false;
  return true;
}

function withWellFormedTexts(value: unknown): unknown {
  if (typeof value === 'string') return wellFormed(value);
  if (Array.isArray(value)) return value.map(withWellFormedTexts);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [wellFormed(key), withWellFormedTexts(item)]),
  );
}
