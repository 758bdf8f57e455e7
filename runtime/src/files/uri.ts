/** What the URIs of the files of a provider begin with: names of providers are snake_case, and no scheme has `_` (RFC 3986 section 3.1). */
export const baseUri = (provider: string): string => `${provider.replaceAll('_', '-')}://files/`;

/** The URI of a file; `/` separates its folders. */
export const uriOf = (provider: string, name: string): string =>
  baseUri(provider) + name.split('/').map(encodeURIComponent).join('/');
