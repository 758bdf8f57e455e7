import { isLoopback } from '../../runtime/src/utils/addresses.js';

const HOST = /^([\w-]+(\.[\w-]+)+|localhost|\[::1\])(:\d+)?([/?].*)?$/;

/** Adds a missing scheme: `api.acme.dev` becomes `https://api.acme.dev`. */
export function asUrl(text: string): string {
  if (!HOST.test(text)) return text;
  const [host = ''] = /^(\[[^\]]*\]|[^:/?]+)/.exec(text) ?? [];
  return `${isLoopback(host) ? 'http' : 'https'}://${text}`;
}

/**
 * Returns the URL that a text without a scheme probably stands for; undefined if it has a query,
 * which may contain a secret.
 */
export function urlMeant(text: string): string | undefined {
  const url = asUrl(text);
  return url !== text && URL.canParse(url) && !/[?#@]/.test(url) ? url : undefined;
}

/** Returns the beginning of a hint, such as `Did you mean "https://api.acme.dev"? `; empty if no URL was meant. */
export function didYouMeanUrl(text: string): string {
  const url = urlMeant(text);
  return url === undefined ? '' : `Did you mean "${url}"? `;
}
