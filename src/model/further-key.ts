/**
 * Names of the keys of a provider beside `apiKey`. Their words are those of the environment variable; the other
 * variables of a provider are excluded.
 */
export const furtherKey = {
  pattern: '^(?!(?:apiKey|baseUrl.*|server)$)[a-z][a-z0-9]*(?:[A-Z][a-z0-9]+)*$',
  maxLength: 40,
};

const pattern = new RegExp(furtherKey.pattern);

export const isFurtherKey = (name: string): boolean =>
  pattern.test(name) && name.length <= furtherKey.maxLength;
