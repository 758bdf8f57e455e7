/**
 * Returns the start of the URIs of a provider's files. Names of providers are snake_case, but a URI
 * scheme has no `_` (RFC 3986 section 3.1).
 */
export const baseUri = (provider: string): string => `${provider.replaceAll('_', '-')}://files/`;

/** Returns the URI of a file; `/` separates its folders. */
export const uriOf = (provider: string, name: string): string =>
  baseUri(provider) + name.split('/').map(encodeURIComponent).join('/');
